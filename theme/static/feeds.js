// The page of feeds: pick some, and take them along as one OPML file. Without this script every feed is a link.
(() => {
  "use strict";
  const picker = document.getElementById("pilih");
  if (!picker) return;
  const all = (selector, within = picker) => Array.from(within.querySelectorAll(selector));
  const words = (text) => (text || "").split(" ").filter(Boolean);
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ").trim();
  const label = (item) => item.querySelector("label, b").textContent.trim();

  // Units. One meets another where a story may stand in the feeds of both: because it is, or once was, above the
  // other, or because it takes stories of a unit that is the other's own or stands beneath it.
  const units = new Map();
  const roots = [];
  for (const input of all("[data-axis=unit] input[type=checkbox]")) {
    const item = input.closest("li");
    const above = item.parentElement.closest("[data-axis=unit] li");
    const parent = above && units.get(above.querySelector("input").value);
    const unit = {
      item, input, children: [],
      text: plain(`${label(item)} ${item.dataset.name || ""}`),
      within: new Set([input.value, ...(parent ? parent.within : []), ...words(item.dataset.under)]),
      takes: words(item.dataset.takes),
    };
    units.set(input.value, unit);
    (parent ? parent.children : roots).push(unit);
  }
  const reaches = (one, other) =>
    other.within.has(one.input.value) ||
    one.takes.some((id) => other.takes.includes(id) || (units.has(id) && units.get(id).within.has(other.input.value)));
  const meets = (one, other) => one !== other && (reaches(one, other) || reaches(other, one));

  // Whatever meets the unit that was ticked last gives way, and what stands beneath it cannot be ticked meanwhile.
  const pick = (chosen) => {
    const leaving = Array.from(units.values()).filter((unit) => chosen && chosen.input.checked && unit.input.checked && meets(chosen, unit));
    for (const unit of leaving) unit.input.checked = false;
    const ticked = Array.from(units.values()).filter((unit) => unit.input.checked);
    for (const unit of units.values()) unit.input.disabled = ticked.some((other) => other !== unit && unit.within.has(other.input.value));
    return leaving.length;
  };

  // What is picked: in the one section that shows, what is ticked, or all of it where nothing is to be ticked.
  const sections = all("[data-axis]");
  const add = picker.querySelector("[data-add]");
  const picked = () => {
    const section = sections.find((one) => !one.hidden);
    const inputs = all("ul input", section);
    const items = inputs.length ? inputs.filter((input) => input.checked).map((input) => input.closest("li")) : all("li", section);
    return add.checked ? [...items, document.getElementById(add.dataset.add)] : items;
  };
  const status = picker.querySelector(".take [role=status]");
  const tell = (left = 0) => {
    const count = picked().length;
    const some = status.dataset.some.replace("{n}", count) + (left ? ` ${status.dataset.left.replace("{n}", left)}` : "");
    status.textContent = count ? some : status.dataset.none;
  };
  const show = () => {
    const axis = picker.querySelector("[name=menurut]:checked").value;
    for (const section of sections) section.hidden = section.dataset.axis !== axis;
  };

  // OPML takes texts for HTML, and most readers show them as they are: only what HTML would misread is a reference.
  const html = (text) => text.replace(/\s+/g, " ").trim().replace(/&(?=[#\w])/g, "&amp;").replace(/</g, "&lt;");
  const outlines = (items) => {
    const file = document.implementation.createDocument(null, "opml");
    const put = (parent, name, attributes = {}, text = "") => {
      const element = parent.appendChild(file.createElement(name));
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text;
      return element;
    };
    file.documentElement.setAttribute("version", "2.0");
    put(put(file.documentElement, "head"), "title", {}, html(picker.dataset.title));
    const body = put(file.documentElement, "body");
    for (const item of items) {
      const feed = new URL(item.querySelector("a[href$='/feed.xml']").getAttribute("href"), picker.dataset.site).href;
      const contact = item.querySelector(":scope > .contact");
      const text = html(label(item));
      put(body, "outline", {
        type: "rss", text, title: text,
        ...(contact && { description: html(contact.textContent) }),
        xmlUrl: feed, htmlUrl: feed.replace(/(semua\/)?feed\.xml$/, ""),
      });
    }
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
  };
  const download = () => {
    const items = picked();
    if (!items.length) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([outlines(items)], { type: "text/x-opml" }));
    link.download = "umpan.opml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // The filter shows what matches, with what stands above it; and all beneath a unit that matches.
  const box = picker.querySelector(".filter");
  const search = box.querySelector("input");
  const found = box.querySelector("[role=status]");
  const sift = (unit, wanted, whole) => {
    const own = wanted.every((word) => unit.text.includes(word));
    const below = unit.children.map((child) => sift(child, wanted, whole || own)).reduce((sum, count) => sum + count, 0);
    const details = unit.item.querySelector(":scope > details");
    unit.item.hidden = !(own || whole || below);
    if (details) details.open = wanted.length > 0 && below > 0;
    return below + (own ? 1 : 0);
  };
  const filter = () => {
    const wanted = words(plain(search.value));
    const count = roots.reduce((sum, unit) => sum + sift(unit, wanted, false), 0);
    found.textContent = wanted.length === 0 ? "" : count ? found.dataset.found.replace("{n}", count) : found.dataset.none;
  };

  picker.classList.remove("static");
  for (const control of all("[data-control]")) control.hidden = false;
  picker.addEventListener("change", (event) => {
    if (event.target.name === "menurut") show();
    tell(event.target.closest("[data-axis=unit] li") ? pick(units.get(event.target.value)) : 0);
  });
  search.addEventListener("input", filter);
  picker.querySelector("button").addEventListener("click", download);
  show();
  pick();
  tell();
  if (search.value) filter(); // the browser may have kept it on the way back
})();
