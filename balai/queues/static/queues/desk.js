// The desk by keyboard alone: keys press the buttons that name them. Everything also works without this.
"use strict";
(() => {
  const page = document.querySelector("[data-desk]");
  const keys = document.querySelector("[data-keys]");
  const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog[open]");

  // Single letters may be switched off (WCAG 2.1.4), and never act while somebody types.
  const KEPT = "balai:tombol";
  keys.closest("label").hidden = false;
  keys.checked = localStorage.getItem(KEPT) !== "mati";
  keys.addEventListener("change", () => localStorage.setItem(KEPT, keys.checked ? "hidup" : "mati"));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.target.blur?.();
      page.querySelectorAll("details[open]").forEach((d) => { d.open = false; });
      return;
    }
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    const target = page.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target || target.closest("[hidden]")) return;
    event.preventDefault();
    if (target.matches("summary")) {
      target.parentElement.open = true;
      target.parentElement.querySelector("select, input:not([type=hidden]), textarea")?.focus();
    } else if (target.matches("input")) target.focus();
    else target.click();
  });

  // Ten seconds to take it back, counted and said.
  let counting;
  function countDown() {
    clearInterval(counting);
    const bar = page.querySelector("[data-undo]");
    if (!bar) return;
    const left = bar.querySelector("[data-left]"), said = bar.querySelector("[data-said]");
    let seconds = Number(left.textContent);
    counting = setInterval(() => {
      seconds -= 1;
      left.textContent = Math.max(0, seconds);
      if (seconds === 5) said.textContent = "Lima detik lagi.";
      if (seconds <= 0) {
        clearInterval(counting);
        if (bar.contains(document.activeElement)) page.querySelector("[data-key=n]")?.focus();
        bar.querySelector("form").hidden = true;
        said.textContent = "Tidak dapat diurungkan lagi.";
      }
    }, 1000);
  }
  countDown();

  // htmx: the desk after a deed, the line alone when a colleague changed it.
  let busy = false;
  document.addEventListener("htmx:before:request", () => { busy = true; });
  document.addEventListener("htmx:finally:request", () => { busy = false; });
  let focused = "";
  document.addEventListener("htmx:before:swap", () => { focused = document.activeElement?.dataset?.key || ""; });
  document.addEventListener("htmx:after:swap", () => {
    countDown();
    const leaves = document.querySelector("[data-leaves]");
    if (leaves) { location.assign(leaves.dataset.leaves); return; }
    if (focused && document.activeElement === document.body) page.querySelector(`[data-key="${focused}"]`)?.focus();
  });
  const lostBar = document.querySelector("[data-lost]");
  function lostNow(isLost) { lostBar.hidden = !isLost; }
  document.addEventListener("htmx:error", () => lostNow(true));

  let later;
  function refreshLine() {
    clearTimeout(later);
    later = setTimeout(() => {
      const list = document.getElementById("antrean");
      if (busy || list.contains(document.activeElement)) return refreshLine(); // nothing jumps under one's hand
      fetchLine();
    }, busy ? 400 : 150);
  }
  async function fetchLine() {
    let answer;
    try { answer = await fetch(page.dataset.line, { cache: "no-store", headers: { "X-Balai-Background": "1" } }); } catch { return; }
    const old = document.getElementById("antrean");
    if (!answer.ok || answer.redirected || busy || !old || old.contains(document.activeElement)) return;
    const unfolded = [...old.querySelectorAll("details")].map((d) => d.open), down = old.querySelector("ol").scrollTop;
    const fresh = document.createRange().createContextualFragment(await answer.text()).querySelector("#antrean");
    const key = old.querySelector("[name=csrfmiddlewaretoken]").value;
    fresh.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = key; });
    fresh.querySelectorAll("details").forEach((d, at) => { d.open = Boolean(unfolded[at]); });
    old.replaceWith(fresh);
    fresh.querySelector("ol").scrollTop = down;
    htmx.process(fresh);
  }
  window.balaiLive(page.dataset.live, { state: refreshLine, lost: () => lostNow(true), back: () => lostNow(false) });

  // Check-in by camera where the browser can read a QR; else by typing, and the page says why.
  const dialog = document.getElementById("pindai");
  const TYPE = "Ketik kodenya, atau pakai pemindai USB.";
  let canScan = false, why = "";
  function showScan() {
    const button = page.querySelector("[data-scan]"), words = page.querySelector("[data-scan-why]");
    if (button) button.hidden = !canScan;
    if (words) { words.hidden = !why; words.textContent = why; }
  }
  async function readsQr() {
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return false;
    return (await BarcodeDetector.getSupportedFormats().catch(() => [])).includes("qr_code");
  }
  readsQr().then((yes) => {
    canScan = yes;
    if (!yes) why = "Kamera perangkat ini tidak bisa membaca kode QR. " + TYPE;
    showScan();
  });
  page.addEventListener("click", (event) => { if (event.target.closest("[data-scan]")) look(); });
  document.addEventListener("htmx:after:swap", showScan);
  async function look() {
    const video = dialog.querySelector("video"), reader = new BarcodeDetector({ formats: ["qr_code"] });
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }); } catch {
      why = "Kamera tidak bisa dipakai. Izinkan kamera di peramban ini. " + TYPE;
      showScan();
      document.getElementById("id_text")?.focus();
      return;
    }
    why = "";
    showScan();
    const stop = () => stream.getTracks().forEach((track) => track.stop());
    dialog.addEventListener("close", stop, { once: true });
    video.srcObject = stream;
    dialog.showModal();
    await video.play();
    while (dialog.open) {
      const [found] = await reader.detect(video).catch(() => []);
      if (found && dialog.open) {
        dialog.close();
        const field = document.getElementById("id_text");
        field.value = found.rawValue;
        field.form.requestSubmit();
      }
      await new Promise((next) => setTimeout(next, 150));
    }
  }
})();
