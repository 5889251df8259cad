// Keys for the list: J down, K up, Enter opens (the browser's own). Without this script Tab does the same.
(() => {
  const links = [...document.querySelectorAll("[data-inbox] th a")];
  if (!links.length) return;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)].focus();
  });
})();
