const region = document.createElement('p');
region.className = 'visually-hidden';
region.setAttribute('role', 'status');
(document.querySelector('main') ?? document.body).append(region);

// Emptied first, because the same words twice would stay silent.
export function say(words) {
  region.textContent = '';
  setTimeout(() => {
    region.textContent = words;
  }, 100);
}
