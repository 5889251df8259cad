// The waiting list asks once a minute whether a place came free; the page changes only when something did.
"use strict";
(() => {
  const shown = () => document.querySelector("[data-wait]");
  async function look() {
    try {
      const answer = await fetch(location.href, { cache: "no-store", headers: { "X-Balai-Background": "1" } });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = fresh.querySelector("[data-wait]"), before = shown();
      if (!now || now.dataset.wait === before.dataset.wait) return;
      before.dataset.wait = now.dataset.wait;
      before.replaceChildren(...now.childNodes); // the place itself stays: readers say what changed in it
      document.title = fresh.title;
    } catch { /* in a minute again */ }
  }
  setInterval(look, 60000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
})();
