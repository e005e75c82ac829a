// Entries on their way to the server: kept here until acknowledged, whatever happens to network, tab or cookie.
// POST api, one sealed line per entry (application/x-ndjson). Answer: {"items": [{"number": line, "status": ...}]}: whatever the
// status of a line (accepted, already_there, conflict, aside), the server has put its bytes on its disk.
import { Chain } from "./chain.js";
import { stamp } from "./moment.js";
import { derivedId, randomId } from "./uuid.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const TRY_MS = 8_000;
const BATCH_LINES = 200;
const MOST_KEPT_ALIVE = 15_000; // characters; browsers take no more than 64 KB at once after a page is gone

const pageStore = () => ({
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
  removeItem: (key) => localStorage.removeItem(key),
  keys: () => Object.keys(localStorage),
});

export class Outbox extends EventTarget {
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  #busy = null;

  constructor({ api, by = "self", store = pageStore(), fetcher = (...a) => fetch(...a), now = Date.now }) {
    super();
    Object.assign(this, { api, by, fetcher, now });
    this.chain = new Chain(store, api);
    this.state = { waiting: this.waiting, door: false };
  }

  get waiting() { return this.chain.drafts().length + this.chain.sealed().length; }

  // Saved on this device before it returns; sending goes on by itself.
  put(kind, values, { id = randomId(), at = this.now() } = {}) {
    this.chain.draft({ id, kind, at: stamp(at), recorded_at: stamp(this.now()), by: this.by, values });
    this.#tell({});
    this.send();
    return id;
  }

  // The same set done in two tabs is one entry: the tab that comes second writes nothing.
  async putDerived(kind, values, parts, at) {
    const id = await derivedId(...parts);
    if (this.chain.claimed(id)) return id;
    this.put(kind, values, { id, at });
    this.chain.claim(id, this.now());
    return id;
  }

  // One sender at a time in all tabs. Resolves to true when nothing waits any more.
  send() {
    clearTimeout(this.#timer);
    this.#busy ??= this.#locked(() => this.#round()).finally(() => { this.#busy = null; });
    return this.#busy;
  }

  #locked(work) {
    const { locks } = globalThis.navigator ?? {};
    return locks ? locks.request(`unpinch:${this.api}`, work) : work();
  }

  async #round() {
    await this.chain.seal();
    const keys = this.chain.sealed().slice(0, BATCH_LINES);
    if (!keys.length) return this.#settled();
    try {
      const body = this.#body(keys);
      const keepalive = body.length < MOST_KEPT_ALIVE; // goes on when the page is closed meanwhile
      const answer = await this.fetcher(this.api, { method: "POST", body, keepalive, headers: { "Content-Type": "application/x-ndjson" }, credentials: "same-origin", signal: AbortSignal.timeout(TRY_MS) });
      if (answer.status === 401 || answer.status === 403) return this.#later({ door: true });
      if (!answer.ok) return this.#later({ door: false });
      this.#drop(keys, await answer.json());
    } catch {
      return this.#later({ door: false });
    }
    return this.waiting ? this.#later({ door: false }) : this.#settled();
  }

  #body(keys) { return keys.map((key) => this.chain.store.getItem(key)).join("\n") + "\n"; }

  // Only what the server names is let go; anything it doesn't mention stays.
  #drop(keys, { items = [] }) {
    for (const { number } of items) if (keys[number - 1]) this.chain.store.removeItem(keys[number - 1]);
  }

  #settled() {
    this.#wait = FIRST_WAIT_MS;
    this.#tell({ door: false });
    return true;
  }

  #later(change) {
    this.#timer = setTimeout(() => this.send(), this.#wait);
    this.#timer.unref?.();
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
    this.#tell(change);
    return false;
  }

  #tell(change) {
    this.state = { ...this.state, ...change, waiting: this.waiting };
    this.dispatchEvent(new CustomEvent("change", { detail: this.state }));
  }
}

let shared = null;

// The outbox of this page, or null where the page belongs to nobody.
export function outbox() {
  const { api, by } = document.body.dataset;
  if (!api) return null;
  if (!shared) {
    shared = new Outbox({ api, by });
    addEventListener("online", () => shared.send());
    // A page that comes back tries again, and one that is put away tries a last time.
    document.addEventListener("visibilitychange", () => { if (shared.waiting) shared.send(); });
  }
  return shared;
}
