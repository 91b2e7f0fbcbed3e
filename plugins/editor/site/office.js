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

export function told(text) {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = text;
  document.body.append(said);
}
