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

// What was tapped when the desk had just locked itself: written as soon as it is open again.
let pending = [];
// Whom a tap is being written down for: a second tap is the same.
const busy = new Set();

const sender = new Sender(root.dataset, {
  took: async () => {
    tabs?.postMessage('changed');
    await refresh();
  },
  now: (news) => key && view.network(news, state.unsent()),
});

async function refresh() {
  if (!key) return;
  const { list, log } = await store.all(key);
  state.take(list, log);
  view.show(state);
  view.network(sender.news, state.unsent());
  mark();
}

// Says to all pages of the house that this device is a desk; see keep.js.
function mark() {
  try {
    localStorage.setItem('desk', path);
  } catch {
    // Without this storage the list goes with the evening.
  }
}

function uuid() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))];
  hex[6] = (hex[6] % 16) + 64;
  hex[8] = (hex[8] % 64) + 128;
  const word = hex.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return word.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

// Returns whether it is safe on the device.
async function write(...entries) {
  view.say('');
  const happened = entries.map((entry) => Object.assign({ id: uuid(), at: Date.now() }, entry));
  try {
    key = await store.key();
    if (!key) {
      pending.push(...happened);
      lockedOut();
      return true;
    }
    await store.write(key, happened);
  } catch {
    view.say('storage', 'bad');
    return false;
  }
  await kept(happened);
  return true;
}

async function kept(happened) {
  for (const entry of happened) state.remember(entry);
  const arrived = happened.find(({ kind }) => kind === 'arrival' || kind === 'walk_in');
  if (arrived) state.now = arrived.who ?? arrived.id;
  await refresh().catch(() => {});
  tabs?.postMessage('changed');
  sender.send(key);
}

async function once(who, work) {
  if (busy.has(who)) return;
  busy.add(who);
  try {
    await work();
  } finally {
    busy.delete(who);
  }
}

const acts = {
  arrive: (guest) => once(guest.who, () => {
    const there = state.find(guest.who);
    if (there?.isHere && !there.isAtHome) return undefined;
    return write({ kind: 'arrival', who: guest.who, name: guest.name }, ...given(guest));
  }),
  admit: (name, language) => {
    const id = uuid();
    return write({ id, kind: 'walk_in', name, language }, ...given({ who: id, name }));
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
  undo: (guest) => once(guest.who, async () => {
    const wrong = state.arrivalOf(guest);
    state.now = undefined;
    // What nobody has seen yet was never written down.
    const ids = state.unsentAbout(guest);
    const isUnseen = ids.includes(wrong) && await store.takeBack(ids).catch(() => false);
    if (isUnseen) {
      state.made.delete(guest.who);
      await refresh();
    } else if (!await write({ kind: 'mistake', who: wrong, about: guest.who, name: guest.name }) || !key) {
      return;
    }
    view.say('undone', 'good');
    view.search.querySelector('input').focus();
  }),
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
  const hash = await store.hash(secret);
  // Made since the list came, perhaps; but nobody waits long for that.
  if (!state.byCard(hash)) await Promise.race([sender.send(key), new Promise((resolve) => {
    setTimeout(resolve, 6000);
  })]);
  const found = state.byCard(hash);
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
  await refresh();
  if (pending.length) {
    const tapped = pending;
    await store.write(key, tapped);
    pending = [];
    await kept(tapped);
  }
  const secret = scanned;
  scanned = '';
  if (secret) await scan(secret);
  sender.send(key);
  // Not waited for: there may be a network that leads nowhere.
  stock(root.dataset).catch(() => {});
  return undefined;
}

function lockedOut() {
  key = undefined;
  state.look('', undefined, '');
  view.part('locked');
  // Another page has taken everything away.
  store.desk().then((found) => found || view.part('new')).catch(() => {});
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
  if (await store.waiting()) return view.network(sender.news, state.unsent());
  const { words } = view;
  const question = { confirm: words.forgetAsk, confirmText: words.forgetText, confirmYes: words.forget, confirmNo: words.back };
  // Phones of 2021 have no dialogs of ours.
  const isSure = globalThis.HTMLDialogElement ? await ask(question, true) : confirm(words.forgetAsk);
  if (!isSure) return undefined;
  await leave();
  location.assign(path.replace(/\/geraet$/, ''));
  return undefined;
}

async function leave() {
  tabs?.postMessage('locked');
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
  tabs?.postMessage('locked');
  lockedOut();
}, find: async (typed) => {
  const number = typed.toUpperCase().replace(/[\s\-–._·]/g, '');
  state.look(typed, number.length === 12 ? await store.hash(number) : undefined, number);
  view.show(state);
} });
tabs?.addEventListener('message', ({ data }) => {
  if (!key) return;
  if (data === 'locked') lockedOut();
  else refresh();
});
addEventListener('online', () => key && sender.send(key));
document.addEventListener('visibilitychange', () => !document.hidden && (key || view.shown === 'locked') && enter().catch(() => {}));
setInterval(async () => {
  if (document.hidden || !key) return;
  // Nobody has tapped anything for so long that the list is nobody's to see.
  if (await store.key(false).catch(() => key)) sender.send(key);
  else lockedOut();
}, 15_000);
start().catch(() => view.say('unable', 'warm'));
