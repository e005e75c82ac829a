// What a person's outbox keeps, in the browser's database. memory.js is the same for a browser that keeps nothing.
import { hashOf } from "../uuid.js";
import { answer, read, whole, wrote } from "./base.js";
import { adopt } from "./earlier.js";

const CLAIM_MS = 3 * 86_400_000;

export class Rows {
  #ready = null;

  constructor(api) { this.api = api; }

  // What an earlier version kept elsewhere is taken over first.
  ready() { return (this.#ready ??= adopt(this.api)); }

  async rows() {
    await this.ready();
    return read("waiting", (store) => answer(store.getAll(whole(this.api))));
  }

  async head() { return read("chains", (store) => answer(store.get(this.api))); }

  // One entry, one put. With a claim (a time in ms) it is written only if no other tab has written that id: then false.
  async add(row, claim = null) {
    if (claim === null) return wrote(["waiting"], (all) => this.#put(all, row));
    return wrote(["waiting", "claims"], async (all) => {
      const claims = all.objectStore("claims");
      const known = await answer(claims.getAll(whole(this.api)));
      for (const { api, id, at } of known) if (claim - at > CLAIM_MS) claims.delete([api, id]);
      if (known.some(({ id }) => id === row.id)) return false;
      claims.put({ api: this.api, id: row.id, at: claim });
      return this.#put(all, row);
    });
  }

  #put(all, row) {
    all.objectStore("waiting").put({ api: this.api, ...row });
    all.commit();
    return true;
  }

  // The line takes the draft's place as the chain moves on; not if the chain has moved on meanwhile (in another tab): then false.
  async seal(row, before, next) {
    return wrote(["waiting", "chains"], async (all) => {
      const chains = all.objectStore("chains");
      const now = await answer(chains.get(this.api));
      if ((now?.seq ?? 0) !== before.seq || (now && now.device !== before.device)) return false;
      const draft = await answer(all.objectStore("waiting").get([this.api, row.order]));
      if (!draft?.entry) return false;
      chains.put({ api: this.api, ...next });
      return this.#put(all, row);
    });
  }

  // What has arrived: it goes into the record where that is kept here, in the same step.
  async drop(rows) {
    const known = await Promise.all(rows.map(async ({ order, line }) => ({ order, line, id: await hashOf(line) })));
    return wrote(["waiting", "record", "people"], async (all) => {
      const kept = await answer(all.objectStore("people").get(this.api));
      for (const { order, line, id } of known) {
        if (kept) all.objectStore("record").put({ api: this.api, id, line });
        all.objectStore("waiting").delete([this.api, order]);
      }
    });
  }
}
