// What happens to a story that is saved, by where stories are kept (store.json).
export const AFTER = {
  board:
    "Berita yang disimpan menunggu di papan Alur penyuntingan, dan hanya dilihat rekan serta penyunting. Pilih Kirim ke penyunting; setelah ia menerbitkannya, beritanya tayang dan tercatat di sini.",
  training: "Ini latihan: yang disimpan tinggal di peramban ini, dan tidak ada yang terbit.",
  local: "Berita yang disimpan tinggal di folder ruang berita di komputer ini. Kirim dengan git seperti dijelaskan di panduan; sesudah itu tayang pada waktunya dan tercatat di sini.",
  sent: "Berita yang disimpan langsung dikirim dan diperiksa server, lalu tayang pada waktunya dan tercatat di sini. Yang berstatus draf tidak tayang.",
};

// Told in the editor as soon as a story is saved, until it is closed: what comes next, and where that can be seen.
export function tellAfter(unit, text) {
  document.querySelector(".saved")?.remove();
  const told = document.createElement("div");
  told.className = "saved";
  told.setAttribute("role", "status");
  const said = Object.assign(document.createElement("p"), { textContent: `Tersimpan. ${text}` });
  const states = Object.assign(document.createElement("a"), { href: `mulai.html?unit=${unit}#state-heading`, textContent: "Keadaan berita" });
  const close = Object.assign(document.createElement("button"), { textContent: "Tutup" });
  close.addEventListener("click", () => told.remove());
  told.append(said, states, " ", close);
  document.body.append(told);
}
