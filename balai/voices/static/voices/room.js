// Notes are kept by the server every few moments while somebody talks. Nothing is put into this computer's storage:
// what could not be sent stays in the page, is sent again, and the page asks before it is left.
(() => {
  const form = document.querySelector("form[data-notes]");
  if (!form) return;
  const state = document.querySelector("[data-state]"), help = document.querySelector("[data-help]");
  form.querySelector("[data-without-script]").hidden = true;
  let revision = Number(form.dataset.revision), dirty = false, busy = false, stopped = false, timer;
  let unsure = null; // sent, but whether it arrived is not known: sent again as it was, before anything newer

  async function keep() {
    clearTimeout(timer);
    if (busy || stopped || !(dirty || unsure)) return;
    busy = true;
    const body = unsure || new FormData(form);
    if (!unsure) dirty = false;
    body.set("revision", revision + 1);
    try {
      const response = await fetch(form.dataset.notes, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (response.type === "opaqueredirect") stop("Belum tersimpan: Anda sudah keluar. Salin catatan ini, lalu masuk lagi.");
      else heard(await response.json(), response.ok);
      unsure = null;
    } catch { unsure = body; state.textContent = "Belum tersimpan, mencoba lagi. Catatan tetap ada di layar ini."; }
    busy = false;
    if ((dirty || unsure) && !stopped) timer = setTimeout(keep, 3000);
  }
  function heard(said, isKept) {
    if (isKept) { revision = said.revision; if (!dirty) state.textContent = "Tersimpan " + said.at; show(said.help); }
    else if (said.code === "hearing.older") stop(said.message + " Muat ulang halaman ini.");
    else { dirty = true; state.textContent = said.message; }
  }
  function stop(words) { stopped = dirty = true; state.textContent = words; }
  function show(numbers) {
    help.hidden = !numbers.length;
    help.querySelector("ul").replaceChildren(...numbers.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }
  form.addEventListener("input", () => {
    dirty = true;
    if (stopped) return;
    state.textContent = "Belum tersimpan";
    clearTimeout(timer);
    timer = setTimeout(keep, 1200);
  });
  addEventListener("online", keep);
  addEventListener("beforeunload", (event) => { if (dirty || busy || unsure) event.preventDefault(); });
  // After the page's own guard, which holds a form back while the network is away.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    dirty = busy = false; unsure = null; clearTimeout(timer);
  });
})();
