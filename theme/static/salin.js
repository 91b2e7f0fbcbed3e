// Buttons that copy the text of a field, and say so. Without this script the fields can be read and marked as ever.
"use strict";
{
  const told = document.getElementById("salin-status");

  async function copy(button) {
    const field = document.getElementById(button.dataset.copy);
    told.textContent = ""; // the same words twice are announced twice
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = button.dataset.done;
    } catch {
      field.focus();
      told.textContent = button.dataset.failed;
    }
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
