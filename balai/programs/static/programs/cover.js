// Boxes drawn on the photo with a pointer, and arrow keys between its cells. Without it, the cells alone do.
"use strict";
(() => {
  const form = document.querySelector("[data-cover]"), cover = form?.querySelector(".cover");
  if (!cover) return;
  const svg = cover.querySelector("svg"), list = form.querySelector("[data-boxes]"), cells = [...cover.querySelectorAll("input")];
  const LEAST = 8, columns = cover.classList.contains("tall") ? 9 : 12;
  form.querySelector("[data-pointer]").hidden = false;
  cover.classList.add("drawn");

  const at = (event) => {
    const edge = cover.getBoundingClientRect(), part = (value) => Math.round(Math.min(Math.max(value, 0), 1) * 1000);
    return [part((event.clientX - edge.left) / edge.width), part((event.clientY - edge.top) / edge.height)];
  };
  const rect = () => svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
  const place = (box, [left, top, right, bottom]) => {
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) box.setAttribute(name, value);
  };
  function keep(box, word) {
    box.dataset.box = word;
    const label = document.createElement("label"), tick = document.createElement("input"), text = document.createElement("span");
    Object.assign(tick, { type: "checkbox", name: "kotak", value: word, checked: true });
    label.className = "tick";
    text.textContent = `Kotak ${list.querySelectorAll("input").length + 1}`;
    label.append(tick, text);
    list.querySelector(".choices").append(label);
    list.hidden = false;
  }
  list.addEventListener("change", ({ target }) => {
    for (const box of svg.querySelectorAll("rect")) if (box.dataset.box === target.value) box.toggleAttribute("hidden", !target.checked);
  });

  let begun = null;
  cover.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.isPrimary) begun = { x: event.clientX, y: event.clientY, from: at(event), box: null };
  });
  addEventListener("pointermove", (event) => {
    if (!begun || (!begun.box && Math.hypot(event.clientX - begun.x, event.clientY - begun.y) < LEAST)) return;
    begun.box ||= rect();
    const to = at(event), from = begun.from;
    begun.edges = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
    place(begun.box, begun.edges);
  });
  const end = (isKept) => {
    const drawn = begun;
    begun = null;
    if (!drawn?.box) return;
    const [left, top, right, bottom] = drawn.edges;
    if (isKept && right - left >= LEAST && bottom - top >= LEAST) keep(drawn.box, drawn.edges.join(","));
    else drawn.box.remove();
    cover.dataset.dragged = "1"; // the click that ends a drag ticks no cell
    setTimeout(() => delete cover.dataset.dragged);
  };
  addEventListener("pointerup", () => end(true));
  addEventListener("pointercancel", () => end(false));
  cover.addEventListener("click", (event) => { if (cover.dataset.dragged) event.preventDefault(); }, true);

  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  cover.addEventListener("keydown", (event) => {
    const here = cells.indexOf(event.target), there = cells[here + STEPS[event.key]];
    if (here >= 0 && there) { event.preventDefault(); there.focus(); }
  });
})();
