// The ticket page follows the hub (base/live.js). The page works without this.
"use strict";
(() => {
  const ticket = document.querySelector("[data-ticket][data-live]");
  if (!ticket) return;
  const own = ticket.dataset.ticket, live = ticket.querySelector(".live"), warning = document.querySelector("[data-lost]");
  const title = document.title;
  let timer, busy = false, told = "";

  async function refresh() {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(ticket.dataset.piece, { cache: "no-store", headers: { "X-Balai-Background": "1" } });
      if (answer.ok) show(await answer.text());
    } catch { /* the next event tries again */ } finally { busy = false; }
  }
  function show(html) {
    if (html === told) return;
    told = html;
    live.innerHTML = html;
    const { state, number } = document.getElementById("giliran").dataset;
    if (number !== own) { location.reload(); return; } // sent to another line
    for (const name of ["called", "served", "missed", "cancelled"]) ticket.classList.toggle(name, name === state);
    if (state === "called") document.title = live.querySelector("h2").textContent;
    else document.title = title;
    if (["served", "missed", "cancelled", "turned_away"].includes(state)) location.reload();
  }
  const soon = (most) => { clearTimeout(timer); timer = setTimeout(refresh, Math.random() * most); };
  let lastCall = "", isFirst = true;
  window.balaiLive(ticket.dataset.live, {
    state(state) {
      const mine = state.calls.find((call) => call.number === own);
      const call = mine ? mine.at + mine.times : "";
      const isKnown = isFirst && state.revision <= Number(ticket.dataset.revision); // the page shows it already
      isFirst = false;
      if (isKnown) { lastCall = call; return; }
      if (call && call !== lastCall) { if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]); soon(0); } else soon(3000); // not all phones at once
      lastCall = call;
    },
    lost() { warning.hidden = false; },
    back() { warning.hidden = true; soon(3000); },
  });
  setInterval(() => soon(10000), 60000); // minutes pass even when nobody is called
  document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(500); });
})();
