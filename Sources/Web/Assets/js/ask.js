const asking = new WeakSet();

async function question({ dataset, classList }) {
  try {
    const { ask } = await import('./dialog.js');
    return await ask(dataset, classList.contains('danger'));
  } catch {
    // The network is gone, the question is not.
    return confirm([dataset.confirm, dataset.confirmText].filter(Boolean).join('\n\n'));
  }
}

// What cannot be undone is asked about first, even where the dialog is still on its way through bad Wi-Fi.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-confirm]');
  if (!button || button.dataset.confirmed) return;
  event.preventDefault();
  // Missing fields come first: ask only about what can be sent.
  if (asking.has(button) || (button.form && !button.form.reportValidity())) return;
  asking.add(button);
  const yes = await question(button);
  asking.delete(button);
  if (!yes) return;
  // A live update may have put another button in its place meanwhile, or none, where there is nothing left to do.
  const same = (other) => other.form?.action === button.form?.action && other.value === button.value;
  const pressed = button.isConnected ? button : [...document.querySelectorAll('button[data-confirm]')].find(same);
  if (!pressed) return;
  pressed.dataset.confirmed = 'yes';
  pressed.click();
  delete pressed.dataset.confirmed;
});
