// The desk at the door on a device of its own. Everything is written down here first and sent when there is network: there is no switch,
// and nobody at the desk has to know. The address on a card, opened by the phone's camera, is the check-in.
import * as store from './desk-store.js';
import { DeskState } from './desk-state.js';
import { DeskView } from './desk-view.js';
import { Sender, fetchList } from './desk-sender.js';
import { stock } from './desk-stock.js';
import { ask } from './dialog.js';

const root = document.querySelector('[data-desk]');
const path = root.dataset.desk;
const view = new DeskView(root);
const tabs = globalThis.BroadcastChannel && new BroadcastChannel('mitreden-desk');
const state = new DeskState();
let key;
// The secret of a card that was scanned; it leaves the address bar at once.
let scanned = location.pathname === '/karte' ? location.hash.slice(1) : '';
if (location.pathname !== path || location.search || location.hash) history.replaceState(null, '', path);

const sender = new Sender(root.dataset, {
  took: async () => {
    tabs?.postMessage('changed');
    await refresh();
  },
  now: (news) => view.network(news, state.unsent()),
});

async function refresh() {
  state.take(await store.list(key), await store.entries(key));
  view.show(state);
  view.network(sender.news, state.unsent());
  tellWaiting();
}

// Whoever signs out on another page is told that something still waits here; see keep.js.
function tellWaiting() {
  try {
    localStorage.setItem('desk', JSON.stringify({ path, waiting: state.unsent() }));
  } catch {
    // Without this storage the desk's own page still says so.
  }
}

function uuid() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))];
  hex[6] = (hex[6] % 16) + 64;
  hex[8] = (hex[8] % 64) + 128;
  const word = hex.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return word.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

async function write(...entries) {
  view.say('');
  if (!(key = await store.key())) return lockedOut();
  try {
    const happened = entries.map((entry) => Object.assign({ id: uuid(), at: Date.now() }, entry));
    await store.write(key, happened);
    for (const entry of happened) state.remember(entry);
  } catch {
    return view.say('storage', 'bad');
  }
  await refresh();
  tabs?.postMessage('changed');
  sender.send(key);
}

const acts = {
  arrive: (guest) => {
    state.now = guest.who;
    return write({ kind: 'arrival', who: guest.who, name: guest.name }, ...given(guest));
  },
  admit: (name, language) => {
    const id = uuid();
    state.now = id;
    return write({ id, kind: 'guest', name, language }, ...given({ who: id, name }));
  },
  pick: (guest) => {
    state.now = guest.who;
    const card = given(guest);
    if (card.length) return write(...card);
    view.show(state);
    return undefined;
  },
  give: (guest, number) => write({ kind: 'card', who: guest.who, name: guest.name, number, ending: guest.ending ?? '' }),
  photos: (guest) => write({ kind: 'photo', who: guest.who, name: guest.name, photos: !guest.photos }),
  undo: async (guest) => {
    const wrong = state.arrivalOf(guest);
    state.now = undefined;
    // What nobody has seen yet was never written down.
    if (await sender.holdsBack(async () => {
      const ids = state.unsentAbout(guest);
      if (!ids.includes(wrong)) return false;
      await store.remove(ids);
      return true;
    })) {
      await refresh();
      return view.say('undone', 'good');
    }
    await write({ kind: 'mistake', who: wrong, about: guest.who, name: guest.name });
    return view.say('undone', 'good');
  },
  seen: async (doubt) => {
    await store.remove([doubt.id]);
    return refresh();
  },
};

// The card from the pile that somebody scanned goes to whoever is picked next.
function given(guest) {
  const { holding } = state;
  state.holding = undefined;
  return holding ? [{ kind: 'card', who: guest.who, name: guest.name, number: holding, ending: guest.ending ?? '' }] : [];
}

async function scan(secret) {
  const found = state.byCard(await store.hash(secret));
  if (!found) return view.say('unknownCard', 'bad');
  if (found.number) {
    state.holding = found.number;
    return view.show(state);
  }
  if (!found.guest.isHere || found.guest.isAtHome) return acts.arrive(found.guest);
  state.now = found.guest.who;
  view.show(state);
  return view.say('wasHere', 'warm', found.guest);
}

async function enter() {
  key = await store.key();
  if (!key) return lockedOut();
  view.part('open');
  view.say('');
  await refresh();
  const secret = scanned;
  scanned = '';
  if (secret) await scan(secret);
  sender.look(key);
  stock(root.dataset).catch(() => {});
}

function lockedOut() {
  key = undefined;
  view.part('locked');
  view.say('');
}

// MARK: Getting ready

async function prepare(pin) {
  if (pin.length < 6) throw new Error('shortPin');
  const old = await store.desk();
  const device = old?.path === path ? old.device : uuid();
  const answer = await fetchList(root.dataset, device);
  await store.prepare({ path, device }, pin, answer.key, answer.list);
  await stock(root.dataset);
  navigator.storage?.persist?.();
  await enter();
}

async function unlock(pin) {
  try {
    await store.unlock(pin);
  } catch {
    throw new Error('wrongPin');
  }
  await enter();
}

async function forget() {
  if (state.unsent()) return view.network('offline', state.unsent());
  const { words } = view;
  if (!await ask({ confirm: words.forgetAsk, confirmText: words.forgetText, confirmYes: words.forget, confirmNo: words.back }, true)) return undefined;
  await leave();
  location.assign(path.replace(/\/geraet$/, ''));
  return undefined;
}

async function leave() {
  await store.forget();
  try {
    localStorage.removeItem('desk');
  } catch {
    // It was never there.
  }
}

async function start() {
  root.hidden = false;
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle || !navigator.serviceWorker) return view.say('unable', 'warm');
  const found = await store.desk();
  if (!found) return view.part('new');
  if (await store.until() < Date.now() && !await store.waiting()) {
    await leave();
    return view.say('over', 'warm');
  }
  if (found.path !== path) return view.elsewhere(found.path);
  return enter();
}

view.listen({ ...acts, prepare, unlock, forget, forgot: () => view.part('new'), lock: async () => {
  await store.lock();
  lockedOut();
}, find: async (typed) => {
  const number = typed.toUpperCase().replace(/[\s\-–._·]/g, '');
  state.look(typed, number.length === 12 ? await store.hash(number) : undefined, number);
  view.show(state);
} });
tabs?.addEventListener('message', () => key && refresh());
addEventListener('online', () => key && sender.send(key));
document.addEventListener('visibilitychange', () => !document.hidden && key && enter());
setInterval(() => {
  if (!document.hidden && key) sender.look(key);
}, 15_000);
start();
