// On a device that is a desk: answers where the network does not. The desk's own page and the address of every card come from what the
// device keeps, at once; nothing else is touched. See desk.js, which fills and empties that.
const NAME = 'einlass';
const PATIENCE = 4000;

async function kept(address) {
  const cache = await caches.open(NAME);
  return cache.match(address);
}

async function deskFirst(request, address) {
  return (await kept(address)) ?? fetch(request);
}

// The list that the server makes; without network the desk's own page.
async function networkFirst(request) {
  const slow = new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
  const answer = fetch(request);
  const first = await Promise.race([answer.catch(() => undefined), slow]);
  return first ?? (await kept('/karte')) ?? answer;
}

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (pathname === '/karte' && !search) event.respondWith(deskFirst(request, '/karte'));
    else if (/^\/konferenzen\/[^/]+\/einlass\/geraet$/.test(pathname) && !search) event.respondWith(deskFirst(request, pathname));
    // Also where a language is chosen.
    else if (/^\/konferenzen\/[^/]+\/einlass(\/geraet)?$/.test(pathname)) event.respondWith(networkFirst(request));
  } else if (pathname.startsWith('/a/')) {
    event.respondWith(deskFirst(request, pathname));
  }
});
