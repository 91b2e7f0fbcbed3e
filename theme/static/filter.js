// The unit directory's filter box. Without this script the page is whole; the box stays hidden.
(() => {
  "use strict";
  const box = document.querySelector("[data-filter]");
  const list = box && document.querySelector(box.dataset.filter);
  if (!list) return;
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ");
  const items = Array.from(list.querySelectorAll("[data-item]"), (node) => ({ node, text: plain(`${node.textContent} ${node.dataset.item}`) }));
  const groups = Array.from(list.querySelectorAll("[data-group]")).reverse(); // innermost first

  const filter = () => {
    const words = plain(input.value).split(" ").filter(Boolean);
    let found = 0;
    for (const item of items) {
      item.node.hidden = !words.every((word) => item.text.includes(word));
      if (!item.node.hidden) found += 1;
    }
    for (const group of groups) {
      group.hidden = words.length > 0 && !group.querySelector("[data-item]:not([hidden])");
      if (group.tagName === "DETAILS") group.open = words.length > 0 && !group.hidden;
    }
    status.textContent = words.length === 0 ? "" : found ? status.dataset.found.replace("{n}", found) : status.dataset.none;
  };

  box.hidden = false;
  input.addEventListener("input", filter);
  if (input.value) filter(); // the browser may have kept it on the way back
})();
