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
    for (const part of this.root.querySelectorAll('[data-desk-part]')) part.hidden = part.dataset.deskPart !== name;
    this.root.querySelector(`[data-desk-part=${name}] input`)?.focus({ preventScroll: true });
    if (name === 'open') return;
    this.present.replaceChildren();
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
    const mood = { connected: 'good', sending: 'good', signIn: 'bad' }[news] ?? 'warm';
    this.write(this.line, news === 'offline' && !count ? 'offlineNone' : news, mood, { count });
    if (news !== 'signIn') return;
    const link = Object.assign(document.createElement('a'), { href: this.root.dataset.desk.replace(/\/geraet$/, ''), textContent: this.words.toSignIn });
    this.line.append(' ', link);
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
    const guest = state.now && state.find(state.now);
    const shown = this.present.firstElementChild;
    const words = JSON.stringify([guest, state.holding, Boolean(guest && state.arrivalOf(guest))]);
    if (shown?.dataset.words === words) return;
    const typed = shown?.dataset.who === guest?.who ? shown?.querySelector('input')?.value : '';
    this.present.replaceChildren();
    if (state.holding) {
      const note = Object.assign(document.createElement('p'), { className: 'notice warm', textContent: this.word('whose', { number: state.holding }) });
      this.present.append(note);
    }
    if (!guest) return;
    const card = this.copy('now');
    Object.assign(card.dataset, { words, who: guest.who });
    card.querySelector('h2').textContent = this.word('isHere', { name: guest.name });
    card.querySelector('[data-said]').textContent = this.standing(guest);
    const photos = card.querySelector('[data-photos]');
    photos.className = guest.photos ? 'notice good' : 'notice warm';
    photos.textContent = this.words[guest.photos ? 'photosYes' : 'photosNo'];
    const form = card.querySelector('form');
    form.hidden = Boolean(guest.number || guest.ending) || !state.pile.length;
    if (typed) form.querySelector('input').value = typed;
    card.querySelector('[data-do=undo]').hidden = !state.arrivalOf(guest);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.number(form, state, guest);
    });
    for (const button of card.querySelectorAll('[data-do]')) button.addEventListener('click', () => this.acts[button.dataset.do](guest));
    this.present.append(card);
    if (shown?.dataset.who === guest.who) return;
    announce(card.querySelector('h2').textContent);
    if (!form.hidden) form.querySelector('input').focus();
    card.scrollIntoView({ block: 'nearest' });
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
    field.toggleAttribute('aria-invalid', Boolean(name));
    if (name) field.focus();
  }

  showFound(state) {
    const found = state.found();
    const rows = found.slice(0, MOST).map((guest) => {
      const row = this.copy('row');
      row.querySelector('strong').textContent = guest.name;
      row.querySelector('.meta').textContent = this.standing(guest);
      const button = row.querySelector('button');
      const isHere = guest.isHere && !guest.isAtHome;
      if (isHere) Object.assign(button, { className: 'button quiet', textContent: this.words.show });
      button.setAttribute('aria-label', `${button.textContent}: ${guest.name}`);
      button.addEventListener('click', () => this.acts[isHere ? 'pick' : 'arrive'](guest));
      return row;
    });
    const note = (found.length > MOST && this.word('more', { count: found.length - MOST })) || (!found.length && this.words[state.wanted.words.length ? 'nobody' : 'everybody']);
    if (note) rows.push(Object.assign(document.createElement('li'), { textContent: note }));
    this.list.replaceChildren(...rows);
  }

  showDoubts(doubts) {
    this.doubts.hidden = !doubts.length;
    this.doubts.querySelector('ul').replaceChildren(...doubts.map((doubt) => {
      const row = this.copy('doubt');
      const name = doubt.outcome.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
      row.querySelector('.desk-name').textContent = this.word(name, doubt);
      row.querySelector('button').addEventListener('click', () => this.acts.seen(doubt));
      return row;
    }));
  }

  listen(acts) {
    this.acts = acts;
    this.search.addEventListener('submit', (event) => {
      event.preventDefault();
      // Enter takes the only one who fits.
      const buttons = this.list.querySelectorAll('button');
      if (buttons.length === 1) buttons[0].click();
    });
    this.search.addEventListener('input', ({ target }) => acts.find(target.value));
    this.guest.addEventListener('submit', (event) => {
      event.preventDefault();
      const [name, language] = this.guest.querySelectorAll('input, select');
      const typed = name.value.trim().slice(0, 80);
      this.fail(this.guest, typed ? '' : 'noName');
      if (!typed) return;
      acts.admit(typed, language.value);
      name.value = '';
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
