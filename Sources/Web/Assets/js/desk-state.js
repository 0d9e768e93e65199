// Who is expected and who is here: what the server said last, and on top of it everything written down since. No page, no storage.

/** What becomes of an entry that somebody has to look at. */
export const isDoubtful = ({ outcome }) => outcome !== 'done' && outcome !== 'returned';

const isComing = ({ isHere, isCancelled, isAtHome }) => (!isHere || isAtHome) && !isCancelled;
// As CardCode has it: eight characters and one that checks them, a weighted sum modulo 31.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
function isCode(code) {
  const values = [...code].map((letter) => ALPHABET.indexOf(letter));
  const sum = values.slice(0, -1).reduce((total, value, place) => total + (place + 2) * value, 0);
  return values.length === 9 && !values.includes(-1) && sum % 31 === values[8];
}

const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

export class DeskState {
  guests = [];
  pile = [];
  /** The pile as the server had it, with those given out since. */
  printed = [];
  doubts = [];
  log = [];
  expected = 0;
  arrived = 0;
  /** The `who` of whoever stands before the desk. */
  now = undefined;
  /** The number of a card from the pile that was scanned and is nobody's yet. */
  holding = undefined;
  /** By whom what was written down on this page: an arrival can be taken back. */
  made = new Map();
  wanted = { words: [] };

  remember({ kind, who, id, about }) {
    if (kind === 'arrival') this.made.set(who, id);
    if (kind === 'walk_in') this.made.set(id, id);
    if (kind === 'mistake') this.made.delete(about);
  }

  take(list, log) {
    this.log = log;
    this.doubts = log.filter(({ outcome }) => outcome);
    this.guests = list.guests.map((guest) => ({ ...guest, who: guest.entry ?? guest.id }));
    this.printed = list.pile;
    this.pile = list.pile;
    this.expected = list.expected;
    const before = this.heads();
    for (const entry of log.filter(({ outcome }) => !outcome)) {
      this.remember(entry);
      this.apply(entry);
    }
    this.arrived = list.arrived + this.heads() - before;
    if (this.now && !this.find(this.now)) this.now = undefined;
  }

  heads() {
    return this.guests.filter(({ isHere, isAtHome }) => isHere && !isAtHome).length;
  }

  find(who) {
    return this.guests.find((guest) => guest.who === who || guest.id === who);
  }

  apply(entry) {
    const guest = this.find(entry.who);
    // Between two steps of sending it may be in both.
    if (entry.kind === 'walk_in' && !this.find(entry.id)) {
      this.guests.push({ id: entry.id, who: entry.id, entry: entry.id, name: entry.name, isHere: true });
    }
    if (entry.kind === 'mistake') {
      const wrong = this.find(entry.about);
      const was = wrong?.was ?? {};
      // Whoever took part from home goes on with their card; any other is dead.
      const card = was.isAtHome ? {} : { number: undefined, ending: undefined, card: undefined };
      if (wrong) Object.assign(wrong, { isHere: false, isCancelled: wrong.who === entry.who }, was, card);
    }
    if (!guest) return;
    if (entry.kind === 'arrival') {
      const { isHere, isAtHome, isCancelled } = guest;
      Object.assign(guest, { isHere: true, isAtHome: false, isCancelled: false, was: { isHere, isAtHome, isCancelled } });
    }
    if (entry.kind === 'photo') guest.photos = entry.photos;
    if (entry.kind === 'card') {
      guest.number = entry.number;
      this.pile = this.pile.filter(({ number }) => number !== entry.number);
    }
  }

  unsent() {
    return this.log.filter(({ outcome }) => !outcome).length;
  }

  unsentAbout({ who, id }) {
    const about = (entry) => entry.who === who || entry.who === id || entry.id === who;
    return this.log.filter((entry) => !entry.outcome && about(entry)).map((entry) => entry.id);
  }

  /** The entry by which they came, if it was made on this page or waits to be sent. */
  arrivalOf({ who, id }) {
    return this.made.get(who) ?? this.made.get(id);
  }

  /** Whose card it is, or its number on the pile. */
  byCard(hash) {
    const guest = this.guests.find(({ card }) => card === hash);
    if (guest) return { guest };
    const blank = this.printed.find(({ card }) => card === hash);
    const given = blank && this.guests.find(({ number }) => number === blank.number);
    return given ? { guest: given } : blank && { number: blank.number };
  }

  /** `hash` of a whole registration number, `code` without spaces: perhaps a card's. */
  look(typed, hash, code) {
    this.wanted = { words: plain(typed).split(/\s+/).filter(Boolean), hash, ending: isCode(code) ? code.slice(-2) : undefined };
  }

  /** Only the end of a card's code is known here: whoever sits at the desk looks at the name, and Enter is not enough. */
  isGuess() {
    return Boolean(this.wanted.ending && this.guests.some(({ ending }) => ending === this.wanted.ending));
  }

  /** Those that were looked for; without a word those who are still expected. */
  found() {
    const { words, hash, ending } = this.wanted;
    const byNumber = hash && this.guests.filter(({ registered }) => registered === hash);
    if (byNumber?.length) return byNumber;
    const byCode = ending && this.guests.filter((guest) => guest.ending === ending);
    if (byCode?.length) return byCode;
    if (!words.length) return this.guests.filter(isComing);
    const fits = this.guests.filter(({ name }) => words.every((word) => plain(name).includes(word)));
    return [...fits.filter(isComing), ...fits.filter((guest) => !isComing(guest))];
  }
}
