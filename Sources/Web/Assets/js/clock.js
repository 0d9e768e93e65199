import { say } from './say.js';

// Per clock: how far the server's time is from this device's, and the minute last seen.
const known = new WeakMap();

function begin(clock) {
  clock.setAttribute('aria-hidden', 'true');
  const state = { offset: (Date.parse(clock.dataset.now) || Date.now()) - Date.now() };
  known.set(clock, state);
  return state;
}

function tick(clock) {
  const state = known.get(clock) ?? begin(clock);
  const left = Math.max(0, Math.ceil((Date.parse(clock.dataset.ends) - Date.now() - state.offset) / 1000));
  if (Number.isNaN(left)) return;
  const text = [Math.floor(left / 60), left % 60].map((part) => String(part).padStart(2, '0')).join(':');
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle('over', left === 0);
  const minute = Math.ceil(left / 60);
  const words = clock.getAttribute(`data-say-${minute}`);
  if (words && minute < state.minute) say(words);
  state.minute = minute;
}

function all() {
  for (const clock of document.querySelectorAll('.clock[data-ends]')) tick(clock);
}

all();
setInterval(all, 1000);
