// This browser's own database: what waits to be sent, its chains, and the record where that is kept here too.
// A write counts once it is on the disk (durability strict); a page that is closed meanwhile doesn't undo it.
const NAME = "unpinch";
const VERSION = 1;
const OPENING_MS = 5_000; // some browsers never answer where they keep nothing
const STORES = {
  waiting: ["api", "order"], // outbox rows: {api, order, id, entry} drafted, {api, order, id, seq, line} sealed
  chains: "api", // {api, device, seq, prev}: the head of this browser's chain
  claims: ["api", "id"], // {api, id, at}: what one of the tabs has written already
  record: ["api", "id"], // {api, id, line}: a person's lines as they came, where they are kept here; `id`: its SHA-256
  people: "api", // {api, ...}: whose record is kept here
};
let opened = null;

export function open() {
  opened ??= new Promise((yes, no) => {
    const asked = indexedDB.open(NAME, VERSION);
    setTimeout(no, OPENING_MS, new DOMException("The database doesn't open.", "TimeoutError"));
    asked.onupgradeneeded = () => { for (const [name, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(name, { keyPath }); };
    asked.onsuccess = () => yes(letting(asked.result));
    asked.onerror = () => no(asked.error);
  });
  opened.catch(() => { opened = null; });
  return opened;
}

// Who wants to change it (a later version) or to delete it isn't kept waiting; what is asked afterwards opens it anew.
function letting(database) {
  const over = () => { opened = null; };
  Object.assign(database, { onclose: over, onversionchange: () => { over(); database.close(); } });
  return database;
}

export const answer = (request) => new Promise((yes, no) => {
  request.onsuccess = () => yes(request.result);
  request.onerror = () => no(request.error);
});

// All rows of a person, in the order of their keys.
export const whole = (api) => IDBKeyRange.bound([api], [api, []]);

export async function read(store, work) {
  return work((await open()).transaction(store).objectStore(store));
}

// One transaction: all of it or nothing. Resolves, with what `work` found, once it is on the disk.
export async function wrote(stores, work) {
  const transaction = (await open()).transaction(stores, "readwrite", { durability: "strict" });
  const over = new Promise((yes, no) => {
    transaction.oncomplete = yes;
    transaction.onabort = () => no(transaction.error);
  });
  const [found] = await Promise.all([work(transaction), over]);
  return found;
}

// Nothing of this person stays: the record was deleted for good.
export const erase = (api) => wrote(Object.keys(STORES), (all) => { for (const [name, key] of Object.entries(STORES)) all.objectStore(name).delete(key === "api" ? api : whole(api)); });

// Whose entries wait in this browser: where their journals are.
export const writers = async () => [...new Set((await read("waiting", (store) => answer(store.getAllKeys()))).map(([api]) => api))];

// The copies of records leave this browser. What waits for the server, and the chains, stay.
export const empty = () => wrote(["record", "people"], (all) => { for (const name of all.objectStoreNames) all.objectStore(name).clear(); });
