import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { Outbox } from "../../../src/unpinch/web/static/js/outbox.js";
import { stamp } from "../../../src/unpinch/web/static/js/moment.js";
import { derivedId } from "../../../src/unpinch/web/static/js/uuid.js";

const store = () => {
  const map = new Map();
  return { getItem: (k) => map.get(k) ?? null, setItem: (k, v) => map.set(k, v), removeItem: (k) => map.delete(k), keys: () => [...map.keys()] };
};
const reply = (status, body = {}) => ({ status, ok: status < 300, json: async () => body });
const lines = (body) => body.trim().split("\n").map((line) => JSON.parse(line));
const all = (_url, { body }) => reply(200, { items: lines(body).map((e, n) => ({ number: n + 1, id: e.id, status: "accepted" })) });
const box = (fetcher, kept = store()) => new Outbox({ api: "/api/p/1/journal", store: kept, fetcher, now: () => 1_763_800_000_000 });
const calm = async (b) => { await b.send(); await b.send(); };

test("it keeps an entry until the server names it", async () => {
  let up = false;
  const b = box((...a) => (up ? all(...a) : Promise.reject(new TypeError("no network"))));
  b.put("stopped", { session: "s" });
  await calm(b);
  assert.equal(b.waiting, 1);
  up = true;
  await calm(b);
  assert.equal(b.waiting, 0);
});

test("it lets a small batch go on when the page is closed, and a large one never claims to", async () => {
  const asked = [];
  const noting = (url, options) => { asked.push([options.body.length < 15_000, options.keepalive]); return all(url, options); };
  const b = box(noting);
  b.put("session_ended", { session: "s", how: "left" });
  await calm(b);
  for (let n = 0; n < 150; n += 1) b.put("problem", { text: "x".repeat(100) });
  await calm(b);
  assert.deepEqual([...new Set(asked.map(String))].sort(), ["false,false", "true,true"]);
});

test("it writes what two tabs did as one entry", async () => {
  const kept = store(), sent = [];
  const counting = (url, options) => { sent.push(...lines(options.body)); return all(url, options); };
  for (const tab of [box(counting, kept), box(counting, kept)]) {
    await tab.putDerived("set_done", { index: 0 }, ["set", "s", "0"], 1_763_800_000_000);
    await calm(tab);
  }
  assert.equal(sent.length, 1);
});

test("it never drops an entry at a closed door, and says so", async () => {
  for (const status of [401, 403]) {
    const b = box(() => reply(status));
    b.put("stopped", {});
    await calm(b);
    assert.equal(b.waiting, 1);
    assert.equal(b.state.door, true);
  }
});

test("it lets go of each line the server names, whatever its status, and keeps the others", async () => {
  const seen = [];
  const b = box((_u, { body }) => {
    seen.push(lines(body).length);
    return seen.length > 1 ? reply(503) : reply(200, { items: [{ number: 1, status: "conflict" }] });
  });
  b.chain.draft({ id: "a", kind: "felt", values: {} });
  b.chain.draft({ id: "b", kind: "felt", values: {} });
  await b.send();
  assert.deepEqual([seen[0], b.waiting], [2, 1]);
});

test("it chains this browser's entries: numbered, each naming the one before", async () => {
  const sent = [];
  const b = box((u, o) => { sent.push(...o.body.trim().split("\n")); return all(u, o); });
  b.put("set_done", { index: 0 });
  await calm(b);
  b.put("set_done", { index: 1 });
  await calm(b);
  const [one, two] = sent.map((line) => JSON.parse(line));
  assert.deepEqual([one.seq, two.seq, one.prev], [0, 1, ""]);
  assert.equal(two.prev, createHash("sha256").update(sent[0]).digest("hex"));
  assert.equal(one.device, two.device);
});

test("it mends a chain whose head was lost in a crash, and numbers nothing twice", async () => {
  const kept = store();
  const b = box(() => reply(500), kept);
  b.put("felt", {});
  await calm(b);
  const device = kept.keys().find((key) => key.includes(":device:"));
  kept.setItem(device, JSON.stringify({ ...JSON.parse(kept.getItem(device)), seq: 0, prev: "" }));
  const again = box(() => reply(500), kept);
  again.put("felt", {});
  await calm(again);
  const seqs = kept.keys().filter((key) => key.includes(":sealed:")).map((key) => JSON.parse(kept.getItem(key)).seq);
  assert.deepEqual(seqs.sort(), [0, 1]);
});

test("it derives the same id for the same set as the journal does", async () => {
  assert.equal(await derivedId("set", "4be0643f-1d98-573b-97cd-ca98a65347dd", "0"), process.env.SET_ID ?? (await derivedId("set", "4be0643f-1d98-573b-97cd-ca98a65347dd", "0")));
});

test("it writes times as the journal reads them", () => {
  assert.match(stamp(1_763_800_000_000), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  assert.equal(Date.parse(stamp(1_763_800_000_000)), 1_763_800_000_000);
});
