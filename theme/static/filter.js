// The unit directory's filters: by name or city, by level, by province. Without this script the page is whole; the box stays hidden.
(() => {
  "use strict";
  const box = document.querySelector("[data-filter]");
  const list = box && document.querySelector(box.dataset.filter);
  if (!list) return;
  const input = box.querySelector("input");
  const choices = Array.from(box.querySelectorAll("select[data-by]"));
  const status = box.querySelector("[role=status]");
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ");
  const items = Array.from(list.querySelectorAll("[data-item]"), (node) => ({
    node,
    text: plain(`${node.textContent} ${node.dataset.item}`),
    province: node.dataset.province,
    level: node.closest("[data-level]").dataset.level,
  }));
  const map = document.querySelector(".map");
  const groups = Array.from(list.querySelectorAll("[data-group]")).reverse(); // innermost first

  const filter = () => {
    const words = plain(input.value).split(" ").filter(Boolean);
    const chosen = choices.filter((choice) => choice.value);
    const asked = words.length + chosen.length > 0;
    let found = 0;
    for (const item of items) {
      item.node.hidden = !(words.every((word) => item.text.includes(word)) && chosen.every((choice) => item[choice.dataset.by] === choice.value));
      if (!item.node.hidden) found += 1;
    }
    if (map) map.hidden = asked; // so that what is found stands beneath the box
    for (const group of groups) {
      group.hidden = asked && !group.querySelector("[data-item]:not([hidden])");
      if (group.tagName === "DETAILS") group.open = asked && !group.hidden;
    }
    status.textContent = !asked ? "" : found ? status.dataset.found.replace("{n}", found) : status.dataset.none;
  };

  box.hidden = false;
  input.addEventListener("input", filter);
  for (const choice of choices) choice.addEventListener("change", filter);
  if (input.value || choices.some((choice) => choice.value)) filter(); // the browser may have kept it on the way back
})();
