// A form is sent once, however often the thumb taps. The server promises the same; this spares the wait.
function release() {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('button[aria-busy]')) button.removeAttribute('aria-busy');
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  // getAttribute, because a field named "method" would hide form.method.
  if (event.defaultPrevented || form.getAttribute('method') !== 'post') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
  setTimeout(release, 10_000);
});

// The back button may bring the page as it was left.
addEventListener('pageshow', release);
