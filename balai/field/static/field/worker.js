// Keeps the app's own files so that it opens without a network, and nothing else: no other page, no answer of the office.
// VERSION and KEPT stand above this, written by the view that answers /lapangan/pekerja.js.
// What the page has just loaded is asked for as "changed?" and does not come over a thin network twice.
self.addEventListener("install", (event) => {
  const fresh = KEPT.map((address) => new Request(address, { cache: "no-cache", credentials: "omit" }));
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(fresh)));
});

// A new version waits until the app is closed; the records lie in IndexedDB, which no version touches.
self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("lapangan-") && name !== VERSION);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin || !KEPT.includes(address.pathname)) return;
  event.respondWith(caches.open(VERSION).then((cache) => cache.match(address.pathname)).then((kept) => kept || fetch(event.request)));
});
