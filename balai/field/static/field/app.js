// The face of the app: pages, forms and the list. What is kept and sent, core.js knows.
"use strict";
(() => {
  const find = (what, within = document) => within.querySelector(what);
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const make = (name, text = "", className = "") => Object.assign(document.createElement(name), { textContent: text, className });
  const main = find("main"), DAY = 86400e3, MINUTE = 60e3, LARGEST = 1.9e6, SIDE = 1600;
  const KINDS = { hadir: "Hadir", hasil: "Hasil", catatan: "Catatan", titipan: "Titipan", foto: "Foto" };
  const STATES = { draf: ["draft", "Belum selesai"], siap: ["wait", "Siap dikirim"], beku: ["wait", "Sedang dikirim"], tiba: ["done", "Sudah tiba"], ditahan: ["late", "Ditahan kantor"] };
  const GROUPS = [["residents", "warga"], ["rt_rw", "RT dan RW"], ["kelurahan", "kelurahan"], ["kecamatan", "kecamatan"], ["agency", "instansi"]];
  const ASKS = [["cek-nik", "Cek NIK", "Layanan", true], ["surat-pengantar", "Surat pengantar", "Layanan"], ["pengaduan", "Pengaduan", "Suara warga"]];
  let current = null, page = "";

  // The code on the paper follows from the record's id: the office does the same sum (voices/rules/errands.py).
  function receipt(id) {
    let number = BigInt(`0x${id.replaceAll("-", "")}`) % 30n ** 8n, code = "";
    for (; code.length < 8; number /= 30n) code += "23456789ABCDEFGHJKMNPQRSTVWXYZ"[Number(number % 30n)];
    return `${code.slice(0, 4)}-${code.slice(4)}`;
  }

  function notice(name, kind, title, text = "") {
    const old = find(`[data-notice="${name}"]`);
    if (!title) { old?.remove(); return; }
    const box = make("div", "", `notice ${kind}`), words = make("div");
    box.dataset.notice = name;
    words.append(make("strong", title), ...(text ? [make("p", text)] : []));
    box.append(words);
    if (old) { if (old.textContent !== box.textContent) old.replaceWith(box); } else find("[data-notices]").append(box);
  }

  const PASSING = ["daftar", "simpan", "kosong", "berkas", "lupa", "foto"];
  function show(name) {
    page = name;
    PASSING.forEach((passing) => notice(passing));
    find('[data-notice="janji"]')?.toggleAttribute("hidden", !["utama", "daftar"].includes(name));
    all("[data-page]").forEach((part) => { part.hidden = part.dataset.page !== name; });
    find(`[data-page="${name}"] :is(input, select, textarea)`)?.focus();
    scrollTo(0, 0);
  }

  // ── The list and the line about the network.
  const span = (ms) => (ms > DAY * 0.9 ? `${Math.round(ms / DAY)} hari` : ms > 90 * MINUTE ? `${Math.round(ms / 3600e3)} jam` : `${Math.round(ms / MINUTE)} menit`);
  const said = (r) => (r.kind === "hadir" && r.open.jumlah ? `${r.open.rincian || ""} ${r.open.jumlah} orang`.trim() : r.open.sisi ? `${r.open.titik || ""}, ${r.open.sisi}` : r.open.tempat || (r.photos.length ? `${r.photos.length} foto` : ""));

  function row(r, choices) {
    const item = make("li", "", "result stack tight"), [mark, word] = STATES[r.state];
    const head = make("p"), kind = make("strong", `${KINDS[r.kind] || r.kind} `);
    kind.append(make("span", r.kind === "titipan" ? receipt(r.id) : r.id.slice(0, 8).toUpperCase(), "code"));
    head.append(kind);
    item.append(head, make("p", word, `mark ${mark}`));
    const words = [choices.get(r.about) || r.about, said(r), r.state === "beku" && r.problem, ...r.photos.map((p) => p.problem).filter(Boolean)].filter(Boolean);
    if (words.length) item.append(make("p", words.join(" · "), "quiet-text"));
    const button = (text, does) => { const b = make("button", text, "button quiet small"); b.type = "button"; b.addEventListener("click", does); return b; };
    const deeds = make("p", "", "buttons");
    if (r.state === "draf" || (r.state === "siap" && !r.sealed)) deeds.append(button("Ubah", async () => open(await Lapangan.reopen(r.id))));
    if (r.state === "draf") deeds.append(button("Buang", () => Lapangan.discard(r.id)));
    if (r.state === "ditahan") deeds.append(button("Hapus salinan", async () => {
      if (await Lapangan.discard(r.id)) return;
      notice("foto", "warn", "Foto catatan ini belum sampai ke kantor.", "Simpan ke berkas dulu, dan serahkan ke petugas.");
      scrollTo(0, 0);
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
    find("[data-list]").replaceChildren(...rows.reverse().map((r) => row(r, choices)));
  }

  async function sessions() {
    const box = find("[data-session]"), sheets = (await Lapangan.fact("sheets")) || [], chosen = box.value || (await Lapangan.fact("chosen")) || "";
    const options = [...sheets.map((s) => [s.about, `${s.title}, ${s.when}`])];
    if (chosen && !options.some(([about]) => about === chosen)) options.push([chosen, chosen]);
    if (!options.length) options.push(["", "Belum ada kegiatan"]);
    if (box.dataset.drawn !== JSON.stringify(options)) {
      box.dataset.drawn = JSON.stringify(options);
      box.replaceChildren(...options.map(([value, text]) => Object.assign(make("option", text), { value })));
      if (chosen) box.value = chosen;
    }
    const sheet = sheets.find((s) => s.about === box.value), groups = find("#kelompok");
    const spots = new Set([...(sheet?.spots || []), ...(await Lapangan.records()).filter((r) => r.about === box.value && r.open.sisi && r.open.titik).map((r) => r.open.titik)]);
    find("#spot-daftar").replaceChildren(...[...spots].map((value) => Object.assign(make("option"), { value })));
    all("[data-new]").forEach((b) => { b.hidden = Boolean(sheet) && !sheet.kinds.includes(b.dataset.new); }); // a session not heard of yet may take all
    asked(sheet?.asks?.length ? sheet.asks.map((a) => [a.value, a.words, a.group, a.needs_nik]) : ASKS);
    const given = sheet?.groups?.length ? sheet.groups : GROUPS;
    if (groups.dataset.drawn !== JSON.stringify(given)) {
      groups.dataset.drawn = JSON.stringify(given);
      groups.replaceChildren(...given.map(([value, text]) => Object.assign(make("option", text), { value })));
    }
  }
  function asked(asks) {
    const box = find("#untuk");
    if (box.dataset.drawn === JSON.stringify(asks)) return;
    box.dataset.drawn = JSON.stringify(asks);
    const chosen = box.value, groups = new Map();
    for (const [value, text, group, nik] of asks) {
      if (!groups.has(group)) groups.set(group, Object.assign(document.createElement("optgroup"), { label: group }));
      const option = Object.assign(make("option", text), { value });
      if (nik) option.dataset.nik = "";
      groups.get(group).append(option);
    }
    box.replaceChildren(...groups.values());
    if (chosen) box.value = chosen;
    needs();
  }
  function needs() { // no NIK is asked for, nor kept, where the matter can do without
    const field = find("#titip-nik"), off = !find("#untuk").selectedOptions[0]?.matches("[data-nik]");
    field.closest(".field").hidden = field.disabled = off;
    if (off) field.value = "";
  }
  find("#untuk").addEventListener("change", needs);
  find("[data-session]").addEventListener("change", (event) => { if (event.target.value) choose(event.target.value); });
  async function choose(about) {
    await Lapangan.remember("chosen", about);
    const box = find("[data-session]");
    if (![...box.options].some((o) => o.value === about)) box.append(Object.assign(make("option", about), { value: about }));
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
  const fields = (form) => Object.fromEntries([...form.elements].filter((f) => f.name && !f.matches("[data-sealed]") && f.value !== "").map((f) => [f.name, numbers(f)]));
  const secrets = (form) => Object.fromEntries(all("[data-sealed]", form).filter((f) => f.value.trim()).map((f) => [f.name, f.value.trim()]));

  all("[data-form]").forEach((form) => {
    let writing = Promise.resolve();
    const write = () => { const id = current?.id, open = fields(form); if (id) writing = writing.then(() => Lapangan.write(id, open)).catch(full); };
    form.addEventListener("input", write);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.dataset.empty && !Object.keys(fields(form)).some((n) => !["tempat", "rw"].includes(n))) { notice("kosong", "warn", form.dataset.empty); scrollTo(0, 0); return; }
      write();
      await writing;
      if (form.matches("[data-alone]") && !(await Lapangan.record(current.id)).photos.length) { notice("foto", "error", "Fotonya belum ada.", "Ambil satu foto dulu."); scrollTo(0, 0); return; }
      const hidden = secrets(form);
      try { await Lapangan.finish(current.id, Object.keys(hidden).length ? hidden : null); } catch { full(); return; }
      const code = current.kind === "titipan" && receipt(current.id);
      form.reset();
      current = null;
      show("utama");
      notice("simpan", "ok", code ? `Tersimpan. Kode tanda terima: ${code}.` : "Tersimpan di HP ini.", code ? "Tulis kode ini di kertas untuk warga. HP ini tidak bisa membaca isinya lagi." : "Dikirim sendiri bila ada jaringan.");
      Lapangan.sendNow();
    });
    find("[data-back]", form).addEventListener("click", async () => {
      await writing;
      if (current && !Object.keys(fields(form)).filter((n) => !["kelompok", "untuk", "sisi"].includes(n)).length && !(await Lapangan.record(current.id))?.photos.length) await Lapangan.discard(current.id);
      current = null;
      show("utama");
      draw();
    });
  });
  const full = () => notice("penuh", "error", "HP ini tidak bisa menyimpan lagi.", "Kosongkan ruang di HP, atau pakai lembar kertas.");

  // ── A photo is made small here: a record must pass through a thin network.
  async function smaller(file) {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height)), canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });
      if (blob && blob.size <= LARGEST) return new Uint8Array(await blob.arrayBuffer());
    }
    throw new Error("too large");
  }
  all("[data-photo]").forEach((input) => input.addEventListener("change", async (event) => {
    const id = current?.id, alone = !event.target.multiple;
    for (const file of [...event.target.files]) {
      if (!id || (!alone && (await Lapangan.record(id)).photos.length >= 6)) break;
      try { await Lapangan.addPhoto(id, await smaller(file), alone); } catch { notice("foto", "error", "Satu foto tidak terbaca.", "Ambil sekali lagi dengan kamera HP ini."); }
    }
    event.target.value = "";
    photos();
  }));
  async function photos() {
    const kept = current && (await Lapangan.record(current.id))?.photos.length;
    all("[data-photos]").forEach((part) => { part.textContent = kept ? `${kept} foto disimpan.` : ""; });
  }

  // ── Before and after: the first photo as a guide while this phone still has it; a place only when asked, and only coarse.
  async function guide() {
    const { titik, sisi } = find('[data-form="foto"]').elements, canvas = find("[data-guide]"), key = titik.value.trim().toLowerCase();
    const first = sisi.value === "sesudah" && key && (await Lapangan.records()).find((r) => r.open.sisi === "sebelum" && r.open.titik?.toLowerCase() === key && r.photos[0]?.raw);
    canvas.parentElement.hidden = !first;
    if (!first) return;
    const image = await createImageBitmap(new Blob([first.photos[0].raw]));
    canvas.width = 320;
    canvas.height = Math.round((320 * image.height) / image.width);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  }
  find('[data-form="foto"]').addEventListener("change", guide);
  const place = (text) => { find("[data-placed]").textContent = text || (current?.open.lintang ? "Tempat kasar tercatat." : ""); };
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
    for (const [number, blob] of (await Lapangan.exported()).entries()) {
      const link = make("a"), address = URL.createObjectURL(blob);
      link.href = address;
      link.download = `lapangan-${new Date().toISOString().slice(0, 10)}-${number + 1}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60e3);
    }
    notice("berkas", "ok", "Berkas disimpan.", "Serahkan ke petugas kantor. Catatannya tetap ada di HP ini.");
  });
  find("[data-forget]").addEventListener("click", async () => {
    const left = await Lapangan.forget();
    if (left) { notice("lupa", "warn", `${left} catatan belum sampai ke kantor.`, "Kirim sekarang, atau simpan ke berkas dan serahkan ke petugas. Setelah itu HP ini bisa dilupakan."); scrollTo(0, 0); return; }
    location.replace(location.pathname);
  });

  async function start() {
    notice("skrip");
    if (!window.isSecureContext || !window.crypto?.subtle || !window.indexedDB || !window.idb) {
      notice("tidak", "error", "Browser ini tidak bisa dipakai mencatat.", "Buka alamat https dengan browser terbaru, atau pakai lembar kertas.");
      return;
    }
    if ("serviceWorker" in navigator) navigator.serviceWorker.register(main.dataset.worker, { scope: main.dataset.scope }).then((worker) => {
      const waits = () => worker.waiting && navigator.serviceWorker.controller && notice("versi", "info", "Versi baru sudah siap.", "Dipakai setelah aplikasi ini ditutup dan dibuka lagi. Catatan tetap ada.");
      waits();
      worker.addEventListener("updatefound", () => worker.installing?.addEventListener("statechange", waits));
    }).catch(() => notice("luring", "warn", "Aplikasi ini belum bisa dibuka tanpa jaringan.", "Jangan tutup halaman ini di lapangan."));
    const health = await Lapangan.health();
    if (!health.writes) { full(); return; }
    if (!health.room) notice("ruang", "warn", "Ruang di HP ini hampir penuh.", "Kosongkan dulu, sebelum mulai mencatat.");
    if (!health.persisted) notice("janji", "info", "Pasang aplikasi ini ke layar utama HP.", "Jangan pakai mode penyamaran: catatan hilang saat ditutup.");
    const asked = new URLSearchParams(location.hash.slice(1));
    if (location.hash) history.replaceState(null, "", location.pathname);
    if (asked.get("daftar")) find("#kode").value = asked.get("daftar");
    Lapangan.onChange(draw);
    await draw();
    if (asked.get("sesi")) await choose(asked.get("sesi"));
    Lapangan.send();
  }
  addEventListener("online", () => Lapangan.sendNow());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) Lapangan.sendNow(); });
  start();
})();
