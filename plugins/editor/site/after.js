// What happens to a story that is saved, by where stories are kept (store.json).
export const AFTER = {
  board:
    "Berita yang disimpan menunggu di papan Alur penyuntingan, dan hanya dilihat rekan serta penyunting. Pilih Kirim ke penyunting; setelah ia menerbitkannya, beritanya tayang dan tercatat di Keadaan berita.",
  training: "Ini latihan: yang disimpan tinggal di peramban ini, dan tidak ada yang terbit.",
  local: "Berita yang disimpan tinggal di folder ruang berita di komputer ini. Kirim dengan Git seperti dijelaskan di panduan humas; sesudah itu tayang pada waktunya dan tercatat di Keadaan berita.",
  sent: "Berita yang disimpan langsung dikirim dan diperiksa server, lalu tayang pada waktunya dan tercatat di Keadaan berita. Yang berstatus draf tidak tayang.",
};

// The next story that is opened: what was told of the one before would lie over its buttons.
const OPENED = /\/(?:new|entries\/)/;

// Told over the editor until it is closed or another story is opened; `link` stands between the words and the button.
export function notice(text, ...link) {
  document.querySelector(".saved")?.remove();
  const told = document.createElement("div");
  told.className = "saved";
  told.setAttribute("role", "status");
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Tutup" });
  const end = () => {
    told.remove();
    removeEventListener("hashchange", opened);
  };
  const opened = ({ oldURL, newURL }) => OPENED.test(newURL) && !OPENED.test(oldURL) && end();
  addEventListener("hashchange", opened);
  close.addEventListener("click", end);
  told.append(Object.assign(document.createElement("p"), { textContent: text }), ...link, " ", close);
  document.body.append(told);
}

// Told as soon as a story is saved: what comes next, and where that can be seen.
export function tellAfter(unit, text) {
  const states = Object.assign(document.createElement("a"), { href: `mulai.html?unit=${unit}#state-heading`, textContent: "Keadaan berita" });
  notice(`Tersimpan. ${text}`, states);
}
