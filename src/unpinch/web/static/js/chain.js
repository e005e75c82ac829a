// This browser's chain of entries: drafts become sealed lines (numbered, each naming the hash of the one before).
// `store` is keeping/rows.js, or anything like it.
import { hex, randomId } from "./uuid.js";

const KINDS_VERSION = 1;

export class Chain {
  constructor(store) { this.store = store; }

  // Written at once, before anything can fail: this is what a crash may not lose. `claim`: only if its id is new here.
  draft(entry, claim = null) {
    const order = `${String(Date.now()).padStart(15, "0")}-${String(++Chain.count).padStart(6, "0")}-${entry.id}`;
    return this.store.add({ order, id: entry.id, entry }, claim);
  }

  // All that waits: sealed lines in the order of the chain, drafts after them.
  async rows() {
    const rows = await this.store.rows();
    const sealed = rows.filter(({ line }) => line).sort((a, b) => a.seq - b.seq);
    return [...sealed, ...rows.filter(({ line }) => !line)];
  }

  // Seals every draft in order and returns what is sealed. Another tab may do the same: a number is given once.
  async sealed() {
    for (;;) {
      const rows = await this.rows();
      const draft = rows.find(({ line }) => !line);
      if (!draft) return rows;
      await this.#link(draft);
    }
  }

  async #link({ order, id, entry }) {
    const head = (await this.store.head()) ?? { device: randomId(), seq: 0, prev: "" };
    const { kind, at, recorded_at, by, values } = entry;
    const { device, seq, prev } = head;
    const line = JSON.stringify({ id, kind, v: KINDS_VERSION, at, recorded_at, by, device, seq, prev, values });
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(line));
    await this.store.seal({ order, id, seq, line }, head, { device, seq: seq + 1, prev: hex(digest) });
  }
}
Chain.count = 0;
