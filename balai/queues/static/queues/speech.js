// Calls a number aloud from clips, one call after the other, never two at once.
"use strict";
window.balaiSpeech = (folder) => {
  const GAP = 0.04, PAUSE = 0.22, BETWEEN = 0.9; // seconds
  const context = new AudioContext();
  const clips = new Map(), waiting = [];
  let speaking = false;

  // "A012", 3 -> nomor-antrean, huruf-a, angka-0, angka-1, angka-2, (pause), silakan-ke-loket, loket-3
  function sequence(number, counter) {
    const letters = [...number].map((c) => (/\d/.test(c) ? "angka-" + c : "huruf-" + c.toLowerCase()));
    return ["nomor-antrean", ...letters, "", "silakan-ke-loket", ...counterClips(counter)];
  }
  function counterClips(n) {
    if (n < 20 || n % 10 === 0) return ["loket-" + n];
    return ["puluh-" + Math.floor(n / 10), "loket-" + (n % 10)];
  }
  function fetchClip(name) {
    if (!clips.has(name)) {
      const made = fetch(`${folder}${name}.mp3`).then((a) => (a.ok ? a.arrayBuffer() : Promise.reject(a.status))).then((raw) => context.decodeAudioData(raw));
      made.catch(() => clips.delete(name)); // the network was away: once more at the next call
      clips.set(name, made);
    }
    return clips.get(name);
  }
  async function play(call) {
    let at = context.currentTime + 0.05;
    for (const name of call.clips) {
      if (!name) { at += PAUSE; continue; }
      let sound;
      try { sound = await fetchClip(name); } catch { continue; }
      const player = context.createBufferSource();
      player.buffer = sound;
      player.connect(context.destination);
      at = Math.max(at, context.currentTime + 0.02);
      player.start(at);
      dispatchEvent(new CustomEvent("balai:clip", { detail: { name, at, until: at + sound.duration, call: call.text } }));
      at += sound.duration + GAP;
    }
    await new Promise((done) => setTimeout(done, Math.max(0, at + BETWEEN - context.currentTime) * 1000));
  }
  async function work() {
    if (speaking) return;
    speaking = true;
    while (waiting.length && context.state === "running") {
      const call = waiting.shift();
      if (Date.now() - call.asked > 60000) continue; // old news is not called out
      dispatchEvent(new CustomEvent("balai:call", { detail: call }));
      await play(call);
    }
    speaking = false;
  }
  return {
    sequence,
    warm() { // all that may be said, fetched ahead, so that a lost network does not make us mute
      const words = ["nomor-antrean", "silakan-ke-loket"];
      for (let n = 0; n < 10; n++) words.push("angka-" + n);
      for (let n = 1; n < 20; n++) words.push("loket-" + n);
      for (let n = 2; n < 10; n++) words.push("loket-" + n + "0", "puluh-" + n);
      for (const letter of "abcdefghijklmnopqrstuvwxyz") words.push("huruf-" + letter);
      return Promise.allSettled(words.map(fetchClip));
    },
    isOn: () => context.state === "running",
    async turnOn() { await context.resume(); work(); },
    say(number, counter) {
      waiting.push({ clips: sequence(number, counter), text: `${number} ke loket ${counter}`, number, counter, asked: Date.now() });
      work();
    },
  };
};
