import assert from "node:assert/strict";
import { test } from "node:test";
import { byHand, watched } from "../../../src/unpinch/web/static/js/coached.js";
import { press, start, tick } from "../../../src/unpinch/web/static/js/machine.js";
import { view } from "../../../src/unpinch/web/static/js/view.js";

const S = 1000;
const BRIDGE = { index: 0, exercise: "bridge", level: 1, name: "Bridge", side: "both", side_name: "both legs", number: 1, total: 2, repetitions: 8, hold_s: 0, tempo: [{ name: "lift", seconds: 2, cue: "Lift" }, { name: "lower", seconds: 2, cue: "Lower" }], rest_s: 30, cues: ["Lie down"], drawing: "d", dose: "8 times", band: "" };
const HOLD = { repetitions: 0, hold_s: 20, tempo: [] };
const table = (more = {}) => ({
  session: "s", at: "a", count_in_s: 5, urls: {},
  camera: { most: { repetitions: 200, hold_s: 900, partials: 200, range_percent: 300, tempo_ms: 600_000, unsure_percent: 100 }, faults: { bridge: ["arching"] } },
  steps: {
    a: { kind: "set", set: { ...BRIDGE, ...more }, next: { done: "b", skip: "b", stop: "x" } },
    b: { kind: "set", set: { ...BRIDGE, index: 1, ...more }, next: { done: "f", stop: "x" } },
    f: { kind: "felt", set: { ...BRIDGE, index: 1, ...more }, next: { same_or_better: "g", stop: "x" } },
    g: { kind: "set", set: { ...BRIDGE, index: 2, exercise: "clamshell" }, next: { done: "e", stop: "x" } },
    x: { kind: "stop_answer", set: BRIDGE, next: { done: "e" } },
    e: { kind: "ended", how: "done", next: {} },
  },
});

const told = (t, state, now, ...events) => events.reduce((one, [event, values]) => press(t, one, event, now, values).state, state);
const on = (t) => told(t, start(t, 0), 0, ["camera"], ["coach_on"]);
const armed = (t) => told(t, on(t), S, ["begin"], ["coach_armed"]);
const counted = (t, count = 3) => told(t, armed(t), 9 * S, ["coach_count", { count, partials: 1 }]);
const SUMMARY = { repetitions: 7, partials: 2, hold_s: 0, range_percent: 88.4, tempo_s: 4.26, faults: ["arching", "arching", "unheard_of"], unsure_percent: 12, seconds: 40 };

test("it is off until it is turned on, and a set then begins with the start pose instead of a count-in", () => {
  const t = table();
  assert.equal(start(t, 0).camera, null);
  assert.equal(press(t, start(t, 0), "begin", 0).state.screen, "count_in");
  const state = told(t, on(t), S, ["begin"]);
  assert.deepEqual([state.screen, view(t, state, 2 * S).count, view(t, state, 2 * S).small], ["moving", "", "Get into position"]);
});

test("a set that no camera can count goes by the pace, and is kept as by hand; the next is watched again", () => {
  const t = table();
  t.camera.paced = ["bridge-1"];
  const begun = told(t, on(t), S, ["begin"]);
  assert.deepEqual([begun.screen, watched(begun), begun.note.includes("The camera rests")], ["count_in", false, true]);
  const moving = tick(t, begun, 7 * S).state;
  assert.deepEqual([moving.screen, told(t, moving, 8 * S, ["coach_count", { count: 9 }]) === moving], ["moving", true]);
  const [entry] = tick(t, tick(t, moving, 30 * S).state, 39 * S).entries;
  assert.deepEqual([entry.values.repetitions, entry.values.source], [8, "hand"]);
  const [v, rests] = [view(t, moving, 8 * S), view(t, { ...moving, screen: "rest", done: { ...BRIDGE, at: 8 * S } }, 9 * S)];
  assert.deepEqual([v.away, v.watchable, rests.away], [true, false, false]);
  t.camera.paced = [];
  assert.equal(watched(told(t, { ...moving, screen: "ready" }, 70 * S, ["begin"])), true);
});

