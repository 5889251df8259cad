// A live line to the hub that mends itself. Pages work without this.
"use strict";
window.balaiLive = (path, on) => {
  const QUIET = 25000; // the hub beats every 10 s: silence for longer means that the line is dead
  let source, watchdog, retry, tries = 0, lost = false;
  const say = (isLost) => { if (isLost !== lost) { lost = isLost; isLost ? on.lost?.() : on.back?.(); } };
  const heard = () => {
    tries = 0;
    clearTimeout(watchdog);
    watchdog = setTimeout(again, QUIET);
  };
  function again() {
    source?.close();
    say(true);
    clearTimeout(watchdog);
    clearTimeout(retry);
    retry = setTimeout(open, Math.min(15000, 800 * 2 ** tries++) * (0.6 + Math.random() * 0.8));
  }
  function open() {
    source = new EventSource(path);
    watchdog = setTimeout(again, QUIET);
    source.addEventListener("keadaan", (event) => { heard(); say(false); on.state?.(JSON.parse(event.data)); });
    source.addEventListener("detak", (event) => {
      heard();
      const beat = JSON.parse(event.data);
      say(beat.stale);
      on.beat?.(beat);
    });
    source.onerror = again; // the browser's own retry gives up on an answer that is not 200
  }
  open();
  addEventListener("offline", again);
  addEventListener("online", () => { tries = 0; again(); });
  addEventListener("pagehide", () => source?.close());
};
