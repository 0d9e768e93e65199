// How much still fits into a field, shown when it gets tight. The server has the last word; but more than a form can carry
// is not sent, since the page that comes back could not show it again.
const CARRIED = 200_000;
const number = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: 'latn' });
const limit = (field) => Number(field.dataset.limit);
const length = (field) => [...field.value].length;

function count(field) {
  let note = field.parentElement.querySelector('.counter');
  const used = length(field);
  if (used < limit(field) * 0.8) {
    note?.remove();
    return;
  }
  if (!note) {
    note = Object.assign(document.createElement('p'), { className: 'counter' });
    note.setAttribute('role', 'status');
    field.after(note);
  }
  note.textContent = `${number.format(used)} / ${number.format(limit(field))}`;
  note.classList.toggle('error', used > limit(field));
}

document.addEventListener('input', ({ target }) => {
  if (target.dataset?.limit) count(target);
});

document.addEventListener('submit', (event) => {
  const heavy = [...event.target.querySelectorAll('[data-limit]')].find((field) => field.value.length > CARRIED);
  if (!heavy) return;
  event.preventDefault();
  count(heavy);
  heavy.focus();
}, { capture: true });
