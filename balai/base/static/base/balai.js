// Pages work without this. It guards forms against the double click and keeps what was typed while the network is away.
(() => {
  const store = {
    get: (key) => { try { return JSON.parse(sessionStorage.getItem("balai:" + key)); } catch { return null; } },
    set: (key, value) => { try { sessionStorage.setItem("balai:" + key, JSON.stringify(value)); } catch { /* private mode */ } },
    drop: (key) => { try { sessionStorage.removeItem("balai:" + key); } catch { /* private mode */ } },
  };
  const kept = [...document.querySelectorAll("form[data-keep]")];
  const here = (form) => form.dataset.keep;
  const plain = (field) => field.name && !["password", "hidden", "file", "submit", "button"].includes(field.type) && !field.closest("[data-secret]");
  const ticked = (field) => field.type === "radio" || field.type === "checkbox";
  const typed = (form) => [...form.elements].filter(plain).filter((f) => !ticked(f) || f.checked).map((f) => [f.name, f.value]);

  function restore(form) {
    for (const [name, value] of store.get(here(form)) || []) {
      const fields = [...form.elements].filter((f) => f.name === name && plain(f) && !f.disabled);
      if (fields.some((f) => (ticked(f) ? f.defaultChecked : f.type !== "select-one" && f.value))) continue; // the server knows better
      for (const f of fields) {
        if (!ticked(f)) f.value = value;
        else if (f.value === value) f.checked = true;
      }
    }
  }

  // What was sent is forgotten on the next page, unless that page says that it did not arrive.
  if (!document.body.hasAttribute("data-unsaved")) {
    const sent = store.get("sent");
    const form = kept.find((f) => here(f) === sent);
    if (sent && (!form || form.querySelector(".error, [aria-invalid]"))) store.drop(sent);
    store.drop("sent");
  }
  for (const form of kept) {
    restore(form);
    form.addEventListener("input", () => store.set(here(form), typed(form)));
  }

  let banner;
  const reachable = () => fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
  async function network() {
    const away = !navigator.onLine && !(await reachable()); // a hall without internet still reaches its own server
    if (!away) { banner?.remove(); banner = null; return; }
    if (banner) return;
    banner = document.createElement("div");
    banner.className = "banner offline";
    banner.setAttribute("role", "status");
    banner.innerHTML = '<div class="wrap">Tidak ada jaringan. Yang Anda tulis tetap ada di sini; kirim lagi saat jaringan kembali.</div>';
    document.body.prepend(banner);
  }
  addEventListener("online", network);
  addEventListener("offline", network);
  network();

  const ours = (form) => !form.hasAttribute("data-free") && !/(^| )hx-(post|get|put)/.test(form.getAttributeNames().join(" "));
  function wake(form) {
    delete form.dataset.sending;
    form.querySelectorAll(".waiting").forEach((b) => { b.classList.remove("waiting"); b.removeAttribute("aria-disabled"); if (b.dataset.word) b.textContent = b.dataset.word; });
  }
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || !ours(form)) return;
    if (form.dataset.sending || banner) { event.preventDefault(); return; }
    form.dataset.sending = "1";
    if (here(form)) { store.set(here(form), typed(form)); store.set("sent", here(form)); }
    if (button) {
      button.classList.add("waiting");
      button.setAttribute("aria-disabled", "true");
      button.style.minWidth = button.offsetWidth + "px";
      if (!button.children.length) { button.dataset.word = button.textContent; button.textContent = button.dataset.waiting || "Mengirim…"; }
    }
    setTimeout(() => wake(form), 20000);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(wake); });

  // Without this the text is copied by hand; the clipboard is there over https only.
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      await navigator.clipboard.writeText(text.value);
      button.textContent = "Tersalin";
    });
  }

  document.querySelector(".errors")?.focus();
})();