test("it counts what the coach counts and never ends a set by the clock", () => {
  const t = table();
  const state = tick(t, counted(t), 999 * S).state;
  const v = view(t, state, 999 * S);
  assert.deepEqual([state.screen, v.count, v.small, v.hand], ["moving", 3, "of 8", true]);
});

test("it holds what the coach holds", () => {
  const t = table(HOLD);
  const state = told(t, armed(t), 9 * S, ["coach_hold", { held_s: 2, total_s: 6.5, state: "held" }]);
  const v = view(t, state, 60 * S);
  assert.deepEqual([v.count, v.held_s, tick(t, state, 999 * S).state.screen], [14, 6.5, "moving"]);
});

test("it writes a set as the camera saw it, within the record's bounds and words", () => {
  const t = table();
  const [entry] = press(t, counted(t), "coach_done", 40 * S, { summary: SUMMARY }).entries;
  assert.deepEqual(entry.derived, ["set", "s", "0"]);
  assert.deepEqual(entry.values, { session: "s", index: 0, exercise: "bridge", level: 1, side: "both", repetitions: 7, partials: 2, tempo_ms: 4260, range_percent: 88, faults: ["arching"], unsure_percent: 12, source: "camera" });
});

test("it leaves out what can't be, and keeps the set", () => {
  const t = table();
  const wild = { repetitions: 9e9, partials: -3, range_percent: NaN, tempo_s: Infinity, faults: null, unsure_percent: undefined };
  const [entry] = press(t, counted(t), "coach_done", 40 * S, { summary: wild }).entries;
  assert.deepEqual(Object.keys(entry.values).slice(5), ["repetitions", "faults", "source"]);
  assert.equal(entry.values.repetitions, 200);
});

test("it writes what was counted so far when the person ends the set", () => {
  const t = table();
  const [entry] = press(t, counted(t), "finished", 40 * S).entries;
  assert.deepEqual([entry.values.repetitions, entry.values.partials, entry.values.source, "faults" in entry.values], [3, 1, "camera", false]);
});

test("it takes nothing from a coach that nobody has turned on, or outside a set", () => {
  const t = table();
  const ready = start(t, 0);
  for (const event of [["coach_count", { count: 3 }], ["coach_hold", { total_s: 4 }], ["coach_armed"], ["coach_done", { summary: SUMMARY }], ["coach_failed", { text: "Gone." }]]) {
    assert.deepEqual(press(t, ready, event[0], S, event[1]), { state: ready, entries: [] });
  }
  const resting = press(t, counted(t), "coach_done", 40 * S, { summary: SUMMARY }).state;
  assert.deepEqual(press(t, resting, "coach_done", 41 * S, { summary: SUMMARY }), { state: resting, entries: [] });
});

test("a stop is the same with the camera and without it, and turns it off", () => {
  const t = table();
  const [with_, without] = [counted(t), press(t, start(t, 0), "begin", 0).state].map((state) => press(t, state, "stop", 9 * S));
  assert.deepEqual(with_.entries, without.entries);
  assert.deepEqual([with_.state.screen, with_.state.camera], ["stop_answer", null]);
});

test("the next set begins by itself before the camera", () => {
  const t = table();
  const resting = press(t, counted(t), "coach_done", 40 * S, { summary: SUMMARY }).state;
  assert.equal(resting.screen, "rest");
  const next = tick(t, resting, 71 * S).state;
  assert.deepEqual([next.screen, next.camera.armed, next.camera.count, watched(next)], ["moving", false, 0, true]);
});

test("by hand the pace goes on from what was counted, and says so in one sentence", () => {
  const t = table();
  const state = press(t, counted(t), "coach_failed", 50 * S, { text: "It was pulled out." }).state;
  assert.deepEqual([state.camera, state.note], [null, "It was pulled out. The camera had counted 3. We go on from there."]);
  assert.equal(view(t, state, 51 * S).count, 4);
  assert.equal(tick(t, state, 71 * S).state.screen, "rest");
  const [entry] = tick(t, state, 71 * S).entries;
  assert.deepEqual([entry.values.repetitions, entry.values.source], [8, "hand"]);
});

