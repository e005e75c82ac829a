// A person's page without the server: drawn in this page's worker from the record that this browser keeps. What it writes goes to the outbox,
// which sends it when it can. `answer` answers as the server would; {status: 303, headers: {location}} leads elsewhere.
import { stamp } from "../moment.js";
import { outbox } from "../outbox.js";
import { bytesOf, hashOf } from "../uuid.js";
import { count, device, lines, person } from "./record.js";
import { Seat } from "./seat.js";

const HTML = "text/html; charset=utf-8";
const LINES = "application/x-ndjson";
const EXPORT = "/export";
const NEW_LINE = new Uint8Array([10]);

const apiOf = (path) => `/api${/^\/p\/[0-9a-f-]{36}/.exec(path)[0]}/journal`;
let started = null; // of {seat, inside, whose, known: hashes of the lines it has, count}

async function begun() {
  const inside = await (await fetch(document.body.dataset.inside)).json();
  return { inside, seat: new Seat(inside.kit), whose: "", known: new Set(), count: -1 };
}

// The worker, started when first needed. One that couldn't be started, or died, is started anew the next time.
async function seated() {
  started ??= begun();
  const one = await started.catch((error) => { started = null; throw error; });
  if (!one.seat.dead) return one;
  started = null;
  return seated();
}

// Begins to load what pages need, ahead of time. Whether it could.
export const warm = () => seated().then(({ seat }) => seat.ready).then(() => true, () => false);

// Answers a page of a person, one at a time in all tabs: what one writes is known to the next.
// `body`: a form's fields, as URLSearchParams takes them. `html` is text, or a file's bytes. Without a whole record here it throws.
export function answer({ method = "GET", path, body = null }) {
  const api = apiOf(path);
  return navigator.locks.request(`unpinch:answer:${api}`, () => answered(api, method, path, body));
}

async function answered(api, method, path, body) {
  const row = await person(api);
  if (!row?.whole) throw new DOMException("The record isn't kept in this browser.", "NotFoundError");
  const one = await seated();
  await one.seat.call("stand", JSON.stringify({ ...row.place, person: api.split("/")[3], static: one.inside.static, kit: one.inside.kit, device: await device(api), by: document.body.dataset.by || "self" }));
  await learnt(api, one);
  if (method === "GET" && new URL(path, location.origin).pathname.endsWith(EXPORT)) return file(one);
  const form = [...new URLSearchParams(body ?? "")];
  const found = JSON.parse(await one.seat.call("answer", JSON.stringify({ method, path, form, now: stamp(Date.now()) })));
  for (const { kind, values, id } of found.new) await outbox(api).put(kind, values, id ? { id } : {});
  return found.go ? { status: 303, headers: { location: found.go }, html: null } : { status: found.status, headers: { "content-type": HTML }, html: found.html };
}

// Gives the worker the lines that it doesn't have yet.
async function learnt(api, one) {
  if (one.whose !== api) {
    await one.seat.call("begin");
    Object.assign(one, { whose: api, known: new Set(), count: -1 });
  }
  const waiting = (await outbox(api).lines()).map((line) => ({ line }));
  const now = await count(api);
  const kept = now === one.count ? [] : await lines(api);
  const parts = [];
  for (const { id, line } of [...kept, ...waiting]) {
    const hash = id ?? (await hashOf(line));
    if (!one.known.has(hash)) parts.push(bytesOf(line), NEW_LINE);
    one.known.add(hash);
  }
  if (parts.length) await one.seat.call("add", new Uint8Array(await new Blob(parts).arrayBuffer()));
  one.count = now;
}

async function file({ seat }) {
  const bytes = await seat.call("journal");
  const name = `unpinch-journal-${stamp(Date.now()).slice(0, 10)}.jsonl`;
  return { status: 200, headers: { "content-type": LINES, "content-disposition": `attachment; filename="${name}"` }, html: bytes };
}
