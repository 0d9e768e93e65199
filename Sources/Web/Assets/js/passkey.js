// Between our question and our form stands the browser's own dialog for passkeys.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

async function sign(question) {
  const { id, response } = await navigator.credentials.get({
    publicKey: { challenge: toBytes(question.challenge), rpId: question.rpId, userVerification: 'required' },
  });
  return {
    id,
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: response.userHandle ? toText(response.userHandle) : null,
  };
}

async function make(question) {
  const { id, response } = await navigator.credentials.create({
    publicKey: {
      challenge: toBytes(question.challenge),
      rp: { id: question.rpId, name: question.rpName },
      user: { id: toBytes(question.user.id), name: question.user.name, displayName: question.user.name },
      pubKeyCredParams: question.algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: question.known.map((known) => ({ type: 'public-key', id: toBytes(known) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    },
  });
  return {
    id,
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.getAuthenticatorData()),
    publicKey: toText(response.getPublicKey()),
    algorithm: response.getPublicKeyAlgorithm(),
  };
}

function say(form, error) {
  const { refused, known, failed } = form.dataset;
  const problem = form.querySelector('.error');
  problem.textContent = { NotAllowedError: refused, AbortError: refused, InvalidStateError: known }[error.name] ?? failed;
  problem.hidden = false;
}

async function run(form, button) {
  button.setAttribute('aria-busy', 'true');
  form.querySelector('.error').hidden = true;
  try {
    const answer = await fetch(form.dataset.passkey, { cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    const question = await answer.json();
    form.elements.passkey.value = JSON.stringify(await (question.user ? make(question) : sign(question)));
    form.submit();
  } catch (error) {
    say(form, error);
    button.removeAttribute('aria-busy');
  }
}

function start(form) {
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    if (!button.hasAttribute('aria-busy')) run(form, button);
  });
}

if (globalThis.PublicKeyCredential) {
  for (const note of document.querySelectorAll('[data-passkey-unable]')) note.hidden = true;
  for (const form of document.querySelectorAll('form[data-passkey]')) start(form);
}
