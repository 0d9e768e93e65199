import './ask.js';
import './card.js';
import './once.js';

// A page loads only the behaviours whose parts it holds.
const behaviours = {
  '.clock[data-ends]': () => import('./clock.js'),
  '[data-keep], [data-kept-done], [data-sign-out]': () => import('./keep.js'),
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
if (location.hash.startsWith('#gesendet-')) import('./keep.js');
// A live update may bring parts that the first page did not have.
document.addEventListener('mitreden:swap', start);
