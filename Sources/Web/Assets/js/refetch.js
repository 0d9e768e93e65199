import { say } from './say.js';

const parts = (root) => root.querySelectorAll('[data-live][id]');
const reachable = 'a, button, summary';
// What the server last said, part by part: the page itself changes (clocks), so it is no measure.
const taken = new Map([...parts(document)].map((part) => [part.id, part.outerHTML]));
let tag = '';
let running, again;

function touched(field) {
  if (field === document.activeElement || field.getAttribute('aria-invalid')) return true;
  if (field.type === 'hidden') return false;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
}

function swap(old, next) {
  const place = [...old.querySelectorAll(reachable)].indexOf(document.activeElement);
  for (const open of old.querySelectorAll('details[open][id]')) next.querySelector(`[id="${open.id}"]`)?.setAttribute('open', '');
  if (next.dataset.announce && next.dataset.announce !== old.dataset.announce) say(next.dataset.announce);
  old.replaceWith(next);
  next.querySelectorAll(reachable)[place]?.focus();
}

async function load() {
  const headers = { Accept: 'text/html', 'X-Teil': '1', ...(tag && { 'If-None-Match': tag }) };
  const page = document.querySelector('meta[name=live]')?.dataset.page ?? location.href;
  const response = await fetch(page, { headers, cache: 'no-store' });
  // After a redirect (signed out, say) the screen stays as it is; the next click tells.
  if (!response.ok || response.redirected) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  // Somebody else has gone on with this browser in another tab: this page stays the one that its head says.
  if (fresh.documentElement.dataset.who !== document.documentElement.dataset.who) return;
  tag = response.headers.get('ETag') ?? '';
  const [head, next] = [document, fresh].map((tree) => tree.querySelector('meta[name=live]'));
  for (const part of parts(fresh)) {
    const old = document.getElementById(part.id);
    const words = part.outerHTML;
    if (!old || taken.get(part.id) === words) continue;
    if ([...old.querySelectorAll('input, select, textarea')].some(touched)) {
      // Nobody loses what they type; the part comes with the next event, so that one may not be "not modified".
      tag = '';
    } else {
      taken.set(part.id, words);
      swap(old, document.importNode(part, true));
    }
  }
  if (head && next) {
    // What the page is about now; and of when it is, unless a part of it had to wait.
    head.content = next.content;
    if (tag) head.dataset.stand = /dur=(\d+)/.exec(response.headers.get('Server-Timing'))?.[1] ?? 0;
  }
  document.dispatchEvent(new Event('mitreden:swap'));
}

export async function refetch() {
  again = running;
  if (running) return;
  running = true;
  // No network: the next event or the stream that comes back brings the page up to date.
  await load().catch(() => {});
  running = false;
  if (again) refetch();
}
