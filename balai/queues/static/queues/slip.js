// The slip's own print button; without it the browser's menu prints.
"use strict";
(() => {
  const button = document.querySelector("[data-print]");
  button.hidden = false;
  button.addEventListener("click", () => print());
  if (location.hash === "#cetak") print();
})();
