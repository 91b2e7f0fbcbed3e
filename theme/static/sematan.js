// Berita terbaru di situs lain / the newest stories on another site. Cara memasang: sematan/pasang/ di situs asal berkas ini.
// No cookie, no storage, no tracker: one request without referrer. Whatever fails, the link that stands there stays.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || !script.src || !window.fetch) return;
  const asked = script.dataset;
  const home = new URL(".", script.src).href;
  const language = asked.bahasa === "en" ? "en" : "id";
  const words = {
    id: { news: "Berita {}", more: "Semua berita", none: "Belum ada berita.", urgent: "Informasi serta-merta:", sample: "Contoh" },
    en: { news: "News: {}", more: "All news", none: "No news yet.", urgent: "Urgent information:", sample: "Sample" },
  }[language];
  const look = `
.w{all:initial;display:block;box-sizing:border-box;padding:12px 16px;background:var(--p);color:var(--i);font:16px/1.45 system-ui,sans-serif;overflow-wrap:anywhere;--p:#fff;--i:#14202e;--m:#4a586a;--r:#d3dbe6;--l:#0b4a9e;--a:#a3161f}
.gelap{--p:#0e1621;--i:#e7edf5;--m:#a8b6c9;--r:#2c3a4e;--l:#8cc0ff;--a:#ff9d96}
@media(prefers-color-scheme:dark){.otomatis{--p:#0e1621;--i:#e7edf5;--m:#a8b6c9;--r:#2c3a4e;--l:#8cc0ff;--a:#ff9d96}}
.t{margin:0;padding:0 0 8px;border-bottom:3px solid;font-size:18px;line-height:1.25}
ul{margin:0;padding:0;list-style:none}
li{padding:10px 0;border-bottom:1px solid var(--r)}
a{color:var(--l);text-underline-offset:.18em}
li a{color:inherit;font-weight:600;text-decoration-color:var(--m)}
a:hover{color:var(--l)}
a:focus-visible{outline:3px solid;outline-offset:2px}
small{display:block;color:var(--m);font-size:14px}
.u{color:var(--a)}
p{margin:0;padding:12px 0 0}`;

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };
  // A link to a page of the site that this script comes from; to nowhere else, whatever the data say.
  const link = (path, text, attributes) => {
    const { href } = new URL(path, home);
    if (!/^https?:/.test(href) || !href.startsWith(home)) throw new Error(href);
    return make("a", text, { href, ...attributes });
  };
  const tongue = (item) => ({ lang: item.language !== language && /^[a-z]{2,3}$/.test(item.language) ? item.language : "" });
  const day = (date) =>
    new Date(`${date.slice(0, 10)}T00:00Z`).toLocaleDateString(language === "en" ? "en-GB" : "id-ID", {
      weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
    });

  const story = (item, own) => {
    const line = make("li", "");
    const about = make("small", item.sample ? `${words.sample} · ` : "");
    about.append(make("time", day(item.date), { datetime: item.date }), own ? "" : ` · ${item.unit_name}`);
    line.append(link(item.path, item.title, tongue(item)), about);
    return line;
  };
  const alarm = (item) => {
    const line = make("li", "");
    line.append(make("strong", words.urgent, { class: "u" }), " ", link(item.path, item.title, tongue(item)));
    return line;
  };

  const show = (data, place) => {
    if (data.version !== 1) throw new Error("version");
    const box = make("div", "");
    const root = box.attachShadow ? box.attachShadow({ mode: "open" }) : box;
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(look);
      root.adoptedStyleSheets = [sheet];
    } catch {
      // an old browser shows the list without our look
    }
    const theme = ["gelap", "otomatis"].includes(asked.tema) ? ` ${asked.tema}` : "";
    const title = asked.judul || (data.list === "all:" ? data.title : words.news.replace("{}", () => data.title));
    const whole = make("section", "", { class: `w${theme}`, lang: language, "aria-label": title });
    const items = data.items.slice(0, Math.min(Math.max(parseInt(asked.jumlah, 10) || 5, 1), 10));
    const list = make("ul", "", { role: "list" });
    list.append(...data.urgent.map(alarm), ...items.map((item) => story(item, data.list.startsWith("unit:"))));
    const more = make("p", "");
    more.append(link(data.path, words.more));
    whole.append(
      make(/^[2-6]$/.test(asked.tingkat) ? `h${asked.tingkat}` : "h2", title, { class: "t" }),
      list.childElementCount ? list : make("p", words.none),
      more,
    );
    root.append(whole);
    place.replaceWith(box);
  };

  const begin = () => {
    const name = (value) => /^[a-z0-9][a-z0-9-]*$/.test(value || "");
    const page = name(asked.unit) ? `unit/${asked.unit}/` : name(asked.zona) ? `zona/${asked.zona}/` : "";
    let place = asked.tempat ? document.getElementById(asked.tempat) : script.previousElementSibling;
    if (!place || !(asked.tempat || place.hasAttribute("data-sematan"))) {
      place = make("p", "");
      place.append(link(page, words.more));
      script.before(place);
    }
    if ((asked.unit || asked.zona) && !page) return;
    const list = page.startsWith("unit/") && "semua" in asked ? `${page}semua/` : page;
    fetch(`${home}${list}terbaru.json`, { credentials: "omit", referrerPolicy: "no-referrer" })
      .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
      .then((data) => show(data, place))
      .catch(() => {});
  };
  if (asked.tempat && document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
