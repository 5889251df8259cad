// The hall's screen: the question that is read out, those that wait, its own clock. Says when it is stale. Never reloads.
(() => {
  const screen = document.getElementById("layar"), big = document.getElementById("hidup"), next = document.getElementById("berikut");
  const clock = document.querySelector(".clock"), stale = document.querySelector(".stale"), zoneName = screen.dataset.zoneName;
  const hours = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: screen.dataset.zone });
  let ahead = Date.parse(screen.dataset.now) - Date.now(), number = null; // our clock may be wrong: the server's counts
  const words = () => `${hours.format(new Date(Date.now() + ahead)).replace(":", ".")} ${zoneName}`;
  const tick = () => { clock.textContent = words(); };
  setInterval(tick, 1000);
  tick();

  function element(name, text, kind) {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }
  function showBig(live) {
    const isNew = live && number !== null && live.number !== number;
    big.className = isNew ? "big fresh" : "big";
    number = live ? live.number : 0;
    if (!live) { big.replaceChildren(element("p", "Belum ada yang dibahas. Silakan bertanya.", "idle")); return; }
    const votes = `Pertanyaan ${live.number} · ${live.here} dukungan hadir, ${live.outside} dari luar`;
    const size = live.words.length > 220 ? "say longest" : live.words.length > 90 ? "say long" : "say";
    big.replaceChildren(element("p", live.words, size), element("p", votes, "of"));
  }
  function row(one) {
    const made = document.createElement("li"), votes = element("b", one.here);
    votes.append(element("span", " dukungan hadir", "unseen"));
    made.append(element("span", one.words), votes);
    return made;
  }
  window.balaiLive(screen.dataset.live, {
    state(state) {
      showBig(state.live);
      next.replaceChildren(...state.next.map(row));
      document.getElementById("dijawab").textContent = state.answered;
      document.getElementById("masuk").textContent = state.incoming;
      document.getElementById("sembunyi").textContent = state.hidden;
    },
    beat(beat) { ahead = Date.parse(beat.now) - Date.now(); },
    lost() {
      stale.firstElementChild.textContent = `Sambungan terputus sejak ${words()}, layar mungkin lama.`;
      document.body.classList.add("is-stale");
    },
    back() { document.body.classList.remove("is-stale"); },
  });
  if (navigator.wakeLock) {
    const stayAwake = () => navigator.wakeLock.request("screen").catch(() => {});
    document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });
    stayAwake();
  }
})();
