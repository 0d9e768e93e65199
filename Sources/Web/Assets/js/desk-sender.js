// Sends what a desk has written down, in its order, as often as it takes: the server takes each entry once.
import { isDoubtful } from './desk-state.js';
import * as store from './desk-store.js';

const AT_ONCE = 50;
const PATIENCE = 10_000;

async function request(address, more) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { cache: 'no-store', signal: abort.signal, ...more });
    // Nobody is signed in here any more, or not for the desk.
    if ([401, 403, 404, 409].includes(answer.status)) throw new Error('signIn');
    if ([413, 422].includes(answer.status)) throw new Error('refused');
    if (answer.status === 500) throw new Error('fault');
    if (!answer.ok) throw new Error('offline');
    return await answer.json();
  } catch (error) {
    throw ['signIn', 'refused', 'fault'].includes(error.message) ? error : new Error('offline');
  } finally {
    clearTimeout(timer);
  }
}

// A page that keeps itself up to date is nobody who uses the session.
const headers = { 'X-Teil': '1' };

/** The list as the server has it, and the key for this device. */
export const fetchList = ({ desk }, device) => request(`${desk}/${device}/liste`, { headers });

// With several pages open one of them sends. One that the phone has put to sleep may hold the lock: it is not waited for too long, since
// the server takes each entry once.
async function alone(work) {
  if (!navigator.locks) return work();
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE + 2000);
  try {
    return await navigator.locks.request('mitreden-desk', { signal: abort.signal }, () => {
      clearTimeout(timer);
      return work();
    });
  } catch (error) {
    if (error?.name !== 'AbortError') throw error;
    return work();
  } finally {
    clearTimeout(timer);
  }
}

export class Sender {
  /** What is known of the network: `connected`, `sending`, `offline`, `signIn`. */
  news = 'sending';
  running = undefined;
  again = false;

  constructor({ desk, deskEntries }, { took, now }) {
    Object.assign(this, { desk, deskEntries, took, now });
  }

  tell(news) {
    this.news = news;
    this.now(news);
  }

  /** Sends all that waits, and where nothing does, asks what others did meanwhile. At most one more is promised while one runs. */
  send(key) {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.run(key);
    return this.running;
  }

  async run(key) {
    this.again = false;
    try {
      const took = await alone(() => this.sendAll(key, new Set()));
      if (!took) await alone(() => this.look(key));
      this.tell('connected');
    } catch (error) {
      this.tell(error.message === 'signIn' ? 'signIn' : 'offline');
    }
    this.running = undefined;
    return this.again ? this.send(key) : undefined;
  }

  // `held` are those the server could not take just now, and whatever is about them.
  async sendAll(key, held, most = AT_ONCE) {
    const waits = (await store.unsent(key)).filter(({ id, who }) => !held.has(id) && !held.has(who)).slice(0, most);
    if (!waits.length) return false;
    this.tell('sending');
    try {
      const body = new URLSearchParams({ eintraege: JSON.stringify(waits) });
      const { results, list } = await request(this.deskEntries, { method: 'POST', body });
      // The list first: should this page end in between, what was sent is sent again, which does no harm.
      await store.keepList(key, list);
      await store.settle(results, isDoubtful);
      await this.took();
    } catch (error) {
      if (!['refused', 'fault'].includes(error.message)) throw error;
      // One by one, so that it is known which. What no server will ever take is shown; what was our fault is sent again later.
      if (waits.length === 1) {
        held.add(waits[0].id);
        // What comes after it about the same person would not fit without it.
        if (waits[0].who) held.add(waits[0].who);
        if (error.message === 'refused') await store.settle([{ id: waits[0].id, outcome: 'refused' }], isDoubtful);
        await this.took();
      }
      return this.sendAll(key, held, 1);
    }
    await this.sendAll(key, held, most);
    return true;
  }

  async look(key) {
    const { device } = await store.desk();
    const { list } = await fetchList(this, device);
    await store.keepList(key, list);
    await this.took();
  }
}
