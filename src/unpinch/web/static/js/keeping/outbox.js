// Entries on their way to the server: kept here until acknowledged, whatever happens to network, tab or cookie.
// Whatever the status of a line (accepted, already_there, conflict, aside), the server has put its bytes on its disk. "cursor" counts
// all arrivals: where more arrived than was sent from here, someone else has written (or may have), and `elsewhere` says so.
import { Chain } from "../chain.js";
import { stamp } from "../moment.js";
import { derivedId, randomId } from "../uuid.js";
import { Memory } from "./memory.js";
import { post } from "./posting.js";
import { Rows } from "./rows.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const BATCH_LINES = 200;

export class Outbox extends EventTarget {
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  #busy = null;
  #more = false; // something came while it was busy
  #cursor = null; // what has arrived, as far as known
  #coming = 0; // being written this moment
  #rows = 0;

  constructor({ api, by = "self", store = new Rows(api), fetcher = (...a) => fetch(...a), now = Date.now, random = Math.random, later = (...a) => setTimeout(...a) }) {
    super();
    Object.assign(this, { api, by, fetcher, now, random, later });
    this.chains = [new Chain(store), new Chain(new Memory())]; // the second for what the first can't keep
    this.state = { waiting: 0, door: false, kept: true };
    this.ready = store.ready().catch(() => this.#unkept()).then(() => this.look());
  }

  get waiting() { return this.#coming + this.#rows; }

  // Resolves to its id once it is saved on this device; sending goes on by itself. `claim`: nothing, if the id is known here.
  async put(kind, values, { id = randomId(), at = this.now(), claim = null } = {}) {
    this.#coming += 1;
    this.#tell({});
    const entry = { id, kind, at: stamp(at), recorded_at: stamp(this.now()), by: this.by, values };
    const [disk, memory] = this.chains;
    await disk.draft(entry, claim).catch(() => this.#unkept(memory.draft(entry, claim)));
    await this.look();
    this.#coming -= 1;
    this.#tell({});
    this.send();
    return id;
  }

  // The same set done in two tabs is one entry: the tab that comes second writes nothing.
  async putDerived(kind, values, parts, at) {
    return this.put(kind, values, { id: await derivedId(...parts), at, claim: this.now() });
  }

  // All lines that wait, sealed: what the server doesn't have yet.
  async lines() { return (await this.#sealed()).map(({ row }) => row.line); }

  // Counts anew: another tab may have written, or sent.
  async look(change = {}) {
    const found = await Promise.all(this.chains.map((chain) => chain.rows().catch(() => [])));
    this.#rows = found.flat().length;
    this.#tell(change);
  }

  #unkept(then = null) {
    this.state = { ...this.state, kept: false };
    return then;
  }

  async #sealed() {
    const of = async (chain) => (await chain.sealed().catch(() => [])).map((row) => ({ chain, row }));
    return (await Promise.all(this.chains.map(of))).flat();
  }

  // One sender at a time in all tabs. Resolves to true when all that it found has arrived.
  send() {
    clearTimeout(this.#timer);
    this.#more = Boolean(this.#busy);
    this.#busy ??= this.#locked(() => this.#round()).finally(() => {
      this.#busy = null;
      if (this.#more) this.send();
    });
    return this.#busy;
  }

  #locked(work) {
    const { locks } = globalThis.navigator ?? {};
    return locks ? locks.request(`unpinch:${this.api}`, work) : work();
  }

  async #round() {
    const batch = (await this.#sealed()).slice(0, BATCH_LINES);
    if (!batch.length) return this.#settled();
    const answer = await post(this.fetcher, this.api, batch.map(({ row }) => row.line));
    if (answer?.erased) return !this.dispatchEvent(new Event("erased")); // nowhere to send it to: not tried again
    if (!answer?.items) return this.#later({ door: Boolean(answer?.door) });
    const gone = new Set(answer.items.map(({ number }) => number));
    const named = batch.filter((_one, index) => gone.has(index + 1));
    await Promise.all(this.chains.map((chain) => chain.store.drop(named.filter((one) => one.chain === chain).map(({ row }) => row)).catch(() => null)));
    this.#heard(answer);
    if (named.length < batch.length) return this.#later({ door: false }); // what it doesn't name stays
    return this.#round(); // what was written meanwhile needn't wait
  }

  #heard({ items, cursor }) {
    const own = items.filter(({ arrival }) => arrival > this.#cursor).length;
    if (this.#cursor === null || cursor > this.#cursor + own) this.dispatchEvent(new Event("elsewhere"));
    this.#cursor = cursor;
  }

  async #settled() {
    this.#wait = FIRST_WAIT_MS;
    await this.look({ door: false, kept: true });
    return true;
  }

  // Each time later, and never in step with other devices.
  async #later(change) {
    this.#timer = this.later(() => this.send(), this.#wait * (1 + this.random()) / 2);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
    await this.look(change);
    return false;
  }

  #tell(change) {
    this.state = { ...this.state, ...change, waiting: this.waiting };
    this.dispatchEvent(new CustomEvent("change", { detail: this.state }));
  }
}
