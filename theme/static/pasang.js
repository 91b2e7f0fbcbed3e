// The page on which a webmaster picks whose news to show: the texts to copy are written anew. Without scripts they are an example, and the style hides the form.
(() => {
  "use strict";
  const form = document.getElementById("pasang");
  if (!form) return;
  const part = (name) => document.getElementById(name);
  const list = part("pasang-daftar"), rollup = part("pasang-semua"), count = part("pasang-jumlah");
  const framed = document.querySelector("[data-shown]");
  const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

  const write = () => {
    const option = list.selectedOptions[0];
    const has = "rollup" in option.dataset;
    rollup.closest("p").hidden = !has;
    const all = has && rollup.checked;
    const page = option.value && `${option.value}/`;
    const [sort, id] = option.value.split("/");
    const title = plain(page ? `${form.dataset.news} ${option.text}` : option.dataset.name);
    const site = form.dataset.site;
    const chosen = (id ? ` data-${sort}="${id}"` : "") + (all ? " data-semua" : "") + (count.value === "5" ? "" : ` data-jumlah="${count.value}"`);
    const frame = `${page}${all ? "semua/" : ""}sematan/`;
    part("kode-skrip").value =
      `<p data-sematan><a href="${site}${page}">${title}</a></p>\n` +
      `<script src="${site}sematan.js"${chosen} referrerpolicy="no-referrer" async></` + "script>";
    part("kode-bingkai").value =
      `<iframe src="${site}${frame}" title="${title}" width="100%" height="520" frameborder="0" loading="lazy" referrerpolicy="no-referrer"></iframe>`;
    framed.href = new URL(`../../${frame}`, document.baseURI).href;
  };

  form.addEventListener("change", write);
  write();
})();
