// Notes are kept by the server every few moments while somebody talks. Nothing is put into this computer's storage:
// what could not be sent stays in the page, is sent again, and the page asks before it is left.
(() => {
  const form = document.querySelector("form[data-notes]");
  if (!form) return;
  const state = document.querySelector("[data-state]"), help = document.querySelector("[data-help]");
  form.querySelector("[data-without-script]").hidden = true;
  let revision = Number(form.dataset.revision), dirty = false, busy = false, older = false, timer;

  async function keep() {
    clearTimeout(timer);
    if (busy || !dirty || older) return;
    busy = true; dirty = false;
    const body = new FormData(form);
    body.set("revision", revision + 1);
    try {
      const response = await fetch(form.dataset.notes, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
      const said = await response.json();
      if (response.ok) { revision = said.revision; state.textContent = dirty ? state.textContent : "Tersimpan " + said.at; show(said.help); }
      else { older = said.code === "hearing.older"; dirty = true; state.textContent = said.message + (older ? " Muat ulang halaman ini." : ""); }
    } catch { dirty = true; state.textContent = "Belum tersimpan, mencoba lagi. Catatan tetap ada di layar ini."; }
    busy = false;
    if (dirty && !older) timer = setTimeout(keep, 3000);
  }
  function show(numbers) {
    help.hidden = !numbers.length;
    help.querySelector("ul").replaceChildren(...numbers.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }
  form.addEventListener("input", () => { dirty = true; state.textContent = "Belum tersimpan"; clearTimeout(timer); timer = setTimeout(keep, 1200); });
  addEventListener("online", keep);
  addEventListener("beforeunload", (event) => { if (dirty || busy) event.preventDefault(); });
  form.addEventListener("submit", () => { dirty = busy = false; clearTimeout(timer); });
})();
