// Keeps the record in this browser as the server has it (docs/api.md): only what arrived since is fetched. What was written here goes the
// other way, through the outbox. Nothing is ever taken away, so any order of both leads to the same record.
import { erased } from "../keeping/erased.js";
import { asking } from "../offline/reach.js";
import { bytesOf } from "../uuid.js";
import { lines, person, remember, take } from "./record.js";

const LINES = "application/x-ndjson";
const BATCH_LINES = 500;
const AGAIN_LINES = 200;
const TRY_MS = 20_000;
const NEW_LINE = 10;

const ask = (address, options = {}) => asking(fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(TRY_MS), ...options }));
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function text(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    return bytes; // a line kept aside may be any bytes
  }
}

function* split(bytes) {
  for (let start = 0, end = bytes.indexOf(NEW_LINE); end >= 0; start = end + 1, end = bytes.indexOf(NEW_LINE, start)) yield text(bytes.slice(start, end));
}

const seen = new Set(); // whose place was looked at since this page was loaded

// Brings what the server has and this browser hasn't. True when all is here; false where the server doesn't answer, or not us.
export function pull(api) {
  return navigator.locks.request(`unpinch:pull:${api}`, () => pulled(api)).catch(() => false);
}

async function pulled(api) {
  let known = (await person(api)) ?? { cursor: 0 };
  for (let last = false; !last;) {
    const got = await ask(`${api}?after=${known.cursor}&limit=${BATCH_LINES}`);
    const device = got.headers.get("Unpinch-Device") ?? "";
    const restored = got.status === 409 || (got.ok && known.device && device !== known.device);
    if (got.status === 410) return erased(api).then(() => false); // deleted there for good
    if (!got.ok && !restored) return false;
    last = !restored && got.headers.get("Unpinch-More") === "false";
    known = restored ? await again(api, known) : await taken(api, known, { got, device, last });
    if (!known) return false;
  }
  return true;
}

// Takes a batch. With the last one the place is looked at, and then the record is whole.
async function taken(api, known, { got, device, last }) {
  const come = [...split(new Uint8Array(await got.arrayBuffer()))];
  const cursor = Number(got.headers.get("Unpinch-Cursor"));
  const looks = last && !seen.has(api);
  const place = looks ? await placed(api) : known.place;
  if (last && !place) return null;
  const row = { cursor, device, place, whole: Boolean(known.whole || last) };
  if (come.length || looks) await take(api, come, cursor - come.length, row);
  if (looks) seen.add(api);
  return row;
}

async function placed(api) {
  const got = await ask(api.replace(/journal$/, "place"));
  return got.ok ? got.json() : null;
}

// The server was restored from a copy: it is given all that is known here, and then read from the start.
async function again(api, known) {
  const all = await lines(api);
  for (let at = 0; at < all.length; at += AGAIN_LINES) {
    const part = all.slice(at, at + AGAIN_LINES);
    const body = new Blob(part.flatMap(({ line }) => [bytesOf(line), "\n"]));
    const got = await ask(api, { method: "POST", body: await body.arrayBuffer(), headers: { "Content-Type": LINES } });
    if (!got.ok || (await got.json()).items.length < part.length) return null;
  }
  const row = { ...known, cursor: 0, device: "" };
  await remember(api, row);
  return row;
}
