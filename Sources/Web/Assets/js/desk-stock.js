// What the device keeps of the house so that the desk opens without network: its page, style sheets and scripts. Nothing about anybody.

const NAME = 'einlass';
const IMPORT = /(?:from|import)\s*\(?\s*'(\.\/[\w-]+\.js)'/g;

/** A script and all that it imports. */
async function scripts(address, found) {
  if (found.has(address)) return;
  found.add(address);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error('offline');
  const text = await answer.text();
  await Promise.all([...text.matchAll(IMPORT)].map(([, name]) => scripts(new URL(name, address).href, found)));
}

const whole = (name) => (element) => new URL(element.getAttribute(name), location.href).href;

/** Stores everything, and only then the page that needs it. Throws without network; what was there before stays. */
export async function stock({ desk }) {
  const page = await fetch(desk, { cache: 'no-store' });
  if (!page.ok || page.redirected) throw new Error('offline');
  const parsed = new DOMParser().parseFromString(await page.clone().text(), 'text/html');
  const files = new Set([...parsed.querySelectorAll('link[rel=stylesheet], link[rel=icon]')].map(whole('href')));
  await Promise.all([...parsed.querySelectorAll('script[src]')].map(whole('src')).map((address) => scripts(address, files)));
  const cache = await caches.open(NAME);
  await cache.addAll([...files]);
  await cache.put(desk, page.clone());
  await cache.put('/karte', page);
  // What an earlier version needed.
  const old = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith('/a/') && !files.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
  await navigator.serviceWorker.register(new URL('./desk-worker.js', import.meta.url), { scope: '/' });
  await navigator.serviceWorker.ready;
}
