import './ask.js';
import './card.js';
import './once.js';

let keeps = false;
const keep = () => import('./keep.js').then(() => { keeps = true; });

// A page loads only the behaviours whose parts it holds.
const behaviours = {
  '.clock[data-ends]': () => import('./clock.js'),
  '[data-keep], [data-kept-done], [data-sign-out]': keep,
  '[data-limit]': () => import('./counter.js'),
  '[data-copy]': () => import('./copy.js'),
  '[data-confirm]': () => import('./dialog.js').catch(() => {}),
  'form[data-go]': () => import('./go.js'),
  '[data-desk]': () => import('./desk.js'),
  '[data-programme]': () => import('./programme.js'),
  'form[data-passkey]': () => import('./passkey.js'),
  '[data-print]': () => import('./print.js'),
  'meta[name=live][content]': () => import('./live.js'),
};

function start() {
  for (const [selector, load] of Object.entries(behaviours)) {
    if (document.querySelector(selector)) load();
  }
}

start();
// The draft of what has just arrived is forgotten, on whatever page one lands.
if (location.hash.startsWith('#gesendet-')) keep();
// Whoever signs out leaves nothing behind: not before the script has come that forgets.
document.addEventListener('submit', (event) => {
  if (keeps || !event.target.matches('[data-sign-out]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  keep().catch(() => { keeps = true; }).then(() => event.target.querySelector('button').click());
}, true);
// A live update may bring parts that the first page did not have.
document.addEventListener('mitreden:swap', start);
