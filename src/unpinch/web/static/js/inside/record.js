// The record as it is kept in this browser: each line's exact bytes, known by their SHA-256, with the number of its arrival at the server
// (none yet: it is on its way). A line is a text, or bytes where it isn't one.
import { answer, read, whole, wrote } from "../keeping/base.js";
import { hashOf, randomId } from "../uuid.js";

// What is known of a person here: {api, cursor, device, place, whole}; `whole` once all of the record has come.
export const person = (api) => read("people", (store) => answer(store.get(api)));

// Takes lines of the server, in the order of their arrival, and remembers how far it has come: all of it or nothing.
export async function take(api, lines, before, row) {
  const rows = await Promise.all(lines.map(async (line, index) => ({ api, id: await hashOf(line), line, arrival: before + index + 1 })));
  await wrote(["record", "people"], (all) => {
    for (const one of rows) all.objectStore("record").put(one);
    all.objectStore("people").put({ api, ...row });
  });
}

export const remember = (api, row) => wrote(["people"], (all) => { all.objectStore("people").put({ api, ...row }); });

// All lines that are kept here, those of the server first, as they arrived there.
export async function lines(api) {
  const rows = await read("record", (store) => answer(store.getAll(whole(api))));
  return rows.sort((one, other) => (one.arrival ?? Infinity) - (other.arrival ?? Infinity) || (one.id < other.id ? -1 : 1));
}

export const count = (api) => read("record", (store) => answer(store.count(whole(api))));

// This browser's device in the person's record: made when first needed, the outbox goes on with it.
export function device(api) {
  return wrote(["chains"], async (all) => {
    const chains = all.objectStore("chains");
    const head = await answer(chains.get(api));
    if (!head) chains.put({ api, device: randomId(), seq: 0, prev: "" });
    return head?.device ?? (await answer(chains.get(api))).device;
  });
}

// Whose records are kept here: where their journals are.
export const everyone = () => read("people", (store) => answer(store.getAllKeys()));
