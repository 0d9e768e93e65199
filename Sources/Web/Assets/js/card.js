// A card's secret stands behind "#", so that no server log sees it. It leaves the address bar at once
// and is sent only when its holder presses the visible button.
function take() {
  const field = document.querySelector('form#card-form input[name=secret]');
  const secret = location.hash.slice(1);
  if (!field || !/^[\w-]{16,128}$/.test(secret)) return;
  history.replaceState(null, '', location.pathname + location.search);
  field.value = secret;
  for (const tail of document.querySelectorAll('[data-card-tail]')) tail.textContent = secret.slice(-2);
  for (const part of document.querySelectorAll('[data-card-ready]')) part.hidden = false;
  for (const part of document.querySelectorAll('[data-card-code]')) {
    part.hidden = true;
    // A field that is hidden and required would stop the form.
    for (const input of part.querySelectorAll('input, button')) input.disabled = true;
  }
}

take();
addEventListener('hashchange', take);
// Whoever goes back later, perhaps on a shared phone, finds no card here.
addEventListener('pageshow', (event) => {
  if (event.persisted && document.querySelector('#card-form')) location.reload();
});
