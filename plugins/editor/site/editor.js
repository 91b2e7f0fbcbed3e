// Starts Sveltia for the office that ?unit= names.
import { AFTER, notice, tellAfter } from "./after.js";
import { ask } from "./asking.js";
import { verdicts } from "./checking.js";
import { alone, office, told } from "./office.js";
import { storyPage } from "./preview.js";
import { parted } from "./slips.js";

const unit = await office();
if (unit) {
  await start();
} else {
  location.replace("mulai.html");
}

async function start() {
  const [configured, ruled, stored] = await Promise.all([fetch(`config/${unit}.json`), fetch("rules.json"), fetch("store.json")]);
  if (!configured.ok || !ruled.ok || !stored.ok) {
    told(
      configured.status === 404
        ? `Kantor “${unit}” tidak dikenal. Pilih kantor Anda di halaman mulai.`
        : "Ruang penyuntingan tidak dapat dimuat. Periksa sambungan, lalu muat ulang halaman.",
    );
    return;
  }
  const [config, table, store] = [await configured.json(), await ruled.json(), await stored.json()];
  const [stories] = config.collections;
  const kinds = Object.fromEntries(stories.fields.find(({ name }) => name === "kind").options.map(({ value, label }) => [value, label]));
  CMS.registerEventListener({ name: "preSave", handler: ({ entry }) => checked(entry.get("data"), table) });
  CMS.registerEventListener({ name: "postSave", handler: () => tellAfter(unit, AFTER[store.after] ?? "") });
  for (const style of ["style.css", "preview.css"]) CMS.registerPreviewStyle(style);
  CMS.registerPreviewTemplate(stories.name, storyPage(stories.label.replace(/^Berita /, ""), kinds));
  CMS.init({ config });
  if (!(await alone())) {
    notice("Ruang penyuntingan juga terbuka di tab atau jendela lain. Tulis di satu saja: simpanan yang terakhir menimpa yang sebelumnya.");
  }
}

// The story as it is to be saved, where it is not as it was written.
async function checked(written, table) {
  const data = written.toJS();
  // The text of this error is a name that Sveltia knows: it says that the story is not saved, and stays where it is.
  if (!(await ask(verdicts(data, table)))) throw new Error("validation_failed");
  const tags = parted(data.tags);
  return tags.length === (data.tags ?? []).length ? undefined : written.set("tags", tags);
}
