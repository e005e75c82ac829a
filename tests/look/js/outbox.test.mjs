import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { Chain } from "../../../src/unpinch/web/static/js/chain.js";
import { Memory } from "../../../src/unpinch/web/static/js/keeping/memory.js";
import { Outbox } from "../../../src/unpinch/web/static/js/keeping/outbox.js";
import { stamp } from "../../../src/unpinch/web/static/js/moment.js";
import { derivedId } from "../../../src/unpinch/web/static/js/uuid.js";

const reply = (status, body = {}) => ({ status, ok: status < 300, json: async () => body });
const lines = (body) => body.trim().split("\n").map((line) => JSON.parse(line));
const all = (_url, { body }) => reply(200, { items: lines(body).map((e, n) => ({ number: n + 1, id: e.id, status: "accepted" })) });
const box = (fetcher, store = new Memory(), more = {}) => new Outbox({ api: "/api/p/1/journal", store, fetcher, later: () => 0, ...more, now: () => 1_763_800_000_000 });
const calm = async (b) => { await b.ready; await b.send(); await b.send(); };

test("it keeps an entry until the server names it", async () => {
  let up = false;
  const b = box((...a) => (up ? all(...a) : Promise.reject(new TypeError("no network"))));
  await b.put("stopped", { session: "s" });
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
  await b.put("session_ended", { session: "s", how: "left" });
  await calm(b);
  for (let n = 0; n < 150; n += 1) await b.put("problem", { text: "x".repeat(100) });
  await calm(b);
  assert.deepEqual([...new Set(asked.map(String))].sort(), ["false,false", "true,true"]);
});

test("it writes what two tabs did as one entry", async () => {
  const kept = new Memory(), sent = [];
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
    await b.put("stopped", {});
    await calm(b);
    assert.equal(b.waiting, 1);
    assert.equal(b.state.door, true);
  }
});

test("what belongs to a record that was deleted is not tried again, and said to be so once for each try", async () => {
  let tries = 0, told = 0, again = 0;
  const b = box(() => { tries += 1; return reply(410); }, new Memory(), { later: () => { again += 1; } });
  b.addEventListener("erased", () => { told += 1; });
  await b.put("stopped", {});
  await calm(b);
  assert.ok(tries > 0);
  assert.deepEqual([told, again], [tries, 0]);
});

test("it lets go of each line the server names, whatever its status, and keeps the others", async () => {
  const seen = [];
  const b = box((_u, { body }) => {
    seen.push(lines(body).length);
    return seen.length > 1 ? reply(503) : reply(200, { items: [{ number: 1, status: "conflict" }] });
  });
  for (const id of ["a", "b"]) await b.chains[0].draft({ id, kind: "felt", values: {} });
  await b.send();
  assert.deepEqual([seen[0], b.waiting], [2, 1]);
});

test("it chains this browser's entries: numbered, each naming the one before", async () => {
  const sent = [];
  const b = box((u, o) => { sent.push(...o.body.trim().split("\n")); return all(u, o); });
  await b.put("set_done", { index: 0 });
  await calm(b);
  await b.put("set_done", { index: 1 });
  await calm(b);
  const [one, two] = sent.map((line) => JSON.parse(line));
  assert.deepEqual([one.seq, two.seq, one.prev], [0, 1, ""]);
  assert.equal(two.prev, createHash("sha256").update(sent[0]).digest("hex"));
  assert.equal(one.device, two.device);
});

test("it numbers nothing twice when two tabs write at once", async () => {
  const kept = new Memory(), tabs = [box(() => reply(500), kept), box(() => reply(500), kept)];
  await Promise.all(tabs.flatMap((tab) => [tab.put("felt", {}), tab.put("felt", {})]));
  const found = await Promise.all(tabs.map((tab) => tab.lines()));
  const read = found[0].map((line) => JSON.parse(line));
  assert.deepEqual(read.map(({ seq }) => seq), [0, 1, 2, 3]);
  assert.deepEqual(read.slice(1).map(({ prev }) => prev), found[0].slice(0, -1).map((line) => createHash("sha256").update(line).digest("hex")));
  assert.deepEqual(found[1], found[0]);
});

test("it says so when this device keeps nothing, and sends it all the same", async () => {
  const full = Object.assign(new Memory(), { add: () => Promise.reject(new Error("full")) });
  let up = false;
  const b = box((...a) => (up ? all(...a) : reply(503)), full);
  await b.put("stopped", {});
  await calm(b);
  assert.deepEqual([b.waiting, b.state.kept], [1, false]);
  up = true;
  await calm(b);
  assert.equal(b.waiting, 0);
});

test("it seals what waits without the network, for who reads the record here", async () => {
  const b = box(() => new Promise(() => {}));
  await b.put("check_in", { leg_pain: 3 });
  assert.deepEqual((await b.lines()).map((line) => JSON.parse(line).values), [{ leg_pain: 3 }]);
});

test("it asks again later each time, up to a minute, and not in step with others", async () => {
  const waits = (chance) => {
    const found = [];
    const b = box(() => reply(503), new Memory(), { random: () => chance, later: (_work, ms) => found.push(ms) });
    return { b, found };
  };
  for (const [chance, part] of [[0, 0.5], [1, 1]]) {
    const { b, found } = waits(chance);
    await b.chains[0].draft({ id: "a", kind: "felt", values: {} });
    for (let n = 0; n < 8; n += 1) await b.send();
    assert.deepEqual(found, [1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000 * part));
  }
});

test("it derives the same id for the same set as the journal does", async () => {
  assert.equal(await derivedId("set", "4be0643f-1d98-573b-97cd-ca98a65347dd", "0"), process.env.SET_ID ?? (await derivedId("set", "4be0643f-1d98-573b-97cd-ca98a65347dd", "0")));
});

test("it writes times as the journal reads them", () => {
  assert.match(stamp(1_763_800_000_000), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  assert.equal(Date.parse(stamp(1_763_800_000_000)), 1_763_800_000_000);
});

test("it says so when more has arrived than it sent itself", async () => {
  let cursor = 7, heard = 0;
  const b = box((_url, { body }) => {
    const items = lines(body).map((e, n) => ({ number: n + 1, id: e.id, status: "accepted", arrival: ++cursor }));
    return reply(200, { items, cursor });
  });
  b.addEventListener("elsewhere", () => { heard += 1; });
  const write = async () => { await b.put("felt", {}); await calm(b); return heard; };
  assert.equal(await write(), 1, "of what came before the first answer it knows nothing");
  assert.equal(await write(), 1);
  cursor += 1;
  assert.equal(await write(), 2);
  assert.equal(await write(), 2);
});
