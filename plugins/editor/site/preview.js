// A story as its page shows it, in the theme's own stylesheet. React comes with Sveltia (window.h).

const LONG_DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

function day(written) {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2})[.:](\d{2}))?/.exec(written ?? "");
  if (!found) return "";
  const [, year, month, date, hour, minute] = found;
  const shown = new Date(Date.UTC(year, month - 1, date)).toLocaleDateString("id", { ...LONG_DAY, timeZone: "UTC" });
  return hour ? `${shown} | ${hour}.${minute}` : shown;
}

function photo(image, getAsset, key) {
  if (!image?.file) return null;
  const credit = image.credit && window.h("span", { className: "credit" }, `Foto: ${image.credit}`);
  return window.h(
    "figure", { className: "photo", key },
    window.h("img", { src: String(getAsset(image.file)?.url ?? image.file), alt: image.alt ?? "" }),
    window.h("figcaption", {}, image.caption ?? "", " ", credit),
  );
}

export function storyPage(office, kinds) {
  return function StoryPage({ entry, widgetFor, getAsset }) {
    const { h } = window;
    const data = entry.get("data").toJS();
    const authors = (data.author ?? []).filter(Boolean).join(", ");
    const bylines = [authors && `Penulis: ${authors}`, data.editor && `Penyunting: ${data.editor}`].filter(Boolean).join(" · ");
    return h(
      "main", {},
      h(
        "article", { className: "story" },
        h(
          "header", {},
          h("p", { className: "eyebrow" }, kinds[data.kind] ?? ""),
          h("h1", {}, data.title || "(belum berjudul)"),
          data.summary && h("p", { className: "standfirst" }, data.summary),
          h(
            "div", { className: "byline" },
            h("p", {}, office),
            h("p", {}, data.location && h("span", { className: "place" }, `${data.location}, `), day(data.date)),
            data.event_date && h("p", {}, `Tanggal kegiatan: ${day(data.event_date)}`),
            bylines && h("p", {}, bylines),
          ),
        ),
        photo(data.image, getAsset, "image"),
        h("div", { className: "prose" }, widgetFor("body")),
        ...(data.images ?? []).map((image, index) => photo(image, getAsset, index)),
      ),
    );
  };
}
