// What is urgent now, on pages that do not carry it themselves. It lies over the foot of the window, so that nothing that
// is already being read moves, and stays away for the session once it was closed. Whatever fails, the page is as it was.
(() => {
  "use strict";
  const MOST = 2;
  const KEY = "darurat";
  const template = document.getElementById("darurat");
  if (!template || !template.content || !window.fetch) return;

  fetch(template.dataset.notice, { credentials: "omit" })
    .then((answer) => (answer.ok ? answer.json() : { urgent: [] }))
    .then((said) => show(said.urgent.filter((item) => item.title && address(item.url) && !closed().includes(item.url))))
    .catch(() => {});

  // The story on this host, which may be a mirror; nothing on its own page. The file is ours, and still only a file.
  function address(url) {
    const here = new URL(new URL(url).pathname, location.origin);
    return here.origin === location.origin && here.pathname !== location.pathname ? here.href : "";
  }

  function show(found) {
    const items = found.slice(0, MOST);
    if (!items.length) return;
    const notice = template.content.firstElementChild.cloneNode(true);
    const list = notice.querySelector("ul");
    list.replaceChildren(...items.map((item) => row(item, list.firstElementChild)));
    notice.classList.add("below");
    if (found.length > 1) notice.querySelector("p a").append(` (${found.length})`); // a small window shows only one
    notice.querySelector("button").addEventListener("click", () => {
      close(items.map((item) => item.url));
      room(0);
      watch.disconnect();
      notice.remove();
    });
    const watch = new ResizeObserver(() => room(notice.offsetHeight));
    template.after(notice);
    watch.observe(notice);
  }

  function row(item, model) {
    const made = model.cloneNode(true);
    const link = made.querySelector("a");
    if (!item.sample) made.querySelector(".badge").remove();
    link.textContent = item.title;
    link.href = address(item.url);
    if (item.lang) link.lang = item.lang;
    made.querySelector(".meta").textContent = [item.unit, item.when].filter(Boolean).join(" · ");
    return made;
  }

  // What has the focus, and the end of the page, are never hidden beneath it (WCAG 2.2, 2.4.11).
  function room(height) {
    document.documentElement.style.scrollPaddingBottom = `${height}px`;
    document.body.style.paddingBottom = `${height}px`;
  }

  function closed() {
    try {
      return (sessionStorage.getItem(KEY) || "").split(" ");
    } catch {
      return [];
    }
  }

  function close(urls) {
    try {
      sessionStorage.setItem(KEY, [...closed(), ...urls].join(" "));
    } catch {
      // a browser that keeps nothing shows it again on the next page
    }
  }
})();
