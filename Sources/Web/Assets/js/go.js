// Somebody comes back from a sign-in elsewhere: on it goes, and what the address said does not stay in the history.
history.replaceState(null, '', location.pathname);
const form = document.querySelector('form[data-go]');
form.querySelector('button').setAttribute('aria-busy', 'true');
form.submit();
