// The public list follows the hub: votes change in place; a question that came, moved or went fetches the list anew.
(() => {
  const place = document.getElementById("papan"), warning = document.querySelector("[data-lost]");
  let busy = false, timer, told = null;
  const count = (number) => place.querySelector(`[data-votes="${number}"]`);
  const states = (all) => Object.entries(all).map(([number, [state]]) => number + state).join(" ");

  async function refresh() {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(place.dataset.piece, { cache: "no-store", headers: { "X-Balai-Background": "1" } });
      if (answer.ok) show(await answer.text());
    } catch { /* the next event tries again */ } finally { busy = false; }
  }
  function show(html) {
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    place.innerHTML = html;
    if (focused?.value) place.querySelector(`button[value="${focused.value}"]`)?.focus();
  }
  const soon = (most) => { clearTimeout(timer); timer = setTimeout(refresh, Math.random() * most); }; // not all phones at once
  window.balaiLive(place.dataset.live, {
    state(state) {
      for (const [number, [, here, outside]] of Object.entries(state.all)) {
        const shown = count(number);
        if (shown) shown.textContent = `${here} dukungan hadir, ${outside} dari luar`;
      }
      const incoming = place.querySelector("[data-incoming]");
      if (incoming) incoming.textContent = state.incoming;
      const now = states(state.all);
      if (told !== null && now !== told) soon(8000);
      told = now;
    },
    lost() { warning.hidden = false; },
    back() { warning.hidden = true; soon(4000); },
  });
})();