test("a hold goes on by hand from what was held; before the start pose it waits for a tap", () => {
  const t = table(HOLD);
  const held = told(t, armed(t), 9 * S, ["coach_hold", { total_s: 12 }], ["coach_failed", {}]);
  assert.equal(view(t, held, 9 * S).count, 8);
  const early = told(t, on(t), S, ["begin"], ["coach_failed", {}]);
  assert.deepEqual([early.screen, early.note], ["ready", "The camera has stopped."]);
});

test("turned off while the set-up is looked at in a pause, the pause stays and the count too", () => {
  const t = table();
  const looking = told(t, counted(t), 10 * S, ["pause"], ["look"], ["coach_off"]);
  assert.deepEqual([looking.screen, looking.paused], ["setup", 10 * S]);
  const back = told(t, looking, 90 * S, ["unlook"], ["resume"]);
  assert.equal(view(t, back, 90 * S).count, 4);
});

test("an undo doesn't turn on again what was turned off", () => {
  const t = table();
  const skipped = press(t, counted(t), "skip", 10 * S).state;
  const back = told(t, skipped, 12 * S, ["coach_off"], ["undo"]);
  assert.deepEqual([back.key, back.screen, back.camera], ["a", "ready", null]);
});

test("a changed number is one correction by hand when its screen is left, and what was seen stays", () => {
  const t = table();
  const resting = told(t, press(t, counted(t), "coach_done", 40 * S, { summary: SUMMARY }).state, 42 * S, ["plus"], ["plus"], ["minus"], ["plus"]);
  assert.equal(view(t, resting, 42 * S).number.now, 9);
  const { state, entries } = tick(t, resting, 71 * S);
  const [{ kind, values, mends }] = entries;
  assert.deepEqual([entries.length, kind, values.repetitions, values.source, values.unsure_percent, mends], [1, "set_done", 9, "hand", 12, true]);
  assert.deepEqual(tick(t, state, 72 * S).entries, []);
});

test("the correction comes before the answer, and an undo of the answer doesn't write it twice", () => {
  const t = table();
  const second = told(t, tick(t, press(t, counted(t), "skip", 10 * S).state, 11 * S).state, 12 * S, ["begin"], ["coach_armed"]);
  const felt = told(t, press(t, second, "coach_done", 40 * S, { summary: SUMMARY }).state, 41 * S, ["minus"]);
  const answered = press(t, felt, "same_or_better", 42 * S);
  assert.deepEqual(answered.entries.map(({ kind }) => kind), ["set_done", "felt"]);
  const back = press(t, answered.state, "undo", 43 * S).state;
  assert.equal(view(t, back, 43 * S).number.now, 6);
  assert.deepEqual(press(t, back, "same_or_better", 44 * S).entries.map(({ kind }) => kind), ["felt"]);
  const stopped = press(t, felt, "stop", 42 * S);
  assert.deepEqual(stopped.entries.map(({ kind }) => kind), ["set_done", "stopped"]);
});

test("a number stays within its bounds", () => {
  const t = table();
  const felt = press(t, counted(t, 0), "finished", 40 * S).state;
  assert.equal(told(t, felt, 41 * S, ["minus"]).count.now, 0);
  const many = told(t, felt, 41 * S, ...Array.from({ length: 250 }, () => ["plus"]));
  assert.equal(many.count.now, 200);
});

test("without a camera there is no number to put right, and nothing to go on from", () => {
  const t = table();
  const moving = tick(t, press(t, start(t, 0), "begin", 0).state, 6 * S).state;
  const felt = tick(t, moving, 38 * S).state;
  assert.equal(view(t, felt, 38 * S).number, null);
  assert.deepEqual(press(t, felt, "plus", 39 * S), { state: felt, entries: [] });
  assert.equal(byHand(t, moving, 7 * S).since, moving.since);
});
