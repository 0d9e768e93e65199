// Without JavaScript there is the browser's own menu, so the button appears only here.
function show() {
  for (const button of document.querySelectorAll('[data-print]')) button.hidden = false;
}

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) print();
});

show();
document.addEventListener('mitreden:swap', show);
