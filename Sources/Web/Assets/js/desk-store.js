// What a desk's device holds: the list it took with it and what was written down since, both sealed with one key. The key stands there
// wrapped under the PIN; while the desk is open also ready for use, since every card that is scanned opens a new page.
const NAME = 'einlass';
const ROUNDS = 310_000;
const OPEN_FOR = 20 * 60_000;
const text = new TextEncoder();

const done = (request) => new Promise((resolve, reject) => {
  request.addEventListener('success', () => resolve(request.result));
  request.addEventListener('error', () => reject(request.error));
});

let opened;
function database() {
  opened ??= (async () => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('desk');
      request.result.createObjectStore('entries', { autoIncrement: true });
    });
    const store = await done(request);
    // Another page takes everything away: this one must not hold it up.
    store.addEventListener('versionchange', () => {
      store.close();
      opened = undefined;
    });
    return store;
  })();
  return opened;
}

// Ends when it is really on the disk: only then somebody is told that it is safe.
async function change(names, work) {
  const transaction = (await database()).transaction(names, 'readwrite', { durability: 'strict' });
  const end = new Promise((resolve, reject) => {
    transaction.addEventListener('complete', resolve);
    transaction.addEventListener('abort', () => reject(transaction.error));
  });
  work(...names.map((name) => transaction.objectStore(name)));
  await end;
}

const bytes = (word) => Uint8Array.from(atob(word.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

export async function hash(word) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text.encode(word)));
  return btoa(String.fromCharCode(...digest)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

async function seal(open, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, open, text.encode(JSON.stringify(value))) };
}

async function unseal(open, { iv, data }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, open, data)));
}

const toKey = (raw) => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

async function underPin(pin, salt) {
  const word = await crypto.subtle.importKey('raw', text.encode(pin), 'PBKDF2', false, ['deriveKey']);
  const way = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(way, word, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const get = async (name) => done((await database()).transaction('desk').objectStore('desk').get(name));
const put = (values) => change(['desk'], (store) => {
  for (const [name, value] of Object.entries(values)) store.put(value, name);
});

/** Which desk this device is; undefined: none. */
export const desk = () => get('desk');

/** Makes this device a desk: `place` says which, `word` is the key as the server gave it. */
export async function prepare(place, pin, word, guests) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const raw = bytes(word);
  const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await underPin(pin, salt), raw);
  const open = await toKey(raw);
  const sealed = await seal(open, guests);
  await put({
    desk: { ...place, salt, iv, wrapped }, open: { key: open, until: Date.now() + OPEN_FOR }, list: { sealed, until: guests.until },
  });
}

/** Opens it with its PIN. Throws when that is another. */
export async function unlock(pin) {
  const { salt, iv, wrapped } = await desk();
  const raw = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await underPin(pin, salt), wrapped);
  await put({ open: { key: await toKey(raw), until: Date.now() + OPEN_FOR } });
}

export const lock = () => put({ open: undefined });

/** The key while the desk is open, which it stays for some time after it was used; undefined: it is locked. */
export async function key() {
  const open = await get('open');
  if (!open) return undefined;
  const isOpen = open.until > Date.now();
  await put({ open: isOpen ? { ...open, until: Date.now() + OPEN_FOR } : undefined });
  return isOpen ? open.key : undefined;
}

/** When everything here has to be forgotten; in milliseconds. */
export const until = async () => (await get('list'))?.until ?? 0;

export const list = async (open) => unseal(open, (await get('list')).sealed);

export async function keepList(open, value) {
  await put({ list: { sealed: await seal(open, value), until: value.until } });
}

/** Writes down what happened, all of it or nothing; it is safe when this returns. */
export async function write(open, happened) {
  const sealed = await Promise.all(happened.map((entry) => seal(open, entry)));
  await change(['entries'], (store) => {
    for (const [place, entry] of happened.entries()) store.add({ id: entry.id, sealed: sealed[place] });
  });
}

/** All that is written down, in its order. */
export async function entries(open) {
  const store = (await database()).transaction('entries').objectStore('entries');
  const found = await done(store.getAll());
  return Promise.all(found.map(async ({ sealed, outcome, ending }) => Object.assign(await unseal(open, sealed), { outcome, ending })));
}

/** How many wait to be sent; no key is needed for that. */
export async function waiting() {
  const found = await done((await database()).transaction('entries').objectStore('entries').getAll());
  return found.filter(({ outcome }) => !outcome).length;
}

/** `results` are what the server says became of entries, by their ids; those that need nobody's eye go. */
export async function settle(results, isDoubtful) {
  const known = new Map(results.map((result) => [result.id, result]));
  await change(['entries'], (store) => {
    store.openCursor().addEventListener('success', ({ target: { result: cursor } }) => {
      if (!cursor) return;
      const result = known.get(cursor.value.id);
      if (result && isDoubtful(result)) cursor.update({ ...cursor.value, outcome: result.outcome, ending: result.ending });
      else if (result) cursor.delete();
      cursor.continue();
    });
  });
}

/** Takes entries away that were not sent yet, or that somebody has looked at. */
export const remove = (ids) => settle(ids.map((id) => ({ id })), () => false);

/** Leaves nothing on the device: neither list nor key, nor the pages it kept. */
export async function forget() {
  (await database()).close();
  opened = undefined;
  await done(indexedDB.deleteDatabase(NAME)).catch(() => {});
  await caches.delete(NAME);
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.map((worker) => worker.unregister()));
}
