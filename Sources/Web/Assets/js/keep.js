// What somebody types stays on this device until a page of the server says that it has arrived.
const TEXT = 'textarea, input:not([type]), input:is([type=text], [type=search], [type=email], [type=tel])';

// Two cards on one phone: nobody finds what another has typed.
const { who } = document.documentElement.dataset;
const mine = (name) => (who ? `${who}:${name}` : name);

// Without storage (some private windows) nothing is kept and nothing breaks.
function attempt(act) {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}

function keyOf(field) {
  if (!field.matches(TEXT) || 'keepNot' in field.dataset) return undefined;
  const key = field.dataset.keep;
  const form = field.closest('form[data-keep]');
  if (key) return mine(key);
  return form && mine(`${form.dataset.keep}/${field.name}`);
}

function tell(field) {
  const words = field.closest('[data-kept-text]')?.dataset.keptText;
  if (!words) return;
  let note = field.nextElementSibling;
  if (!note?.matches('.kept')) {
    note = Object.assign(document.createElement('p'), { className: 'meta kept', role: 'status' });
    field.after(note);
  }
  const text = field.value === field.defaultValue ? '' : words;
  if (note.textContent !== text) note.textContent = text;
}

// A draft is kept under its name, and beside it the key of the submission it belongs to.
function forget(name) {
  attempt((store) => {
    for (const key of Object.keys(store)) {
      const [, own] = /^keep(?:-of)?\/(.*)$/s.exec(key) ?? [];
      if (own !== undefined && (name === undefined || own === name || own.startsWith(`${name}/`))) store.removeItem(key);
    }
  });
}

function tie(field, key) {
  const submission = field.form?.elements.schluessel?.value;
  if (submission) attempt((store) => store.setItem(`keep-of/${key}`, submission));
}

// The server answers a submission that it has stored with an address ending in #gesendet-<its key>.
function arrived() {
  const [, submission] = /^#gesendet-([\w-]+)$/.exec(location.hash) ?? [];
  if (!submission) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  attempt((store) => {
    for (const key of Object.keys(store)) {
      if (key.startsWith('keep-of/') && store.getItem(key) === submission) forget(key.slice(8));
    }
  });
}

function restore() {
  for (const done of document.querySelectorAll('[data-kept-done]')) forget(mine(done.dataset.keptDone));
  for (const field of document.querySelectorAll(TEXT)) {
    const key = keyOf(field);
    const kept = key && attempt((store) => store.getItem(`keep/${key}`));
    // What the server sent back, or somebody is typing, is newer than the draft.
    if (kept && !field.value) {
      field.value = kept;
      tie(field, key);
      tell(field);
    }
  }
}

function keep(field) {
  const key = keyOf(field);
  if (!key) return;
  attempt((store) => {
    store.setItem(`keep/${key}`, field.value);
    tie(field, key);
    tell(field);
  });
}

// What was typed before this script had come. Not after going back: the browser then fills in what may have been sent already.
function catchUp() {
  if (performance.getEntriesByType('navigation')[0]?.type !== 'navigate') return;
  for (const field of document.querySelectorAll(TEXT)) if (field.value !== field.defaultValue) keep(field);
}

document.addEventListener('input', ({ target }) => keep(target));

document.addEventListener('submit', ({ target }) => {
  if (target.matches('[data-sign-out]')) forget();
});

// A device that was a desk forgets its list first.
document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-sign-out]') || !attempt((store) => store.getItem('desk'))) return;
  event.preventDefault();
  attempt((store) => store.removeItem('desk'));
  import('./desk-store.js').then((device) => device.leave()).catch(() => {}).then(() => event.target.submit());
}, true);

arrived();
catchUp();
restore();
document.addEventListener('mitreden:swap', restore);
