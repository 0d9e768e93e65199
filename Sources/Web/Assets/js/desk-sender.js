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
    if (!answer.ok) throw new Error('offline');
    return await answer.json();
  } catch (error) {
    throw error.message === 'signIn' ? error : new Error('offline');
  } finally {
    clearTimeout(timer);
  }
}

/** The list as the server has it, and the key for this device. */
export const fetchList = ({ desk }, device) => request(`${desk}/${device}/liste`);

export class Sender {
  /** What is known of the network: `connected`, `sending`, `offline`, `signIn`. */
  news = 'sending';
  busy = undefined;

  constructor({ desk, deskEntries }, { took, now }) {
    Object.assign(this, { desk, deskEntries, took, now });
  }

  tell(news) {
    this.news = news;
    this.now(news);
  }

  // One after the other; with several pages open only one of them sends, and the others hear of it.
  async alone(work) {
    if (this.busy) return this.busy.then(() => this.alone(work), () => this.alone(work));
    this.busy = navigator.locks ? navigator.locks.request('mitreden-desk', work) : work();
    try {
      return await this.busy;
    } finally {
      this.busy = undefined;
    }
  }

  /** Does something while nothing is on its way. */
  holdsBack(work) {
    return this.alone(work);
  }

  async send(key) {
    try {
      await this.alone(() => this.sendAll(key));
    } catch (error) {
      this.tell(error.message);
    }
  }

  async sendAll(key) {
    const unsent = (await store.entries(key)).filter(({ outcome }) => !outcome);
    if (!unsent.length) {
      if (this.news !== 'connected') this.tell('connected');
      return undefined;
    }
    this.tell('sending');
    const body = new URLSearchParams({ eintraege: JSON.stringify(unsent.slice(0, AT_ONCE)) });
    const { results, list } = await request(this.deskEntries, { method: 'POST', body });
    // The list first: should this page end in between, what was sent is sent again, which does no harm.
    await store.keepList(key, list);
    await store.settle(results, isDoubtful);
    await this.took();
    return this.sendAll(key);
  }

  /** What others did meanwhile, and what still waits here. */
  async look(key) {
    await this.send(key);
    if (this.news !== 'connected') return;
    try {
      const { device } = await store.desk();
      const { list } = await fetchList(this, device);
      await store.keepList(key, list);
      await this.took();
    } catch (error) {
      this.tell(error.message);
    }
  }
}
