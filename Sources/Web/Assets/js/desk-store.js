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
      request.result.createObjectStore('entries', { autoIncrement: true }).createIndex('id', 'id', { unique: true });
    });
    const store = await done(request);
    const letGo = () => {
      store.close();
      opened = undefined;
    };
    // Another page takes everything away: this one must not hold it up. And phones end connections of pages they have put to sleep.
    store.addEventListener('versionchange', letGo);
    store.addEventListener('close', letGo);
    return store;
  })();
  return opened;
}

// Once more with a new connection where the old one has gone.
async function transact(names, mode, work) {
  try {
    return await work((await database()).transaction(names, mode, { durability: 'strict' }));
  } catch (error) {
    if (!['InvalidStateError', 'UnknownError', 'AbortError'].includes(error?.name)) throw error;
    opened = undefined;
    return work((await database()).transaction(names, mode, { durability: 'strict' }));
  }
}

// Ends when it is really on the disk: only then somebody is told that it is safe.
const change = (names, work) => transact(names, 'readwrite', async (transaction) => {
  const end = new Promise((resolve, reject) => {
    transaction.addEventListener('complete', resolve);
    transaction.addEventListener('abort', () => reject(transaction.error ?? new DOMException('', 'AbortError')));
  });
  work(...names.map((name) => transaction.objectStore(name)));
  await end;
});

const look = (names, work) => transact(names, 'readonly', (transaction) => work(...names.map((name) => transaction.objectStore(name))));

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

const get = (name) => look(['desk'], (store) => done(store.get(name)));
const put = (values) => change(['desk'], (store) => {
  for (const [name, value] of Object.entries(values)) store.put(value, name);
});

// Something of the desk's that becomes something else: `to` gets what is there, and undefined leaves it.
const turn = (name, to) => change(['desk'], (store) => {
  store.get(name).addEventListener('success', ({ target }) => {
    const value = to(target.result);
    if (value !== undefined) store.put(value, name);
  });
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
  await put({
    desk: { ...place, salt, iv, wrapped }, open: { key: open, until: Date.now() + OPEN_FOR }, list: await sealedList(open, guests),
  });
}

/** Opens it with its PIN. Throws when that is another. */
export async function unlock(pin) {
  const { salt, iv, wrapped } = await desk();
  const raw = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await underPin(pin, salt), wrapped);
  await put({ open: { key: await toKey(raw), until: Date.now() + OPEN_FOR } });
}

export const lock = () => put({ open: { until: 0 } });

/** The key while the desk is open; undefined: it is locked. Whoever `uses` it keeps it open for some time more. */
export async function key(uses = true) {
  let found;
  await turn('open', (open) => {
    const isOpen = open?.until > Date.now();
    found = isOpen ? open.key : undefined;
    if (!isOpen) return open && { until: 0 };
    return uses ? { ...open, until: Date.now() + OPEN_FOR } : undefined;
  });
  return found;
}

/** When everything here has to be forgotten, by this device's clock, which may be wrong; in milliseconds. */
export const until = async () => (await get('list'))?.until ?? 0;

const sealedList = async (open, guests) => ({
  sealed: await seal(open, guests), madeAt: guests.madeAt, until: guests.until - guests.madeAt + Date.now(),
});

/** Keeps what the server says, unless something newer is here already. */
export async function keepList(open, guests) {
  const next = await sealedList(open, guests);
  // Requests end within seconds: what is much newer comes from a clock that has been put back since.
  const isOlder = (old) => old?.madeAt > next.madeAt && old.madeAt - next.madeAt < 60_000;
  await turn('list', (old) => (isOlder(old) ? undefined : next));
}

/** The list and everything written down, both as they were at one moment. */
export async function all(open) {
  const [kept, found] = await look(['desk', 'entries'], (device, entries) => Promise.all([done(device.get('list')), done(entries.getAll())]));
  return { list: await unseal(open, kept.sealed), log: await read(open, found) };
}

