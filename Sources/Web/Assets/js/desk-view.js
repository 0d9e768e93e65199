// The desk's page. Names are only ever set as text.
import { say as announce } from './say.js';

const MOST = 25;

export class DeskView {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.dataset.deskWords);
    const one = (name) => root.querySelector(`[data-desk-${name}]`);
    Object.assign(this, {
      line: one('state'), said: one('said'), count: one('count'), present: one('now'), list: one('found'), doubts: one('doubts'), guest: one('guest'),
      search: root.querySelector('[role=search]'),
    });
  }

  word(name, values = {}) {
    return (this.words[name] ?? '').replace(/\{(\w+)\}/g, (_, value) => values[value] ?? '–');
  }

  copy(name) {
    return this.root.querySelector(`[data-desk-template=${name}]`).content.firstElementChild.cloneNode(true);
  }

  part(name) {
    if (this.shown === name) return;
    this.shown = name;
    this.say('');
    for (const part of this.root.querySelectorAll('[data-desk-part]')) part.hidden = part.dataset.deskPart !== name;
    this.root.querySelector(`[data-desk-part=${name}] input`)?.focus({ preventScroll: true });
    if (name === 'open') return;
    // No name stays behind, not even where nobody sees it.
    for (const list of [this.present, this.list, this.doubts.querySelector('ul')]) {
      list.replaceChildren();
      delete list.dataset.words;
    }
    for (const field of this.root.querySelectorAll('[data-desk-part=open] input')) field.value = '';
    announce('');
    this.line.hidden = true;
  }

  write(line, name, mood, values) {
    Object.assign(line, { hidden: !name, className: `notice ${mood}` });
    // The same words again would be announced again.
    const words = this.word(name, values);
    if (line.textContent !== words) line.textContent = words;
  }

  /** Says what became of something, until something else happens. */
  say(name, mood, values) {
    this.write(this.said, name, mood, values);
  }

  network(news, count) {
    // Something was written down a moment ago.
    if (news === 'connected' && count) return this.network('sending', count);
    const mood = { connected: 'good', sending: 'good', signIn: 'bad' }[news] ?? 'warm';
    this.write(this.line, news === 'offline' && !count ? 'offlineNone' : news, mood, { count });
    if (news !== 'signIn') return undefined;
    const link = Object.assign(document.createElement('a'), { href: this.root.dataset.desk.replace(/\/geraet$/, ''), textContent: this.words.toSignIn });
    return this.line.append(' ', link);
  }

  elsewhere(path) {
    this.say('otherDesk', 'warm');
    const link = Object.assign(document.createElement('a'), { href: path, textContent: path });
    this.said.append(' ', link);
  }

  standing({ isHere, isAtHome, isCancelled, isWaiting, ending, number }) {
    const name = (isAtHome && 'atHome') || (isHere && 'here') || (isCancelled && 'cancelled') || (isWaiting && 'waiting') || 'expected';
    const card = (number && this.word('number', { number })) || (ending && this.word('card', { ending }));
    return [this.words[name], card].filter(Boolean).join(' · ');
  }

  show(state) {
    this.count.textContent = this.word('arrived', { arrived: state.arrived, confirmed: state.expected });
    this.showNow(state);
    this.showFound(state);
    this.showDoubts(state.doubts);
  }

  showNow(state) {
    const found = state.now && state.find(state.now);
    const guest = found?.isHere && !found.isAtHome ? found : undefined;
    const shown = this.present.querySelector('section');
    const words = JSON.stringify([guest, state.holding, Boolean(guest && state.arrivalOf(guest)), state.pile.length > 0]);
    if (this.present.dataset.words === words) return;
    const field = shown?.querySelector('input');
    const typed = { who: shown?.dataset.who, value: field?.value, isOn: field && document.activeElement === field };
    this.present.dataset.words = words;
    this.present.replaceChildren();
    if (state.holding) {
      const note = Object.assign(document.createElement('p'), { className: 'notice warm', textContent: this.word('whose', { number: state.holding }) });
      this.present.append(note);
      announce(note.textContent);
    }
    if (guest) this.present.append(this.card(state, guest, typed));
  }

  card(state, guest, typed) {
    const card = this.copy('now');
    card.dataset.who = guest.who;
    card.querySelector('h2').textContent = this.word('isHere', { name: guest.name });
    card.querySelector('[data-said]').textContent = this.standing(guest);
    const photos = card.querySelector('[data-photos]');
    photos.className = guest.photos ? 'notice good' : 'notice warm';
    photos.textContent = this.words[guest.photos ? 'photosYes' : 'photosNo'];
    const form = card.querySelector('form');
    form.hidden = Boolean(guest.number || guest.ending) || !state.pile.length;
    const field = form.querySelector('input');
    card.querySelector('[data-do=undo]').hidden = !state.arrivalOf(guest);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.number(form, state, guest);
    });
    for (const button of card.querySelectorAll('[data-do]')) {
      button.addEventListener('click', async () => {
        button.disabled = true;
        await this.acts[button.dataset.do](guest);
        button.disabled = false;
      });
    }
    const isNew = typed.who !== guest.who;
    if (!isNew && typed.value) field.value = typed.value;
    if (isNew) announce(card.querySelector('h2').textContent);
    if (isNew || typed.isOn) queueMicrotask(() => (form.hidden ? this.present : field).focus({ preventScroll: true }));
    return card;
  }

  number(form, state, guest) {
    const number = Number(form.querySelector('input').value.replace(/\D/g, ''));
    const isThere = state.pile.some((card) => card.number === number);
    this.fail(form, isThere ? '' : 'noSuchNumber');
    if (isThere) this.acts.give(guest, number);
  }

  fail(form, name) {
    const error = form.querySelector('.error');
    error.textContent = name && this.words[name];
    error.hidden = !name;
    const field = form.querySelector('input');
    if (name) {
      error.id ||= `fehler-${field.name}`;
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', error.id);
      field.focus();
    } else {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    }
  }

  // Only what is new is drawn: nobody's finger or focus loses its row while the network is busy.
  fresh(list, value) {
    const words = JSON.stringify(value);
    if (list.dataset.words === words && list.childElementCount) return false;
    list.dataset.words = words;
    return true;
  }

  showFound(state) {
    const found = state.found();
    this.isGuess = state.isGuess();
    const shown = found.slice(0, MOST);
    if (!this.fresh(this.list, [shown, found.length, state.wanted.words.length])) return;
    const held = document.activeElement?.closest('[data-desk-found] button')?.getAttribute('aria-label');
    const rows = shown.map((guest) => this.row(guest));
    const none = (state.wanted.words.length && 'nobody') || (state.guests.length ? 'everybody' : 'nobodyYet');
    const note = (found.length > MOST && this.word('more', { count: found.length - MOST })) || (!found.length && this.words[none]);
    if (note) rows.push(Object.assign(document.createElement('li'), { textContent: note }));
    this.list.replaceChildren(...rows);
    if (held) [...this.list.querySelectorAll('button')].find((button) => button.getAttribute('aria-label') === held)?.focus();
  }

  row(guest) {
    const row = this.copy('row');
    row.querySelector('strong').textContent = guest.name;
    row.querySelector('.meta').textContent = this.standing(guest);
    const button = row.querySelector('button');
    const isHere = guest.isHere && !guest.isAtHome;
    if (isHere) Object.assign(button, { className: 'button quiet', textContent: this.words.show });
    button.setAttribute('aria-label', `${button.textContent}: ${guest.name}`);
    button.addEventListener('click', () => this.acts[isHere ? 'pick' : 'arrive'](guest));
    return row;
  }

  showDoubts(doubts) {
    const list = this.doubts.querySelector('ul');
    this.doubts.hidden = !doubts.length;
    if (!this.fresh(list, doubts)) return;
    if (doubts.length > list.childElementCount) announce(this.doubts.querySelector('h2').textContent);
    list.replaceChildren(...doubts.map((doubt) => {
      const row = this.copy('doubt');
      const name = doubt.outcome.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
      row.querySelector('.desk-name').textContent = this.word(name === 'already' && !doubt.ending ? 'alreadyNoCard' : name, doubt);
      row.querySelector('button').addEventListener('click', () => this.acts.seen(doubt));
      return row;
    }));
  }

  listen(acts) {
    this.acts = acts;
    this.search.addEventListener('submit', (event) => {
      event.preventDefault();
      this.list.querySelector('button')?.focus();
    });
    this.search.addEventListener('keydown', (event) => {
      // Enter takes the only one who fits what was typed.
      const buttons = this.list.querySelectorAll('button');
      if (event.key !== 'Enter' || !event.target.value?.trim() || buttons.length !== 1 || this.isGuess) return;
      event.preventDefault();
      buttons[0].click();
    });
    this.search.addEventListener('input', ({ target }) => acts.find(target.value));
    this.guest.addEventListener('submit', async (event) => {
      event.preventDefault();
      const [name, language] = this.guest.querySelectorAll('input, select');
      // By characters: half an emoji is no text.
      const typed = [...name.value.trim()].slice(0, 80).join('');
      this.fail(this.guest, typed ? '' : 'noName');
      if (!typed || this.isAdmitting) return;
      this.isAdmitting = true;
      try {
        if (await acts.admit(typed, language.value)) name.value = '';
      } finally {
        this.isAdmitting = false;
      }
    });
    for (const [part, act] of [['new', 'prepare'], ['locked', 'unlock']]) {
      const form = this.root.querySelector(`[data-desk-part=${part}] form`);
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.pin(form, acts[act]);
      });
    }
    for (const button of this.root.querySelectorAll('[data-desk-do]')) {
      button.addEventListener('click', () => acts[button.dataset.deskDo]());
    }
  }

  async pin(form, act) {
    const button = form.querySelector('button');
    const field = form.querySelector('input');
    if (button.getAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    try {
      await act(field.value);
      field.value = '';
      this.fail(form, '');
    } catch ({ message }) {
      this.fail(form, ['shortPin', 'wrongPin'].includes(message) ? message : 'needsNetwork');
    } finally {
      button.removeAttribute('aria-busy');
    }
  }
}
