// Which office writes: the one in the address, else the one that wrote on this device before.
const KEPT = "newsroom.unit";
const FORM = /^[a-z][a-z0-9-]{0,49}$/;

export function office(search = location.search) {
  const asked = new URLSearchParams(search).get("unit") ?? "";
  if (FORM.test(asked)) {
    keep(asked);
    return asked;
  }
  try {
    const kept = localStorage.getItem(KEPT) ?? "";
    return FORM.test(kept) ? kept : "";
  } catch {
    return ""; // a device that keeps nothing
  }
}

export function keep(unit) {
  try {
    localStorage.setItem(KEPT, unit);
  } catch {
    // a device that keeps nothing
  }
}

// Whether no other window of this browser has the editor open; it stays reserved for this one until it is closed.
export function alone() {
  if (!navigator.locks) return Promise.resolve(true); // a browser, or an address without https, that cannot say
  return new Promise((answered) => {
    navigator.locks.request("newsroom.editor", { ifAvailable: true }, (lock) => {
      answered(Boolean(lock));
      return lock && new Promise(() => {});
    });
  });
}

const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

// The ids of the offices that `asked` may mean, `names` being id → name: the one with this id or name, or those that
// hold each of its words (half words too), at most twelve. Pure.
export function alike(asked, names) {
  const words = plain(asked).split(" ").filter(Boolean);
  if (!words.length) return [];
  const offices = Object.entries(names).map(([id, name]) => [id, plain(id), plain(name)]);
  const meant = offices.filter(([, id, name]) => [id, name].includes(words.join(" ")));
  const found = meant.length ? meant : offices.filter(([, id, name]) => words.every((word) => ` ${id} ${name}`.includes(` ${word}`)));
  return found.map(([id]) => id).slice(0, 12);
}

export function told(text) {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = `${text} `;
  said.append(Object.assign(document.createElement("a"), { href: "mulai.html", textContent: "Halaman mulai" }));
  document.body.append(said);
}
