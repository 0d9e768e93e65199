import { say } from './say.js';

// How much still fits into a field, shown when it gets tight. The server has the last word; but more than a form can carry
// is not sent, since the page that comes back could not show it again.
const CARRIED = 380_000;
const number = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: 'latn' });
const limit = (field) => Number(field.dataset.limit);

function count(field) {
  let note = field.parentElement.querySelector('.counter');
  const used = [...field.value].length;
  const isOver = used > limit(field);
  if (used < limit(field) * 0.8) {
    note?.remove();
    return;
  }
  if (!note) {
    note = Object.assign(document.createElement('p'), { className: 'counter' });
    field.after(note);
  }
  if (isOver && !note.matches('.error')) say(field.dataset.limitText);
  note.textContent = `${number.format(used)} / ${number.format(limit(field))}`;
  note.classList.toggle('error', isOver);
}

function all() {
  for (const field of document.querySelectorAll('[data-limit]')) count(field);
}

document.addEventListener('input', ({ target }) => {
  if (target.dataset?.limit) count(target);
});

// As the form would be sent: a letter of another script takes six bytes.
const weight = (form) => new URLSearchParams(new FormData(form)).toString().length;

document.addEventListener('submit', (event) => {
  let heaviest;
  for (const field of event.target.querySelectorAll('[data-limit]')) {
    if (!heaviest || field.value.length > heaviest.value.length) heaviest = field;
  }
  if (!heaviest || weight(event.target) <= CARRIED) return;
  event.preventDefault();
  heaviest.focus();
  say(heaviest.dataset.limitText);
}, { capture: true });

all();
document.addEventListener('mitreden:swap', all);
