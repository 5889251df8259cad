// Keys for the moderator's board, and word of new questions. Nothing jumps: new ones wait for a reload. Tab does the same.
(() => {
  const board = document.querySelector("[data-board]"), news = document.querySelector("[data-news]");
  const rows = [...board.querySelectorAll("[data-question]")];
  const row = () => document.activeElement?.closest("[data-question]");
  addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(field.tagName) && field.type !== "checkbox") return;
    const key = event.key.toLowerCase(), step = { j: 1, k: -1 }[key], here = row();
    if (step && rows.length) {
      event.preventDefault();
      rows[Math.min(Math.max(rows.indexOf(here) + step, 0), rows.length - 1)].querySelector("[data-open]").focus();
    } else if (key === "r" && !news.hidden) location.reload();
    else if (here && key === "x") here.querySelector("[type=checkbox]").click();
    else if (here) here.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
  });
  let seen = Number(board.dataset.incoming);
  window.balaiLive(board.dataset.live, { state(state) { if (state.incoming > seen) news.hidden = false; seen = state.incoming; } });
})();
