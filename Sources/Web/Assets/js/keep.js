// What somebody types stays on this device until a page of the server says that it has arrived.
const TEXT = 'textarea, input:not([type]), input:is([type=text], [type=search], [type=email], [type=tel])';

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
  return key ?? (form && `${form.dataset.keep}/${field.name}`);
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

function forget(start) {
  attempt((store) => {
    for (const key of Object.keys(store)) {
      if (key === start || key.startsWith(`${start}/`)) store.removeItem(key);
    }
  });
}

function restore() {
  for (const done of document.querySelectorAll('[data-kept-done]')) forget(`keep/${done.dataset.keptDone}`);
  for (const field of document.querySelectorAll(TEXT)) {
    const key = keyOf(field);
    const kept = key && attempt((store) => store.getItem(`keep/${key}`));
    // What the server sent back, or somebody is typing, is newer than the draft.
    if (kept && !field.value) {
      field.value = kept;
      tell(field);
    }
  }
}

document.addEventListener('input', ({ target }) => {
  const key = keyOf(target);
  if (!key) return;
  attempt((store) => {
    store.setItem(`keep/${key}`, target.value);
    tell(target);
  });
});

document.addEventListener('submit', ({ target }) => {
  if (target.matches('[data-sign-out]')) forget('keep');
});

restore();
document.addEventListener('mitreden:swap', restore);
