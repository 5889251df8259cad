// The waiting room's screen: shows and says each call once, keeps its own clock, says when it is stale. Never reloads.
"use strict";
(() => {
  const board = document.body, screen = document.getElementById("layar"), clock = document.querySelector(".clock");
  const big = document.getElementById("panggilan"), last = document.getElementById("terakhir"), stale = document.querySelector(".stale");
  const spoken = document.getElementById("ucapan"), button = document.querySelector("[data-sound]");
  const zone = screen.dataset.zone, zoneName = screen.dataset.zoneName;
  const speech = window.AudioContext ? window.balaiSpeech(screen.dataset.voice) : null;
  const hours = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });

  let ahead = Date.parse(screen.dataset.now) - Date.now(); // our clock may be wrong: the server's counts
  const now = () => new Date(Date.now() + ahead);
  const words = (moment) => `${hours.format(moment).replace(":", ".")} ${zoneName}`;
  const tick = () => { clock.textContent = words(now()); };
  setInterval(tick, 1000);
  tick();

  const key = (call) => `${call.number} ${call.counter} ${call.times} ${call.at}`;
  let said = new Set(JSON.parse(screen.dataset.calls).map(key)), newest = JSON.parse(screen.dataset.calls).map((c) => c.at).sort().pop() || "";

  function element(name, text, kind) {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }
  function showBig(call, isFresh) {
    big.className = isFresh ? "big fresh" : "big";
    if (!call) big.replaceChildren(element("p", idleWords(), "idle"));
    else big.replaceChildren(element("p", "Nomor"), element("b", call.number), element("p", `ke loket ${call.counter}`, "to"));
  }
  let state = { state: screen.dataset.state, calls: [] };
  function idleWords() {
    if (state.state === "closed") return "Antrean hari ini selesai. Terima kasih.";
    if (state.state === "cancelled") return "Jadwal hari ini dibatalkan.";
    if (state.state === "paused") return "Antrean berhenti sebentar.";
    return "Belum ada panggilan. Silakan duduk.";
  }
  function show(fresh) {
    state = fresh;
    const [first, ...rest] = state.calls;
    const news = state.calls.filter((call) => !said.has(key(call)) && call.at > newest).reverse();
    for (const call of news) {
      speech?.say(call.number, call.counter);
      spoken.textContent = `Nomor ${call.number}, silakan ke loket ${call.counter}.`;
    }
    said = new Set(state.calls.map(key));
    newest = state.calls.map((call) => call.at).concat(newest).sort().pop();
    const closing = ["closed", "cancelled", "paused"].includes(state.state);
    showBig(closing ? null : first, news.length > 0);
    last.replaceChildren(...(closing ? state.calls : rest).slice(0, 5).map((call) => {
      const row = document.createElement("li");
      row.append(element("b", call.number), element("span", `loket ${call.counter}`));
      return row;
    }));
    document.getElementById("menunggu").textContent = state.waiting;
  }

  window.balaiLive(screen.dataset.live, {
    state: show,
    beat(beat) { ahead = Date.parse(beat.now) - Date.now(); },
    lost() {
      stale.firstElementChild.textContent = `Sambungan terputus sejak ${words(now())}, angka mungkin lama.`;
      board.classList.add("is-stale");
    },
    back() { board.classList.remove("is-stale"); },
  });

  if (speech) {
    const see = () => { button.hidden = speech.isOn(); };
    button.addEventListener("click", async () => { await speech.turnOn(); see(); });
    speech.warm();
    see();
    setInterval(see, 2000);
  }
  if (navigator.wakeLock) {
    const stayAwake = () => navigator.wakeLock.request("screen").catch(() => {});
    document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });
    stayAwake();
  }
})();
