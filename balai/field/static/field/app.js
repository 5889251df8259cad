// The face of the app: pages, forms and the list. What is kept and sent, core.js knows.
"use strict";
(() => {
  const find = (what, within = document) => within.querySelector(what);
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const make = (name, text = "", className = "") => Object.assign(document.createElement(name), { textContent: text, className });
  const fill = (box, parts) => { box.textContent = ""; box.append(...parts); };
  const button = (text, does) => { const b = make("button", text, "button quiet small"); b.type = "button"; b.addEventListener("click", does); return b; };
  const main = find("main"), DAY = 86400e3, MINUTE = 60e3, LARGEST = 1.9e6, SIDE = 1600;
  const STATES = { draf: ["draft", "Belum selesai"], siap: ["wait", "Siap dikirim"], beku: ["wait", "Sedang dikirim"], tiba: ["done", "Sudah tiba"], ditahan: ["late", "Ditahan kantor"] };
  let current = null, page = "";

  // The code on the paper follows from the record's id: the office does the same sum (voices/rules/errands.py).
  function receipt(id) {
    let number = 0, code = "";
    for (const digit of id.replace(/-/g, "")) number = (number * 16 + parseInt(digit, 16)) % 30 ** 8; // never beyond 2 ** 53
    for (; code.length < 8; number = Math.floor(number / 30)) code += "23456789ABCDEFGHJKMNPQRSTVWXYZ"[number % 30];
    return `${code.slice(0, 4)}-${code.slice(4)}`;
  }

  function notice(name, kind, title, text = "") {
    const old = find(`[data-notice="${name}"]`);
    if (!title) { if (old) old.remove(); return; }
    const box = make("div", "", `notice ${kind}`), words = make("div");
    box.dataset.notice = name;
    words.append(make("strong", title), ...(text ? [make("p", text)] : []));
    box.append(words);
    if (old) { if (old.textContent !== box.textContent) old.replaceWith(box); } else find("[data-notices]").append(box);
  }

  const stopped = (...words) => { notice(...words); scrollTo(0, 0); };
  const PASSING = ["daftar", "simpan", "kosong", "berkas", "lupa", "foto"];
  function show(name) {
    page = name;
    PASSING.forEach((passing) => notice(passing));
    all('[data-notice="janji"]').forEach((part) => { part.hidden = !["utama", "daftar"].includes(name); });
    all("[data-page]").forEach((part) => { part.hidden = part.dataset.page !== name; });
    const first = find("input, select, textarea", find(`[data-page="${name}"]`));
    if (first) first.focus();
    scrollTo(0, 0);
  }

  // ── The list and the line about the network.
  const span = (ms) => (ms > DAY * 0.9 ? `${Math.round(ms / DAY)} hari` : ms > 90 * MINUTE ? `${Math.round(ms / 3600e3)} jam` : `${Math.round(ms / MINUTE)} menit`);
  const said = (r) => (r.kind === "hadir" && r.open.jumlah ? `${r.open.rincian || ""} ${r.open.jumlah} orang`.trim() : r.open.sisi ? `${r.open.titik || ""}, ${r.open.sisi}` : r.open.tempat || (r.photos.length ? `${r.photos.length} foto` : ""));

  function row(r, choices) {
    const item = make("li", "", "result stack tight"), [mark, word] = STATES[r.state];
    const head = make("p"), kind = make("strong", `${r.kind[0].toUpperCase()}${r.kind.slice(1)} `);
    kind.append(make("span", r.kind === "titipan" ? receipt(r.id) : r.id.slice(0, 8).toUpperCase(), "code"));
    head.append(kind);
    item.append(head, make("p", word, `mark ${mark}`));
    const words = [choices.get(r.about) || r.about, said(r), r.state === "beku" && r.problem, ...r.photos.map((p) => p.problem).filter(Boolean)].filter(Boolean);
    if (words.length) item.append(make("p", words.join(" · "), "quiet-text"));
    const deeds = make("p", "", "buttons");
    if (r.state === "draf" || (r.state === "siap" && !r.sealed)) deeds.append(button("Ubah", async () => open(await Lapangan.reopen(r.id))));
    if (r.state === "draf") deeds.append(button("Buang", () => Lapangan.discard(r.id)));
    if (r.state === "ditahan") deeds.append(button("Hapus salinan", async () => {
      if (await Lapangan.discard(r.id)) return;
      stopped("foto", "warn", "Foto catatan ini belum sampai ke kantor.", "Simpan ke berkas dulu, dan serahkan ke petugas.");
    }));
    if (deeds.children.length) item.append(deeds);
    return item;
  }

  async function draw() {
    const device = await Lapangan.fact("device");
    if (!device) { if (page !== "daftar") show("daftar"); return; }
    if (page === "daftar" || !page) show("utama");
    find("[data-label]").textContent = `${device.label}, ${device.office}`;
    const { network } = Lapangan, rows = await Lapangan.records();
    const unsent = rows.filter((r) => ["siap", "beku"].includes(r.state)).length, arrived = rows.filter((r) => r.state === "tiba").length;
    find("[data-network]").textContent = Lapangan.busy() ? "Menghubungi kantor…"
      : network.there === false ? "Tidak ada jaringan. Tetap catat; semuanya disimpan di HP ini."
      : network.problem ? "Kantor belum bisa menerima. Dicoba lagi sendiri." : network.there ? "Terhubung dengan kantor." : "";
    const off = Math.abs(network.clockOff);
    notice("jam", "warn", off > 10 * MINUTE && `Jam HP ini beda ${span(off)} dari jam kantor.`, "Betulkan jam HP ini. Catatan yang sudah ada tetap aman.");
    await sessions();
    const choices = new Map(all("[data-session] option").map((o) => [o.value, o.textContent]));
    find("[data-summary]").textContent = rows.length ? `${arrived} sudah tiba, ${unsent} belum dikirim.` : "Belum ada catatan.";
    fill(find("[data-list]"), rows.reverse().map((r) => row(r, choices)));
  }

  // Choices are drawn anew only when they changed, and what was chosen stays chosen.
  function offer(box, given, parts, chosen = box.value) {
    const drawn = JSON.stringify(given);
    if (box.dataset.drawn === drawn) return;
    box.dataset.drawn = drawn;
    fill(box, parts(given));
    if (chosen && [...box.options].some((o) => o.value === chosen)) box.value = chosen;
  }
  const option = ([value, text, , nik]) => { const made = new Option(text, value); if (nik) made.dataset.nik = ""; return made; };

  async function sessions() {
    const box = find("[data-session]"), sheets = (await Lapangan.fact("sheets")) || [], chosen = box.value || (await Lapangan.fact("chosen")) || "";
    const options = sheets.map((s) => [s.about, `${s.title}, ${s.when}`]);
    if (chosen && !options.some(([about]) => about === chosen)) options.push([chosen, chosen]);
    if (!options.length) options.push(["", "Belum ada kegiatan"]);
    offer(box, options, (given) => given.map(option), chosen);
    const { asks = [], groups = [], kinds, spots = [] } = sheets.find((s) => s.about === box.value) || {};
    const known = (await Lapangan.records()).filter((r) => r.about === box.value && r.open.sisi && r.open.titik).map((r) => r.open.titik);
    fill(find("#spot-daftar"), [...new Set([...spots, ...known])].map((spot) => new Option("", spot)));
    all("[data-new]").forEach((b) => { b.hidden = Boolean(kinds) && !kinds.includes(b.dataset.new); }); // a session not heard of yet may take all
    if (asks.length) offer(find("#untuk"), asks.map((a) => [a.value, a.words, a.group, a.needs_nik]), grouped);
    if (groups.length) offer(find("#kelompok"), groups, (given) => given.map(option));
    needs();
  }
  function grouped(asks) {
    const groups = new Map();
    for (const ask of asks) {
      if (!groups.has(ask[2])) groups.set(ask[2], Object.assign(make("optgroup"), { label: ask[2] }));
      groups.get(ask[2]).append(option(ask));
    }
    return [...groups.values()];
  }
  function needs() { // no NIK is asked for, nor kept, where the matter can do without
    const field = find("#titip-nik"), asked = find("#untuk").selectedOptions[0], off = !asked || !asked.matches("[data-nik]");
    field.closest(".field").hidden = field.disabled = off;
    if (off) field.value = "";
  }
  find("#untuk").addEventListener("change", needs);
  find("[data-session]").addEventListener("change", (event) => { if (event.target.value) choose(event.target.value); });
  async function choose(about) {
    await Lapangan.remember("chosen", about);
    const box = find("[data-session]");
    if (![...box.options].some((o) => o.value === about)) box.append(new Option(about, about));
    box.value = about;
    draw();
  }

  // ── A record: begun before the first keystroke, kept with each one.
  function open(record) {
    if (!record || record.raw) return;
    current = record;
    const form = find(`[data-form="${record.kind}"]`);
    form.reset();
    for (const [name, value] of Object.entries(record.open)) if (form.elements[name]) form.elements[name].value = value;
    if (form.elements.kelompok && !record.open.kelompok) form.elements.kelompok.selectedIndex = 0;
    find("[data-receipt]").textContent = receipt(record.id);
    needs();
    photos();
    guide();
    place("");
    show(record.kind);
  }
  all("[data-new]").forEach((button) => button.addEventListener("click", async () => open(await Lapangan.begin(button.dataset.new, find("[data-session]").value))));
  const numbers = (field) => (field.type === "number" && field.value !== "" ? Number(field.value) : field.value.trim());
  const told = (parts) => parts.filter((f) => f.name && f.value.trim() !== "").reduce((all, f) => ({ ...all, [f.name]: numbers(f) }), {});
  const fields = (form) => told([...form.elements].filter((f) => !f.matches("[data-sealed]")));
  const secrets = (form) => told(all("[data-sealed]", form));

  all("[data-form]").forEach((form) => {
    let writing = Promise.resolve();
    const write = () => { const id = current && current.id, open = fields(form); if (id) writing = writing.then(() => Lapangan.write(id, open)).catch(full); };
    form.addEventListener("input", write);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.dataset.empty && !Object.keys(fields(form)).some((n) => !["tempat", "rw"].includes(n))) { stopped("kosong", "warn", form.dataset.empty); return; }
      write();
      await writing;
      if (form.matches("[data-alone]") && !(await Lapangan.record(current.id)).photos.length) { stopped("foto", "error", "Fotonya belum ada.", "Ambil satu foto dulu."); return; }
      const hidden = secrets(form);
      try { await Lapangan.finish(current.id, Object.keys(hidden).length ? hidden : null); } catch (_) { full(); return; }
      const code = current.kind === "titipan" && receipt(current.id);
      form.reset();
      current = null;
      show("utama");
      notice("simpan", "ok", code ? `Tersimpan. Kode tanda terima: ${code}.` : "Tersimpan di HP ini.", code ? "Tulis kode ini di kertas untuk warga. HP ini tidak bisa membaca isinya lagi." : "Dikirim sendiri bila ada jaringan.");
      Lapangan.sendNow();
    });
    find("[data-back]", form).addEventListener("click", async () => {
      await writing;
      const begun = current && (await Lapangan.record(current.id));
      if (begun && !begun.photos.length && Object.keys(fields(form)).every((n) => ["kelompok", "untuk", "sisi"].includes(n))) await Lapangan.discard(begun.id);
      current = null;
      show("utama");
      draw();
    });
  });
  const full = () => notice("penuh", "error", "HP ini tidak bisa menyimpan lagi.", "Kosongkan ruang di HP, atau pakai lembar kertas.");

  // ── A photo is made small here: a record must pass through a thin network.
  async function drawn(blob, canvas, most) {
    const image = new Image(), address = URL.createObjectURL(blob); // turned as its camera says
    try {
      await new Promise((done, failed) => { image.onload = done; image.onerror = failed; image.src = address; });
      const scale = Math.min(1, most / Math.max(image.naturalWidth, image.naturalHeight));
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    } finally { URL.revokeObjectURL(address); }
  }
  async function smaller(file) {
    const canvas = make("canvas");
    await drawn(file, canvas, SIDE);
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });
      if (blob && blob.size <= LARGEST) return new Uint8Array(await new Response(blob).arrayBuffer());
    }
    throw new Error("too large");
  }
  all("[data-photo]").forEach((input) => input.addEventListener("change", async (event) => {
    const id = current && current.id, alone = !event.target.multiple;
    for (const file of [...event.target.files]) {
      if (!id || (!alone && (await Lapangan.record(id)).photos.length >= 6)) break;
      try { await Lapangan.addPhoto(id, await smaller(file), alone); } catch (_) { notice("foto", "error", "Satu foto tidak terbaca.", "Ambil sekali lagi dengan kamera HP ini."); }
    }
    event.target.value = "";
    photos();
  }));
  async function photos() {
    const record = current && (await Lapangan.record(current.id)), kept = record ? record.photos.length : 0;
    all("[data-photos]").forEach((part) => { part.textContent = kept ? `${kept} foto disimpan.` : ""; });
  }

  // ── Before and after: the first photo as a guide while this phone still has it; a place only when asked, and only coarse.
  async function guide() {
    const { titik, sisi } = find('[data-form="foto"]').elements, canvas = find("[data-guide]"), key = titik.value.trim().toLowerCase();
    const shown = (r) => r.open.sisi === "sebelum" && (r.open.titik || "").toLowerCase() === key && r.photos[0] && r.photos[0].raw;
    const first = sisi.value === "sesudah" && key && (await Lapangan.records()).find(shown);
    canvas.parentElement.hidden = !first;
    if (first) await drawn(new Blob([first.photos[0].raw]), canvas, 320);
  }
  find('[data-form="foto"]').addEventListener("change", guide);
  const place = (text) => { find("[data-placed]").textContent = text || (current && current.open.lintang ? "Tempat kasar tercatat." : ""); };
  const COARSE = 2000; // steps to a degree: about 50 metres
  find("[data-place]").addEventListener("click", () => {
    place("Mencari…");
    const { lintang, bujur } = find('[data-form="foto"]').elements;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      lintang.value = Math.round(coords.latitude * COARSE) / COARSE;
      bujur.value = Math.round(coords.longitude * COARSE) / COARSE;
      lintang.dispatchEvent(new Event("input", { bubbles: true }));
      place("Tempat kasar tercatat, sekitar 50 meter.");
    }, () => place("HP ini tidak memberi tempatnya. Foto tetap bisa disimpan."), { timeout: 20e3, maximumAge: MINUTE });
  });

  // ── Enrolment, sending, the file, and the way out.
  find("[data-enrol]").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = find("button", event.target);
    button.disabled = true;
    try {
      await Lapangan.enrol(event.target.elements.kode.value.trim());
      await draw();
      notice("daftar", "ok", "HP ini terdaftar.");
      Lapangan.sendNow();
    } catch (error) { notice("daftar", "error", error.message && error.status ? error.message : "Kantor belum terhubung. Coba lagi saat ada jaringan."); }
    button.disabled = false;
  });
  find("[data-send]").addEventListener("click", () => Lapangan.sendNow());
  find("[data-export]").addEventListener("click", async () => {
    const files = await Lapangan.exported();
    files.forEach((blob, number) => {
      const address = URL.createObjectURL(blob), download = `lapangan-${new Date().toISOString().slice(0, 10)}-${number + 1}.json`;
      const link = Object.assign(make("a"), { href: address, download });
      main.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), MINUTE);
    });
    if (files.length) notice("berkas", "ok", "Berkas disimpan.", "Serahkan ke petugas kantor. Catatannya tetap ada di HP ini.");
    else notice("berkas", "ok", "Tidak ada yang perlu disimpan.", "Semuanya sudah tiba.");
  });
  find("[data-forget]").addEventListener("click", async () => {
    const left = await Lapangan.forget();
    if (left) stopped("lupa", "warn", `${left} catatan belum sampai ke kantor.`, "Kirim sekarang, atau simpan ke berkas dan serahkan ke petugas. Setelah itu HP ini bisa dilupakan.");
    else location.replace(location.pathname);
  });

  async function start() {
    if (!window.isSecureContext || !window.crypto || !crypto.subtle || !window.indexedDB) return; // the page has said what is needed
    notice("skrip");
    if ("serviceWorker" in navigator) navigator.serviceWorker.register(main.dataset.worker, { scope: main.dataset.scope }).then((worker) => {
      const waits = () => worker.waiting && navigator.serviceWorker.controller && notice("versi", "info", "Versi baru sudah siap.", "Dipakai setelah aplikasi ini ditutup dan dibuka lagi. Catatan tetap ada.");
      waits();
      worker.addEventListener("updatefound", () => worker.installing && worker.installing.addEventListener("statechange", waits));
    }).catch(() => notice("luring", "warn", "Aplikasi ini belum bisa dibuka tanpa jaringan.", "Jangan tutup halaman ini di lapangan."));
    const health = await Lapangan.health();
    if (!health.writes) { full(); return; }
    if (!health.room) notice("ruang", "warn", "Ruang di HP ini hampir penuh.", "Kosongkan dulu, sebelum mulai mencatat.");
    if (!health.persisted) notice("janji", "info", "Pasang aplikasi ini ke layar utama HP.", "Jangan pakai mode penyamaran: catatan hilang saat ditutup.");
    const asked = new URLSearchParams(location.hash.slice(1));
    if (location.hash) history.replaceState(null, "", location.pathname);
    const code = asked.get("daftar");
    if (code) find("#kode").value = code;
    Lapangan.onChange(draw);
    await draw();
    if (code && page !== "daftar") notice("daftar", "info", "HP ini sudah terdaftar.", "Kode yang dipindai tidak dipakai.");
    if (asked.get("sesi")) await choose(asked.get("sesi"));
    Lapangan.send();
  }
  addEventListener("online", () => Lapangan.sendNow());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) Lapangan.sendNow(); });
  start();
})();
