// This browser's chain of entries: drafts become sealed lines (numbered, each naming the hash of the one before).
// Storage is any object with getItem, setItem, removeItem and keys(). Pure but for that object.
import { hex, randomId } from "./uuid.js";

const KINDS_VERSION = 1;
const CLAIM_MS = 3 * 86_400_000;

export class Chain {
  constructor(store, person) {
    this.store = store;
    this.name = (part, key = "") => `unpinch:${part}:${person}:${key}`;
  }

  // Written at once, before anything can fail: this is the line that a crash may not lose.
  draft(entry) {
    const order = `${String(Date.now()).padStart(15, "0")}-${String(++Chain.count).padStart(6, "0")}-${entry.id}`;
    this.store.setItem(this.name("draft", order), JSON.stringify(entry));
  }

  // An id made of what it is about is written once by this browser, whichever tab comes first; remembered for a few days.
  claimed(id) { return Boolean(this.store.getItem(this.name("claimed", id))); }

  claim(id, now) {
    for (const key of this.#keys("claimed")) if (now - Number(this.store.getItem(key)) > CLAIM_MS) this.store.removeItem(key);
    this.store.setItem(this.name("claimed", id), String(now));
  }

  drafts() { return this.#keys("draft"); }
  sealed() { return this.#keys("sealed"); }

  // Seal every draft in order. Callers hold a lock, so that two tabs don't number twice.
  async seal() {
    let head = await this.#head();
    const known = new Set(this.sealed().map((key) => JSON.parse(this.store.getItem(key)).id));
    for (const key of this.drafts()) {
      const entry = JSON.parse(this.store.getItem(key));
      if (!known.has(entry.id)) head = await this.#link(head, entry);
      this.store.removeItem(key);
    }
  }

  async #link(head, { id, kind, at, recorded_at, by, values }) {
    const line = JSON.stringify({ id, kind, v: KINDS_VERSION, at, recorded_at, by, device: head.device, seq: head.seq, prev: head.prev, values });
    this.store.setItem(this.name("sealed", String(head.seq).padStart(9, "0")), line);
    return this.#advance(head, line);
  }

  async #advance(head, line) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(line));
    const next = { device: head.device, seq: head.seq + 1, prev: hex(digest) };
    this.store.setItem(this.name("device"), JSON.stringify(next));
    return next;
  }

  // A crash between a sealed line and the new head is mended here: the line is the truth.
  async #head() {
    const saved = this.store.getItem(this.name("device"));
    let head = saved ? JSON.parse(saved) : { device: randomId(), seq: 0, prev: "" };
    if (!saved) this.store.setItem(this.name("device"), JSON.stringify(head));
    for (const key of this.sealed()) {
      const line = this.store.getItem(key);
      if (JSON.parse(line).seq === head.seq) head = await this.#advance(head, line);
    }
    return head;
  }

  #keys(part) {
    const start = this.name(part);
    return this.store.keys().filter((key) => key.startsWith(start)).sort();
  }
}
Chain.count = 0;
