import { refetch } from './refetch.js';

// An event says only that a topic changed; the page then fetches itself again.
// One stream per browser: the tab that holds the lock opens it for the topics of all tabs.
const meta = document.querySelector('meta[name=live][content]');
const address = new URL(meta.content, location.href);
const about = () => new Set(new URL(meta.content, location.href).searchParams.getAll('thema'));
let topics = about();
const wanted = new Set(topics);
const channel = globalThis.BroadcastChannel && new BroadcastChannel('mitreden-live');
const tell = (message) => channel?.postMessage(message);
let stream, live, polling, waiting, opening;
let failures = 0;
// Of when this page is, by the server's clock. Where a browser does not tell, it is of long ago: then everything is looked at again.
let since = performance.getEntriesByType('navigation')[0]?.serverTiming?.[0]?.duration ?? 0;
// What has changed since the oldest page that the stream does not yet know of is told as soon as it is open.
let oldest = since;

function changed(topic) {
  if (topic !== '*' && !topics.has(topic)) return;
  waiting ??= setTimeout(() => {
    waiting = undefined;
    refetch();
  }, Math.random() * (meta.dataset.jitter ?? 800));
}

function spread(topic) {
  changed(topic);
  tell({ changed: topic });
}

function open() {
  opening = clearTimeout(opening);
  if (stream !== live) stream.close();
  address.searchParams.delete('thema');
  address.searchParams.set('stand', oldest);
  for (const topic of wanted) address.searchParams.append('thema', topic);
  const [next, asked] = [new EventSource(address), oldest];
  stream = next;
  stream.addEventListener('message', ({ data }) => spread(JSON.parse(data).topic));
  stream.addEventListener('open', () => {
    // Not before: what is on its way comes by the former one.
    if (live !== next) live?.close();
    live = next;
    if (oldest === asked) oldest = Infinity;
    // Something may have been missed while the stream was away.
    if (failures) spread('*');
    failures = 0;
    polling = clearInterval(polling);
  });
  stream.addEventListener('error', () => {
    failures += 1;
    if (failures < 3 && stream.readyState !== EventSource.CLOSED) return;
    polling ??= setInterval(poll, 20_000);
  });
}

function poll() {
  spread('*');
  // A stream that was refused does not come back by itself.
  if (stream.readyState === EventSource.CLOSED) serve(topics, since);
}

// Pages that come together get one stream.
function serve(more, age) {
  for (const topic of more) wanted.add(topic);
  oldest = Math.min(oldest, age ?? 0);
  opening ??= setTimeout(open, 100);
}

const want = () => tell({ want: [...topics], since });

function lead() {
  open();
  tell({ who: true });
  // The lock is held until this page goes.
  return new Promise(() => {});
}

channel?.addEventListener('message', ({ data }) => {
  if (data.changed) changed(data.changed);
  if (data.who) want();
  if (stream && data.want) serve(data.want, data.since);
});

if (channel && navigator.locks) {
  want();
  navigator.locks.request('mitreden-live', lead);
} else {
  open();
}

// A page that has fetched itself may be about more than before: the wall has a vote to count now.
document.addEventListener('mitreden:swap', () => {
  since = Number(meta.dataset.stand ?? since);
  if (!stream) oldest = since;
  const now = about();
  if (`${[...now]}` === `${[...topics]}`) return;
  if (stream) for (const topic of topics) wanted.delete(topic);
  topics = now;
  if (!stream) return want();
  serve(now, since);
  // What the other tabs are about is not to be lost with what this one was about.
  tell({ who: true });
});

addEventListener('pageshow', ({ persisted }) => {
  if (persisted) changed('*');
});
