function make(tag, className, textContent) {
  return Object.assign(document.createElement(tag), { className, textContent });
}

export function ask({ confirm, confirmText, confirmYes, confirmNo }, danger) {
  const dialog = make('dialog', 'dialog', '');
  const title = make('h2', '', confirm);
  title.id = 'confirm';
  dialog.setAttribute('aria-labelledby', title.id);
  const form = Object.assign(make('form', 'row', ''), { method: 'dialog' });
  const no = Object.assign(make('button', 'button quiet', confirmNo), { autofocus: true });
  const yes = Object.assign(make('button', danger ? 'button danger' : 'button', confirmYes), { value: 'yes' });
  form.append(no, yes);
  dialog.append(title, make('p', '', confirmText ?? ''), form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