/** Writes down what happened, all of it or nothing; it is safe when this returns. */
export async function write(open, happened) {
  const sealed = await Promise.all(happened.map((entry) => seal(open, entry)));
  try {
    await change(['entries'], (store) => {
      for (const [place, entry] of happened.entries()) store.add({ id: entry.id, sealed: sealed[place] });
    });
  } catch (error) {
    // Tried once more, and the first time had been enough.
    if (error?.name !== 'ConstraintError') throw error;
  }
}

// One that cannot be opened holds up no other.
async function read(open, found) {
  const whole = async ({ sealed, outcome, ending }) => {
    try {
      return Object.assign(await unseal(open, sealed), { outcome, ending });
    } catch {
      return undefined;
    }
  };
  return (await Promise.all(found.map(whole))).filter(Boolean);
}

/** What waits to be sent, in its order; from now on it may have arrived. */
export async function unsent(open, most) {
  const found = await look(['entries'], (store) => done(store.getAll()));
  const waits = (await read(open, found)).filter(({ outcome }) => !outcome).slice(0, most);
  // One that was taken back in this moment is not met any more, and not sent.
  const met = new Set();
  await each(new Set(waits.map(({ id }) => id)), (value) => {
    met.add(value.id);
    return { ...value, isTried: true };
  });
  return waits.filter(({ id }) => met.has(id));
}

// For each entry with one of these ids: `to` says what becomes of it; null takes it away.
const each = (ids, to) => change(['entries'], (store) => {
  store.openCursor().addEventListener('success', ({ target: { result: cursor } }) => {
    if (!cursor) return;
    if (ids.has(cursor.value.id)) {
      const value = to(cursor.value);
      if (value) cursor.update(value);
      else cursor.delete();
    }
    cursor.continue();
  });
});

/** How many wait to be sent; no key is needed for that. */
export async function waiting() {
  const found = await look(['entries'], (store) => done(store.getAll()));
  return found.filter(({ outcome }) => !outcome).length;
}

/** `results` are what the server says became of entries; those that need nobody's eye go. */
export async function settle(results, isDoubtful) {
  const known = new Map(results.map((result) => [result.id, result]));
  await each(new Set(known.keys()), (value) => {
    const { outcome, ending } = known.get(value.id);
    return isDoubtful(known.get(value.id)) && { ...value, outcome, ending };
  });
}

/** Somebody has looked at them. */
export const remove = (ids) => each(new Set(ids), () => null);

/** Takes back what nobody can have seen yet. Returns false, and leaves everything, when one of them may have arrived. */
export async function takeBack(ids) {
  const wanted = new Set(ids);
  let isUnseen = false;
  await change(['entries'], (store) => {
    store.getAll().addEventListener('success', ({ target: { result } }) => {
      const found = result.filter(({ id }) => wanted.has(id));
      isUnseen = found.length === wanted.size && found.length > 0 && found.every(({ isTried, outcome }) => !isTried && !outcome);
      if (!isUnseen) return;
      store.openCursor().addEventListener('success', ({ target: { result: cursor } }) => {
        if (!cursor) return;
        if (wanted.has(cursor.value.id)) cursor.delete();
        cursor.continue();
      });
    });
  });
  return isUnseen;
}

/** Leaves nothing on the device: neither list nor key, nor the pages it kept. */
export async function forget() {
  // What is in it first: a page that sleeps may hold up that the whole goes.
  await change(['desk', 'entries'], (device, entries) => {
    device.clear();
    entries.clear();
  });
  (await database()).close();
  opened = undefined;
  const late = new Promise((resolve) => {
    setTimeout(resolve, 2000);
  });
  await Promise.race([done(indexedDB.deleteDatabase(NAME)).catch(() => {}), late]);
  await caches.delete(NAME);
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.map((worker) => worker.unregister()));
}

/** Whoever sat here signs out: nothing stays, unless something waits that only the next one can send. That stays sealed. */
export const leave = async () => (await waiting() ? lock() : forget());
