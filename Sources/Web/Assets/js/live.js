import { refetch } from './refetch.js';

// An event says only that a topic changed; the page then fetches itself again.
// One stream per browser: the tab that holds the lock opens it for the topics of all tabs.
const meta = document.querySelector('meta[name=live][content]');
const address = new URL(meta.content, location.href);
const topics = address.searchParams.getAll('thema');
const wanted = new Set(topics);
const channel = globalThis.BroadcastChannel && new BroadcastChannel('mitreden-live');
const tell = (message) => channel?.postMessage(message);
let stream, polling, waiting;
let failures = 0;
// Of when this page is, by the server's clock. Where a browser does not tell, it is of long ago: then everything is looked at again.
const [here] = performance.getEntriesByType('navigation');
const since = here?.serverTiming?.find(({ name }) => name === 'stand')?.duration ?? 0;

function changed(topic) {
  if (topic !== '*' && !topics.includes(topic)) return;
  waiting ??= setTimeout(() => {
    waiting = undefined;
    refetch();
  }, Math.random() * (meta.dataset.jitter ?? 800));
}

function spread(topic) {
  changed(topic);
  tell({ changed: topic });
}

// What has changed since the oldest page among those that are new to the stream is told at once.
function open(oldest) {
  stream?.close();
  address.searchParams.delete('thema');
  address.searchParams.set('stand', oldest);
  for (const topic of wanted) address.searchParams.append('thema', topic);
  stream = new EventSource(address);
  stream.addEventListener('message', ({ data }) => spread(JSON.parse(data).topic));
  stream.addEventListener('open', () => {
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
  if (stream.readyState === EventSource.CLOSED) open(since);
}

function lead() {
  open(since);
  tell({ who: true });
  // The lock is held until this page goes.
  return new Promise(() => {});
}

channel?.addEventListener('message', ({ data }) => {
  if (data.changed) changed(data.changed);
  if (data.who) tell({ want: topics, since });
  if (!stream || !data.want) return;
  for (const topic of data.want) wanted.add(topic);
  open(data.since);
});

if (channel && navigator.locks) {
  tell({ want: topics, since });
  navigator.locks.request('mitreden-live', lead);
} else {
  open(since);
}

addEventListener('pageshow', ({ persisted }) => {
  if (persisted) changed('*');
});
