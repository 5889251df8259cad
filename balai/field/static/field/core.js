// The part without a face: what the phone keeps, how it signs and seals, and how it sends. See docs/decisions/field.md:
// also for what an old phone's browser lacks. Nothing newer than ES2018 stands here (a test holds it).
"use strict";
const Lapangan = (() => {
  const SECOND = 1000, LONGEST = 300 * SECOND, WORD = "balai-lapangan-ada", LABEL = "balai field box 1", LARGEST_FILE = 8e6;
  const P256 = { namedCurve: "P-256" }, ECDSA = { name: "ECDSA", ...P256 }, ECDH = { name: "ECDH", ...P256 };
  const SIGN = { name: "ECDSA", hash: "SHA-256" };
  const bytes = (text) => new TextEncoder().encode(text);
  const base64 = (raw) => { let text = ""; for (let n = 0; n < raw.length; n += 8190) text += btoa(String.fromCharCode(...raw.subarray(n, n + 8190))); return text; };
  const b64 = (raw) => base64(new Uint8Array(raw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const unb64 = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const hex = (raw) => [...new Uint8Array(raw)].map((b) => b.toString(16).padStart(2, "0")).join("");
  const sha256 = async (raw) => hex(await crypto.subtle.digest("SHA-256", raw));
  const listeners = [];
  const changed = () => listeners.forEach((hear) => hear());

  // ── What is kept. A later version of the app adds an `if (old < 2)` here and never rewrites a frozen record.
  const db = () => db.open || (db.open = idb.openDB("balai-lapangan", 1, {
    upgrade(base, old) {
      if (old < 1) {
        base.createObjectStore("facts");
        base.createObjectStore("records", { keyPath: "id" });
      }
    },
    blocking(_, __, event) { event.target.close(); db.open = null; },
  }));
  const fact = async (name) => (await db()).get("facts", name);
  const keep = async (name, value) => (await db()).put("facts", value, name);
  const records = async () => (await (await db()).getAll("records")).sort((a, b) => a.made_at.localeCompare(b.made_at));
  const record = async (id) => (await db()).get("records", id);

  // Read, change and write in one transaction; nothing is awaited in between but the store itself.
  async function change(id, how) {
    const tx = (await db()).transaction("records", "readwrite");
    const found = await tx.store.get(id);
    const made = found && how(found);
    if (made) await tx.store.put(made);
    await tx.done;
    changed();
    return made || found;
  }

  const newId = () => {
    const raw = crypto.getRandomValues(new Uint8Array(16));
    raw[6] = (raw[6] & 15) | 64;
    raw[8] = (raw[8] & 63) | 128;
    return hex(raw).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const moment = () => {
    const now = new Date(), off = -now.getTimezoneOffset(), two = (n) => String(Math.abs(n)).padStart(2, "0");
    return `${new Date(now.getTime() + off * 60000).toISOString().slice(0, 23)}${off < 0 ? "-" : "+"}${two(Math.trunc(off / 60))}:${two(off % 60)}`;
  };

  // ── A record: its id is there before the first keystroke is.
  async function begin(kind, about) {
    const made = { id: newId(), kind, about, made_at: moment(), state: "draf", open: {}, photos: [] };
    await (await db()).add("records", made);
    changed();
    return made;
  }
  const write = (id, open) => change(id, (r) => !r.raw && { ...r, open });
  const finish = async (id, personal) => {
    const sealed = personal && await seal(id, personal);
    return change(id, (r) => !r.raw && { ...r, state: "siap", ...(sealed && { sealed }) });
  };
  const reopen = (id) => change(id, (r) => r.state === "siap" && !r.raw && !r.sealed && { ...r, state: "draf" });
  const addPhoto = async (id, raw, alone) => {
    const sha = await sha256(raw);
    return change(id, (r) => !r.raw && !r.photos.some((p) => p.sha256 === sha) && { ...r, photos: [...(alone ? [] : r.photos), { sha256: sha, size: raw.length, raw }] });
  };
  // A photo that the office did not take is nowhere else than here and in the file that was saved.
  const lacks = (r) => r.state === "ditahan" && r.photos.some((p) => !p.receipt);
  const safe = async () => new Set((await fact("exported")) || []);
  async function discard(id) { // a draft that was never finished, or the copy of what the office holds
    const saved = await safe();
    const tx = (await db()).transaction("records", "readwrite");
    const found = await tx.store.get(id);
    const may = found && ["draf", "ditahan", "tiba"].includes(found.state) && (!lacks(found) || saved.has(id));
    if (may) await tx.store.delete(id);
    await tx.done;
    changed();
    return may;
  }

  // ── Sealing to the office's key: from here on this phone cannot read it either.
  async function seal(id, personal) {
    const box = (await fact("keys")).box;
    const own = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
    const theirs = await crypto.subtle.importKey("raw", unb64(box.point), ECDH, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
    const point = await crypto.subtle.exportKey("raw", own.publicKey);
    const root = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: point, info: bytes(LABEL) }, root, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(id) }, key, bytes(JSON.stringify(personal)));
    return { key: box.key, point: b64(point), iv: b64(iv), text: b64(text) };
  }

  async function signed(values) {
    const text = JSON.stringify(values), key = (await fact("pair")).privateKey;
    return `${text}\n${b64(await crypto.subtle.sign(SIGN, key, bytes(text)))}`;
  }

  // ── Frozen when sending starts: whoever writes these bytes first, they are the record.
  async function freeze(id) {
    for (;;) {
      const r = await record(id);
      if (!r || r.raw || r.state !== "siap") return r;
      const device = (await fact("device")).device, seen = JSON.stringify([r.open, r.about, r.sealed]);
      const raw = await signed({
        v: 1, id, device, kind: r.kind, about: r.about, made_at: r.made_at, open: r.open,
        ...(r.sealed && { sealed: r.sealed }),
        ...(r.photos.length && { photos: r.photos.map((p) => ({ sha256: p.sha256, size: p.size })) }),
      });
      const now = await change(id, (x) => !x.raw && x.state === "siap" && JSON.stringify([x.open, x.about, x.sealed]) === seen && { ...x, state: "beku", raw });
      if (!now || now.raw) return now;
    }
  }

  // ── Enrolment: the private key is made here and cannot be taken out.
  async function enrol(code) {
    let pair = await fact("pair");
    if (!pair) {
      pair = await crypto.subtle.generateKey(ECDSA, false, ["sign", "verify"]);
      await keep("pair", pair);
    }
    const key = b64(await crypto.subtle.exportKey("raw", pair.publicKey));
    const answer = await fetch("/api/v1/field/devices", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code, key }) });
    const told = await answer.json();
    if (!answer.ok) throw refused(answer, told);
    const { keys, ...device } = told;
    await keep("keys", keys);
    await keep("device", device);
    changed();
    sayAll(true).catch(() => {});
  }

  const refused = (answer, told) => Object.assign(new Error(told.message || ""), { status: answer.status, code: told.code });

  async function post(path, raw) {
    const device = (await fact("device")).device;
    const answer = await fetch(`/api/v1/field/devices/${device}/${path}`, {
      method: "POST", headers: { "Content-Type": "application/octet-stream", "Balai-Sha256": await sha256(raw) }, body: raw,
      cache: "no-store", credentials: "omit",
    });
    const told = await answer.json();
    if (!answer.ok && !told.receipt) throw refused(answer, told);
    return told;
  }

  // ── A receipt counts only if the office signed it, for exactly these bytes.
  async function proved(receipt, wanted) {
    const [text, signature] = receipt.split("\n"), said = JSON.parse(text);
    const point = (await fact("keys")).receipts[said.key];
    if (!point) { await sayAll(true); throw new Error("unknown key of a receipt"); }
    const key = await crypto.subtle.importKey("raw", unb64(point), ECDSA, false, ["verify"]);
    const holds = await crypto.subtle.verify(SIGN, key, unb64(signature), bytes(text));
    if (!holds || Object.entries(wanted).some(([name, value]) => said[name] !== value)) throw new Error("receipt does not hold");
    return said;
  }

  async function sendOne(id) {
    const r = await freeze(id);
    if (!r || r.state !== "beku") return;
    const raw = bytes(r.raw);
    if (!r.receipt) {
      const { receipt } = await post(`records/${id}`, raw);
      const said = await proved(receipt, { id, sha256: await sha256(raw) });
      await change(id, (x) => ({ ...x, receipt, said: said.state, reason: said.reason }));
    }
    for (const photo of r.photos.filter((p) => !p.receipt && !p.problem)) {
      try {
        const { receipt } = await post(`records/${id}/photos/${photo.sha256}`, photo.raw);
        await proved(receipt, { id, photo: photo.sha256 });
        await change(id, (x) => ({ ...x, photos: x.photos.map((p) => (p.sha256 === photo.sha256 ? { sha256: p.sha256, size: p.size, receipt } : p)) }));
      } catch (error) {
        if (![409, 413, 422].includes(error.status) || error.code === "document.busy" || error.code === "document.no_room") throw error;
        await change(id, (x) => ({ ...x, photos: x.photos.map((p) => (p.sha256 === photo.sha256 ? { ...p, problem: error.message } : p)) }));
      }
    }
    await change(id, (x) => {
      if (x.said !== "received" || x.photos.some((p) => !p.receipt)) return { ...x, state: "ditahan" };
      const { raw: _, open: __, sealed: ___, ...kept } = x; // arrived: the receipt stays, the words go
      return { ...kept, open: {}, state: "tiba" };
    });
  }

  // ── The manifest: all that this phone made, session by session; the answer brings news.
  async function sayAll(always) {
    const all = (await records()).filter((r) => r.state !== "draf"), said = (await fact("said")) || {};
    const sessions = new Map([["", []]]);
    for (const r of all) sessions.set(r.about, [...(sessions.get(r.about) || []), r.id]);
    for (const [about, ids] of sessions) {
      const same = said[about] && said[about].count === ids.length && Date.now() - said[about].at < LONGEST * 2;
      if (same && !(always && about === "")) continue;
      const number = ((await fact("number")) || 0) + 1;
      await keep("number", number);
      const raw = await signed({ v: 1, device: (await fact("device")).device, about, number, at: moment(), ids });
      const { keys, sheets, label, office } = await post("manifest", bytes(raw));
      await keep("keys", keys);
      await keep("sheets", sheets);
      await keep("device", { ...(await fact("device")), label, office });
      said[about] = { count: ids.length, at: Date.now() };
      await keep("said", said);
    }
    changed();
  }

  // ── Whether the office can be reached: a word on a small page, since some networks answer everything.
  const network = { there: null, clockOff: 0 };
  async function reach() {
    try {
      const late = new Promise((done) => { setTimeout(done, 15 * SECOND, null); }); // no answer: as no network
      const answer = await Promise.race([fetch("/lapangan/ada", { cache: "no-store", credentials: "omit" }), late]);
      network.there = (await Promise.race([answer.text(), late])).trim() === WORD;
      const date = Date.parse(answer.headers.get("Date") || "");
      if (network.there && date) network.clockOff = Date.now() - date;
    } catch (_) { network.there = false; }
    changed();
    return network.there;
  }

  // One that is refused holds up none of the others; without network, or when asked to wait, all wait.
  async function tried(id) {
    try { await sendOne(id); } catch (error) {
      if (error instanceof TypeError || [429, 500, 502, 503, 504].includes(error.status)) throw error;
      network.problem = error.message;
      await change(id, (r) => ({ ...r, problem: error.status ? error.message : "" }));
      return false;
    }
    return true;
  }

  // ── Sending: one after the other, without end; 1 s, 2 s, 4 s … 5 minutes, and at once when somebody asks.
  let wait = SECOND, timer, running = false;
  const WAITING = ["siap", "beku"];
  const unsent = async () => (await records()).filter((r) => WAITING.includes(r.state));
  async function send() {
    if (running || !(await fact("device"))) return;
    running = true;
    clearTimeout(timer);
    changed();
    let calm = false;
    try {
      if (await reach()) {
        await sayAll(false).catch((error) => { if (!error.status) throw error; });
        calm = true;
        for (const r of await unsent()) calm = (await tried(r.id)) && calm;
      }
    } catch (error) { calm = false; network.problem = error.message; }
    running = false;
    const left = (await unsent()).length;
    if (calm) network.problem = "";
    wait = calm ? SECOND : Math.min(wait * 2, LONGEST);
    timer = setTimeout(send, left ? wait : LONGEST); // what was saved meanwhile goes at once
    changed();
  }
  const sendNow = () => { wait = SECOND; return send(); };

  // ── A way out that needs no network: all that is here, in one file for the office.
  async function exported() {
    for (const r of await unsent()) await freeze(r.id);
    const all = (await records()).filter((r) => r.raw);
    const device = (await fact("device")).device, files = [], made_at = moment();
    const items = all.map((r) => ["records", r.raw, r.raw.length]);
    for (const r of all) for (const p of r.photos) if (p.raw) items.push(["photos", { id: r.id, raw: base64(p.raw) }, p.size * 1.4]);
    let room = 0;
    for (const [where, item, size] of items) { // no file larger than the office takes at once
      if (room < size || !files.length) { files.push({ v: 1, device, made_at, records: [], photos: [] }); room = LARGEST_FILE; }
      files[files.length - 1][where].push(item);
      room -= size;
    }
    await keep("exported", all.map((r) => r.id));
    changed();
    return files.map((file) => new Blob([JSON.stringify(file)], { type: "application/json" }));
  }

  // Refused while anything here is nowhere else.
  async function forget() {
    const saved = await safe();
    const left = (await records()).filter((r) => ((WAITING.includes(r.state) || lacks(r)) && !saved.has(r.id)) || r.state === "draf");
    if (left.length) return left.length;
    (await db()).close();
    db.open = null;
    await idb.deleteDB("balai-lapangan");
    return 0;
  }

  // ── What may go wrong is said at the start, not at the end.
  async function health() {
    const found = { persisted: false, room: true, writes: true };
    try {
      const store = navigator.storage || {}; // what of it an old browser lacks is not asked
      found.persisted = Boolean(store.persist && ((await store.persisted()) || (await store.persist())));
      const { quota, usage } = store.estimate ? await store.estimate() : {};
      if (quota && quota - usage < 60e6) found.room = false;
      await keep("trial", crypto.getRandomValues(new Uint8Array(65536)));
      await (await db()).delete("facts", "trial");
    } catch (_) { found.writes = false; }
    return found;
  }

  return {
    addPhoto, begin, discard, enrol, exported, fact, finish, forget, health, network, record, records, reopen, send, sendNow,
    remember: keep, unsent, write, busy: () => running, onChange: (hear) => listeners.push(hear),
  };
})();
