import { say } from './say.js';

// A draft that was kept comes back first: the list is made of it.
await import('./keep.js');

// A programme as a list: moved by dragging, by the buttons, or with Alt and the arrow keys. What is moved keeps its minutes, so the
// times of all follow. The text below stays what is sent, and can be typed instead.
const text = document.querySelector('[data-programme]');
const [begins, minutes, what, up, down, remove, add, asText] = text.dataset.programme.split('|');
const list = Object.assign(document.createElement('ol'), { className: 'programme stack tight' });
const clock = (count) => [Math.floor(count / 60) % 24, count % 60].map((part) => String(part).padStart(2, '0')).join(':');
const make = (tag, own, ...children) => {
  const element = Object.assign(document.createElement(tag), own);
  element.append(...children);
  return element;
};
let start = 17 * 60;

function read() {
  const items = [];
  for (const line of text.value.split('\n')) {
    const found = /^\s*(\d{1,2})[:.](\d{2})\s+(.*\S)\s*$/.exec(line);
    if (found) items.push({ at: Number(found[1]) * 60 + Number(found[2]), title: found[3] });
    // A line that is none is for the server to speak of.
    else if (line.trim()) return null;
  }
  for (const [index, item] of items.entries()) {
    const next = items[index + 1];
    if (next && next.at < item.at) return null;
    item.minutes = next ? next.at - item.at : 15;
  }
  return items;
}

const rows = () => [...list.children];
const field = (line, name) => line.querySelector(`[data-part=${name}]`);

// The times and names as they follow from the order; returns the lines.
function show() {
  let at = start;
  const lines = [];
  for (const line of rows()) {
    field(line, 'time').textContent = clock(at);
    const title = field(line, 'title').value.trim();
    for (const button of line.querySelectorAll('button')) button.setAttribute('aria-label', `${button.dataset.does}: ${title}`);
    if (title) lines.push(`${clock(at)} ${title}`);
    at += Number(field(line, 'minutes').value) || 0;
  }
  return lines;
}

function write() {
  text.value = show().join('\n');
  text.dispatchEvent(new Event('input', { bubbles: true }));
}

function move(line, by) {
  const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(line);
  else other.after(line);
  write();
  say(`${field(line, 'title').value}: ${field(line, 'time').textContent}`);
}

function entry(item) {
  const press = (symbol, label, does) => {
    const button = make('button', { type: 'button', className: 'plain', textContent: symbol });
    button.dataset.does = label;
    button.addEventListener('click', () => {
      does();
      if (button.isConnected) button.focus();
    });
    return button;
  };
  const title = make('input', { value: item.title, lang: 'de', dir: 'auto' });
  const count = make('input', { value: item.minutes, inputMode: 'numeric', size: 3 });
  title.dataset.part = 'title';
  count.dataset.part = 'minutes';
  // What is kept is the text.
  title.dataset.keepNot = '';
  count.dataset.keepNot = '';
  // On one line where there is room; only this page needs it.
  Object.assign(title.style, { flex: '1 1 14rem', width: 'auto' });
  Object.assign(count.style, { flex: 'none', width: '5rem' });
  title.setAttribute('aria-label', what);
  count.setAttribute('aria-label', minutes);
  const time = make('time', {});
  time.dataset.part = 'time';
  time.style.cursor = 'grab';
  const line = make('li', { draggable: true }, time, make('div', { className: 'row' }, title, count));
  line.lastChild.append(
    press('↑', up, () => move(line, -1)),
    press('↓', down, () => move(line, 1)),
    press('✕', remove, () => {
      (line.nextElementSibling ?? line.previousElementSibling ?? line.parentElement.nextElementSibling)?.querySelector('input')?.focus();
      line.remove();
      write();
    }),
  );
  line.addEventListener('keydown', (event) => {
    if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    move(line, event.key === 'ArrowUp' ? -1 : 1);
    event.target.focus();
  });
  // Text in a field is still marked with the mouse.
  line.addEventListener('dragstart', (event) => {
    if (document.activeElement.matches('input') && line.contains(document.activeElement)) event.preventDefault();
    else line.classList.add('dragged');
  });
  line.addEventListener('dragover', (event) => {
    const dragged = list.querySelector('.dragged');
    if (!dragged || dragged === line) return;
    event.preventDefault();
    const { top, height } = line.getBoundingClientRect();
    if (event.clientY > top + height / 2) line.after(dragged);
    else line.before(dragged);
  });
  line.addEventListener('dragend', () => {
    line.classList.remove('dragged');
    write();
  });
  return line;
}

const items = read();
if (items) {
  if (items.length > 0) start = items[0].at;
  const first = make('input', { type: 'time', value: clock(start) });
  first.addEventListener('input', () => {
    const [hours, rest] = first.value.split(':').map(Number);
    if (Number.isFinite(hours) && Number.isFinite(rest)) start = hours * 60 + rest;
    write();
  });
  const more = make('button', { type: 'button', className: 'button quiet', textContent: add });
  more.addEventListener('click', () => {
    const line = entry({ title: '', minutes: 15 });
    list.append(line);
    write();
    field(line, 'title').focus();
  });
  list.append(...items.map(entry));
  list.addEventListener('input', write);
  const label = make('label', { className: 'row' }, begins, first);
  const fold = make('details', {}, make('summary', { textContent: asText }));
  text.before(label, list, make('p', {}, more), fold);
  fold.append(text);
  first.dataset.keepNot = '';
  list.setAttribute('aria-label', document.querySelector(`label[for=${text.id}]`).textContent);
  if (text.getAttribute('aria-invalid') === 'true') fold.open = true;
  show();
}
