import assert from "node:assert/strict";
import { test } from "node:test";
import { Reach } from "../../../src/unpinch/web/static/js/offline/reach.js";
import { EVICTED, line, offlineWords, sign } from "../../../src/unpinch/web/static/js/offline/words.js";

const known = { waiting: 0, kept: true, there: true, offline: "ready" };
const state = (more) => sign({ ...known, ...more }).state;

test("the sign says where things are saved: on the server, here, or not yet", () => {
  assert.equal(state({}), "server");
  assert.equal(state({ waiting: 2 }), "waiting");
  assert.equal(state({ waiting: 2, there: false }), "here");
  assert.equal(state({ waiting: 1, kept: false, there: false }), "unkept");
  assert.equal(state({ there: false }), "offline");
});

test("a browser that keeps nothing for it never says that it works without a network", () => {
  for (const offline of ["none", "refused", "loading", "removed"]) {
    assert.equal(state({ there: false, offline }), "away");
    for (const waiting of [0, 1]) assert.doesNotMatch(sign({ ...known, waiting, there: false, offline }).long, /works on this device/);
    assert.doesNotMatch(offlineWords(offline), /without a network/);
  }
  assert.match(offlineWords("ready"), /without a network/);
});

test("what waits is counted, and the browser's own limits are said only where they are known", () => {
  const waits = { waiting: 1, door: false, kept: true };
  assert.match(line(waits), /^1 entry is safe on this device/);
  assert.match(line({ ...waits, waiting: 3 }), /^3 entries are safe/);
  assert.match(line({ ...waits, door: true }), /opened again/);
  assert.match(line({ ...waits, door: true, phone: true }), /pair it again/);
  assert.match(line({ ...waits, kept: false }), /leave this page open/);
  for (const lasting of [true, null, undefined]) assert.ok(!line({ ...waits, lasting }).includes(EVICTED));
  assert.ok(line({ ...waits, lasting: false }).includes(EVICTED));
});

test("a server that is silent is asked again, later each time, and once it answers soon again", async () => {
  const waits = [];
  let up = false;
  const reach = new Reach({ fetcher: async () => { if (!up) throw new TypeError("no network"); }, random: () => 1, later: (_work, ms) => waits.push(ms) });
  let changes = 0;
  reach.addEventListener("change", () => { changes += 1; });
  for (let n = 0; n < 7; n += 1) await reach.ask();
  assert.deepEqual([reach.there, changes], [false, 1]);
  assert.deepEqual(waits, [2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000));
  up = true;
  await reach.ask();
  up = false;
  await reach.ask();
  assert.deepEqual([changes, waits.at(-1)], [3, 2000]);
});
