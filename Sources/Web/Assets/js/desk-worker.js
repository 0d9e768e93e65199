// On a device that is a desk: answers where the network does not. The desk's own page and the address of every card come from what the
// device keeps, at once; nothing else is touched. See desk.js, which fills and empties that.
const NAME = 'einlass';
const PATIENCE = 4000;

const done = (request) => new Promise((resolve, reject) => {
  request.addEventListener('success', () => resolve(request.result));
  request.addEventListener('error', () => reject(request.error));
});

// A desk until its evening is over, and after that until everything is sent.
async function isDesk() {
  const opening = indexedDB.open(NAME);
  // What is not there is not to be made here.
  opening.addEventListener('upgradeneeded', () => opening.transaction.abort());
  const store = await done(opening).catch((error) => {
    if (error?.name !== 'AbortError') throw error;
  });
  if (!store) return false;
  try {
    const transaction = store.transaction(['desk', 'entries']);
    const [desk, list, entries] = await Promise.all([
      done(transaction.objectStore('desk').get('desk')), done(transaction.objectStore('desk').get('list')),
      done(transaction.objectStore('entries').getAll()),
    ]);
    if (desk && (list?.until > Date.now() || entries.some(({ outcome }) => !outcome))) return true;
  } finally {
    store.close();
  }
  indexedDB.deleteDatabase(NAME);
  await caches.delete(NAME);
  return false;
}

async function kept(address) {
  const cache = await caches.open(NAME);
  return cache.match(address);
}

async function fileFirst(request, address) {
  return (await kept(address)) ?? fetch(request);
}

async function deskFirst(request, address) {
  const is = await isDesk().catch(() => true);
  return is ? fileFirst(request, address) : fetch(request);
}

// The list that the server makes; without network the desk's own page.
async function networkFirst(request, page) {
  const slow = new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
  const answer = fetch(request);
  const first = await Promise.race([answer.catch(() => undefined), slow]);
  return first ?? (await kept(page)) ?? answer;
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
    else if (/^\/konferenzen\/[^/]+\/einlass(\/geraet)?$/.test(pathname)) event.respondWith(networkFirst(request, pathname.replace(/(\/geraet)?$/, '/geraet')));
  } else if (pathname.startsWith('/a/')) {
    event.respondWith(fileFirst(request, pathname));
  }
});
