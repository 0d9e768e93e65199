import { say } from './say.js';

// Without JavaScript one marks the text by hand, so the button appears only here.
function show() {
  for (const button of document.querySelectorAll('[data-copy]')) button.hidden = !navigator.clipboard;
}

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    say(button.dataset.copied);
  } catch {
    // Not allowed here: the text stands beside the button.
    button.hidden = true;
  }
});

show();
document.addEventListener('mitreden:swap', show);
