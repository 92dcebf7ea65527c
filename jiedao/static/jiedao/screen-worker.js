/* 电子屏 after a power cut without a network: the page and its styles come from what was kept last.
   What the page itself fetches is never answered from here, so that it knows it is cut off. */
"use strict";
const KEPT = "jiedao-screen-1";
const PARTS = ["style", "script", "image", "font"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

const answer = async (request, name) => {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await kept.put(name, fresh.clone());
    return fresh;
  } catch (fault) {
    const last = await kept.match(name);
    if (last) return last;
    throw fault;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(answer(request, url.pathname));
  else if (PARTS.includes(request.destination)) event.respondWith(answer(request, request.url));
});
