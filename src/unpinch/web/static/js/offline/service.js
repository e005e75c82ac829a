// The service worker of one version (a classic script, begun by /sw.js, which says `self.unpinch`). It keeps this version's files and
// serves them; it never keeps what is personal. Pages come from the server; where none answers, from one document (shell.html)
// that makes them on this device. Version and version are never mixed: every address names its content, and a version is taken over
// when all its files are here, on a tap, and in no session.
const { version, shell, files, later } = self.unpinch;
const OWN = `unpinch-${version}`;
const KEPT = "unpinch-kept"; // what is named by its own content, and outlives versions
const KEPT_AT = "/static/kept/";
const AT_ONCE = 6; // files on their way together
const LIMIT_MS = 5_000; // how long a page waits for the server
const LONGEST_QUIET_MS = 60_000;
const SESSION = /\/session\/(?!.*\/end$)/;
const told = new BroadcastChannel("unpinch:offline");
let quiet = { until: 0, ms: LIMIT_MS };

const cacheOf = (address) => caches.open(address.startsWith(KEPT_AT) ? KEPT : OWN);
const windows = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

// All of it or nothing: a version that isn't whole isn't installed. What is here already isn't fetched again.
async function fill() {
  const left = [...files];
  const one = async () => {
    for (let address = left.shift(); address; address = left.shift()) {
      const cache = await cacheOf(address);
      if (!(await cache.match(address))) await keep(cache, address, await fetch(address, { credentials: "omit" }));
      told.postMessage({ version, here: files.length - left.length, of: files.length });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function keep(cache, address, answer) {
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  await cache.put(address, answer);
}

// With one window open, and no other version on its way, nobody needs what others left.
async function clean() {
  const { installing, waiting } = self.registration;
  if (installing || waiting || (await windows()).length > 1) return;
  for (const name of await caches.keys()) if (name.startsWith("unpinch-") && name !== OWN && name !== KEPT) await caches.delete(name);
  const kept = await caches.open(KEPT);
  const wanted = (path) => files.includes(path) || later.some((folder) => path.startsWith(`${folder}/`));
  for (const { url } of await kept.keys()) if (!wanted(new URL(url).pathname)) await kept.delete(url);
}

// This version's file, or a page's of the version before; what is large, once it was asked for.
async function stored(request, path) {
  const found = await caches.match(path, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (!later.some((folder) => path.startsWith(`${folder}/`))) return whole(answer);
  if (answer.ok) await keep(await cacheOf(path), path, answer.clone()).catch(() => null);
  return answer;
}

// Read to its end here: a body that its page leaves unread would keep this worker busy, and the next version waiting.
async function whole(answer) {
  const { status, statusText, headers } = answer;
  return new Response(await answer.blob(), { status, statusText, headers });
}

// The server first. One that was silent isn't waited for again and again.
async function page(request) {
  const standIn = () => caches.match(shell, { ignoreVary: true });
  const asked = fetch(request);
  if (Date.now() < quiet.until) {
    asked.then(heard, () => null);
    return standIn();
  }
  const late = new Promise((done) => { setTimeout(done, LIMIT_MS, null); });
  try {
    const answer = await Promise.race([asked.then(heard), late]);
    if (answer) return answer;
    quiet = { until: Date.now() + quiet.ms, ms: Math.min(LONGEST_QUIET_MS, 2 * quiet.ms) };
  } catch { /* nobody there, and that at once: next time it is asked again */ }
  return (await standIn()) ?? asked;
}

function heard(answer) {
  quiet = { until: 0, ms: LIMIT_MS };
  return answer;
}

const asks = {
  which: () => ({ version }),
  heard: () => heard({}),
  clean,
  async take() {
    const busy = (await windows()).some(({ url }) => SESSION.test(new URL(url).pathname));
    if (!busy) self.skipWaiting(); // not waited for: it comes when the version before has nothing under way
    return { taken: !busy };
  },
};

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const answering = Promise.resolve(asks[event.data.ask]?.());
  event.waitUntil(answering.then((answer) => event.ports[0]?.postMessage(answer ?? {})));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(stored(request, pathname));
  else if (request.mode === "navigate" && (pathname === "/" || pathname.startsWith("/p/"))) event.respondWith(page(request));
});
