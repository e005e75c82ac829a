import assert from "node:assert/strict";
import { test } from "node:test";
import { press, start as fresh, tick } from "../../../src/unpinch/web/static/js/machine.js";
import { joined, opened } from "../../../src/unpinch/web/static/js/table.js";
import { view } from "../../../src/unpinch/web/static/js/view.js";

const S = 1000;
const set = (index, more = {}) => ({ index, exercise: "nerve_floss", level: 1, name: "Nerve floss", side: "left", side_name: "left leg", number: index + 1, total: 2, repetitions: 3, hold_s: 0, tempo: [{ name: "out", seconds: 2, cue: "Straighten" }, { name: "in", seconds: 2, cue: "Bend" }], rest_s: 30, cues: ["Lie down"], drawing: "d", dose: "3 glides", band: "", ...more });
const table = (second = {}) => ({
  session: "s", at: "a", count_in_s: 5, urls: {},
  steps: {
    a: { kind: "set", set: set(0), next: { done: "f", skip: "b", easier: "a", stop: "x" } },
    f: { kind: "felt", set: set(0), next: { same_or_better: "b", worse: "e" } },
    b: { kind: "set", set: set(1, second), next: { done: "e", stop: "x" } },
    x: { kind: "stop_answer", set: set(0), next: { "alarm:between_legs": "c", "reason:too_strong leg_pain:8": "c", "reason:tingling where:buttock": "q", "reason:tingling": "w", done: "e" } },
    q: { kind: "ask", question: "saddle", set: set(0), next: { yes: "c", not_sure: "c", no: "w" } },
    w: { kind: "wait", set: set(0), wait_s: 120, next: { done: "t", end: "l" } },
    t: { kind: "settled", set: set(0), next: { back: "b", not_back: "v", end: "l" } },
    v: { kind: "wait", set: set(0), wait_s: 480, next: { done: "u", back: "b", end: "l" } },
    u: { kind: "settled", set: set(0), next: { back: "b", not_back: "k", end: "l" } },
    k: { kind: "ask", question: "new_weakness", how: "stopped", next: { yes: "c", not_sure: "c", no: "z" } },
    l: { kind: "ask", question: "new_weakness", how: "left", next: { yes: "c", not_sure: "c", no: "z" } },
    z: { kind: "ended", how: "stopped", next: {} },
    c: { kind: "seek_care", next: {} },
    e: { kind: "ended", how: "done", next: {} },
  },
});

// A session whose exercises have been set up: most of these tests begin there.
const SET_UP = ["nerve_floss-1"];
const start = (t, now) => fresh(t, now, { met: SET_UP });

function run(t, state, from, to, each = 250) {
  const entries = [];
  for (let now = from; now <= to; now += each) {
    const moved = tick(t, state, now);
    state = moved.state;
    entries.push(...moved.entries);
  }
  return { state, entries };
}

const moving = (t, now = 0) => run(t, press(t, start(t, now), "begin", now).state, now, now + 5 * S).state;

test("it waits for a tap before anything moves", () => {
  const t = table();
  assert.equal(run(t, start(t, 0), 0, 600 * S).state.screen, "ready");
});

test("it counts in before the first repetition", () => {
  const t = table();
  const { state } = press(t, start(t, 0), "begin", 0);
  assert.equal(view(t, state, 0).count, 5);
  assert.equal(view(t, state, 4100).count, 1);
  assert.equal(moving(t).screen, "moving");
});

test("it names the repetition and the cue of each phase", () => {
  const t = table();
  const state = moving(t);
  assert.deepEqual([view(t, state, 6 * S).count, view(t, state, 6 * S).cue], [1, "Straighten"]);
  assert.deepEqual([view(t, state, 8 * S).count, view(t, state, 8 * S).cue], [1, "Bend"]);
  assert.deepEqual([view(t, state, 10 * S).count, view(t, state, 10 * S).cue], [2, "Straighten"]);
});

test("it writes a finished set once, with the derived id's parts, and asks how it felt", () => {
  const t = table();
  const { state, entries } = run(t, moving(t), 5 * S, 40 * S);
  assert.equal(entries.length, 1);
  assert.deepEqual(entries[0].derived, ["set", "s", "0"]);
  assert.deepEqual(entries[0].values, { session: "s", index: 0, exercise: "nerve_floss", level: 1, side: "left", repetitions: 3, source: "hand" });
  assert.equal(state.screen, "felt");
});

test("it keeps time by the clock when the screen was locked for a while", () => {
  const t = table();
  assert.equal(view(t, tick(t, moving(t), 14 * S).state, 14 * S).count, 3);
});

test("it asks, and doesn't assume, when the end of a set passed unseen", () => {
  const t = table();
  const { state, entries } = tick(t, moving(t), 300 * S);
  assert.equal(state.screen, "unsure");
  assert.equal(entries.length, 0);
  assert.equal(press(t, state, "finished", 301 * S).entries[0].kind, "set_done");
  assert.equal(press(t, state, "again", 301 * S).state.screen, "ready");
});

test("it stops at once from any moment of a set, paused too", () => {
  const t = table();
  const paused = press(t, moving(t), "pause", 6 * S).state;
  for (const state of [start(t, 0), press(t, start(t, 0), "begin", 0).state, moving(t), paused]) {
    const stopped = press(t, state, "stop", 7 * S);
    assert.equal(stopped.state.screen, "stop_answer");
    assert.deepEqual(stopped.entries.map((e) => e.kind), ["stopped"]);
  }
});

test("it stands still while paused and goes on from there", () => {
  const t = table();
  const paused = press(t, moving(t), "pause", 6 * S).state;
  assert.equal(run(t, paused, 6 * S, 500 * S).state.screen, "moving");
  const on = press(t, paused, "resume", 500 * S).state;
  assert.equal(view(t, on, 500 * S).count, 1);
  assert.equal(view(t, on, 504 * S).count, 2);
});

test("it rests after a set and goes on by itself on the same side", () => {
  const t = table();
  const felt = run(t, moving(t), 5 * S, 17 * S).state;
  const next = press(t, felt, "same_or_better", 20 * S);
  assert.equal(next.entries[0].values.answer, "same_or_better");
  assert.equal(next.state.screen, "rest");
  assert.equal(run(t, next.state, 20 * S, 48 * S).state.screen, "count_in");
});

test("it says switch sides and waits for a tap when the side changes", () => {
  const t = table({ side: "right", side_name: "right leg" });
  const felt = run(t, moving(t), 5 * S, 17 * S).state;
  const rest = press(t, felt, "same_or_better", 20 * S).state;
  assert.equal(view(t, rest, 20 * S).switchSides, true);
  assert.equal(run(t, rest, 20 * S, 200 * S).state.screen, "ready");
});

test("it looks an answered stop up: alarm first, then the reason", () => {
  const t = table();
  const stopped = press(t, moving(t), "stop", 7 * S).state;
  const answer = (alarms, reason) => press(t, stopped, "stop_answer", 9 * S, { alarms, where: [], reason }).state.screen;
  assert.equal(answer(["between_legs"], "tingling"), "seek_care");
  assert.equal(answer(["none"], "tingling"), "wait");
  assert.equal(answer(["none"], "other"), "ended");
});

test("it waits two minutes by the clock, then asks and says how long it was", () => {
  const t = table();
  const stopped = press(t, moving(t), "stop", 7 * S).state;
  const wait = press(t, stopped, "stop_answer", 10 * S, { alarms: ["none"], where: ["calf"], reason: "tingling" }).state;
  assert.equal(view(t, wait, 11 * S).count, 119);
  const asked = tick(t, wait, 131 * S).state;
  assert.equal(asked.screen, "settled");
  const { entries, state } = press(t, asked, "back", 135 * S);
  assert.deepEqual(entries[0].values, { session: "s", after_min: 2, answer: "back" });
  assert.equal(state.key, "b");
});

test("it offers nothing the table doesn't offer", () => {
  const t = table();
  const felt = run(t, moving(t), 5 * S, 17 * S).state;
  const last = press(t, felt, "same_or_better", 20 * S).state;
  assert.equal(view(t, last, 20 * S).easier, false);
  assert.deepEqual(press(t, last, "easier", 21 * S).entries, []);
});

test("it counts a hold down and ends a set without tempo only by hand", () => {
  const t = table();
  t.steps.a.set = set(0, { hold_s: 30, repetitions: 0, tempo: [] });
  assert.equal(view(t, moving(t), 6 * S).count, 29);
  t.steps.a.set = set(0, { tempo: [] });
  const free = moving(t);
  assert.equal(view(t, free, 6 * S).hand, true);
  assert.equal(run(t, free, 5 * S, 900 * S).state.screen, "moving");
});

test("it takes a slip back for ten seconds with a retraction, but never a stop", () => {
  const t = table();
  const skipped = press(t, start(t, 0), "skip", S).state;
  assert.equal(view(t, skipped, 5 * S).undo, true);
  const back = press(t, skipped, "undo", 5 * S);
  assert.deepEqual([back.state.key, back.entries[0].kind, back.entries[0].ofUndo], ["a", "retraction", true]);
  assert.equal(view(t, skipped, 12 * S).undo, false);
  assert.deepEqual(press(t, skipped, "undo", 12 * S).entries, []);
  assert.equal(view(t, press(t, start(t, 0), "stop", S).state, 2 * S).undo, false);
});

test("it says how the session ended, by itself or when the person leaves", () => {
  const t = table();
  const felt = run(t, moving(t), 5 * S, 17 * S).state;
  const over = press(t, felt, "worse", 20 * S);
  assert.deepEqual(over.entries.map((e) => [e.kind, e.values.how ?? e.values.answer]), [["felt", "worse"], ["session_ended", "done"]]);
  const left = press(t, start(t, 0), "leave", S);
  assert.deepEqual([left.state.screen, left.entries[0].values.how], ["ended", "left"]);
});

test("it takes the first line of the table whose every part was said", () => {
  const t = table();
  const stopped = press(t, moving(t), "stop", 7 * S).state;
  const answer = (values) => press(t, stopped, "stop_answer", 9 * S, { alarms: ["none"], where: [], ...values }).state.screen;
  assert.equal(answer({ reason: "tingling", where: ["calf", "buttock"] }), "ask");
  assert.equal(answer({ reason: "too_strong", leg_pain: 8 }), "seek_care");
  assert.equal(answer({ reason: "too_strong", leg_pain: 7 }), "ended");
});

test("it writes the answer to the saddle question as a screening", () => {
  const t = table();
  const stopped = press(t, moving(t), "stop", 7 * S).state;
  const asked = press(t, stopped, "stop_answer", 9 * S, { alarms: ["none"], where: ["buttock"], reason: "tingling" }).state;
  const { entries, state } = press(t, asked, "not_sure", 12 * S);
  assert.deepEqual(entries[0], { kind: "screening", values: { scope: "event", yes: [], no: [], not_sure: ["saddle"] } });
  assert.equal(state.screen, "seek_care");
});

// The table as it travels: steps in a list, events leading to numbers in it.
function packed(t, sets, care = {}) {
  const names = Object.keys(t.steps);
  const numbered = (next = {}) => Object.fromEntries(Object.entries(next).map(([event, name]) => [event, names.indexOf(name)]));
  return { ...t, sets, at: names.indexOf(t.at), care: numbered(care), steps: names.map((key) => ({ ...t.steps[key], key, next: numbered(t.steps[key].next) })) };
}

test("it opens the table: steps by name, and what every stop leads to before a step's own lines", () => {
  const t = table();
  const next = { "reason:tingling": "w", done: "e" };
  const whole = opened(packed({ ...t, steps: { ...t.steps, x: { kind: "stop_answer", next } } }, {}, { "alarm:between_legs": "c" }));
  assert.equal(whole.at, "a");
  assert.deepEqual(Object.entries(whole.steps.x.next), [["alarm:between_legs", "c"], ["reason:tingling", "w"], ["done", "e"]]);
  assert.deepEqual(whole.steps.w.next, { done: "t", end: "l" });
});

test("it shows how to set up before the first set of an exercise and level, and never again", () => {
  const t = table();
  const before = fresh(t, 0);
  assert.equal(before.screen, "setup");
  assert.equal(run(t, before, 0, 900 * S).state.screen, "setup");
  const ready = press(t, before, "begin", 900 * S).state;
  assert.equal(ready.screen, "count_in");
  assert.equal(press(t, ready, "skip", 901 * S).state.screen, "ready");
  const other = table({ exercise: "bridge" });
  assert.equal(press(other, press(other, fresh(other, 0), "begin", 0).state, "skip", S).state.screen, "setup");
});

test("it says how long to rest while the next exercise is set up", () => {
  const t = table({ exercise: "bridge" });
  const felt = run(t, moving(t), 5 * S, 17 * S).state;
  const next = press(t, felt, "same_or_better", 20 * S).state;
  assert.deepEqual([next.screen, view(t, next, 20 * S).count, view(t, next, 60 * S).count], ["setup", 27, 0]);
});

test("it shows the set-up again from a pause, and leads back to it or begins the set anew", () => {
  const t = table();
  const paused = press(t, moving(t), "pause", 7 * S).state;
  const looking = press(t, paused, "look", 8 * S).state;
  assert.deepEqual([looking.screen, view(t, looking, 9 * S).looking, run(t, looking, 8 * S, 99 * S).state.screen], ["setup", true, "setup"]);
  const back = press(t, looking, "unlook", 30 * S).state;
  assert.deepEqual([back.screen, back.paused], ["moving", 7 * S]);
  assert.equal(view(t, press(t, looking, "begin", 30 * S).state, 30 * S).count, 5);
  assert.equal(press(t, looking, "stop", 30 * S).state.screen, "stop_answer");
});

test("it takes back or the end at any time of the second wait, and the end of the first", () => {
  const t = table();
  const stopped = press(t, moving(t), "stop", 7 * S).state;
  const wait = press(t, stopped, "stop_answer", 10 * S, { alarms: ["none"], where: [], reason: "tingling" }).state;
  assert.deepEqual(press(t, wait, "back", 20 * S), { state: wait, entries: [] });
  assert.equal(press(t, wait, "end", 20 * S).entries[0].values.how, "left");
  const second = press(t, tick(t, wait, 131 * S).state, "not_back", 135 * S).state;
  assert.equal(view(t, second, 136 * S).settles, true);
  const early = press(t, second, "back", 200 * S);
  assert.deepEqual([early.state.key, early.entries[0].values.after_min, early.entries[0].ofStop], ["b", 3, true]);
});

test("it asks at the end what the leg can do, and writes the end once", () => {
  const t = table();
  const stopped = press(t, moving(t), "stop", 7 * S).state;
  const wait = press(t, stopped, "stop_answer", 10 * S, { alarms: ["none"], where: [], reason: "tingling" }).state;
  const second = press(t, tick(t, wait, 131 * S).state, "not_back", 135 * S).state;
  const last = press(t, tick(t, second, 616 * S).state, "not_back", 620 * S);
  assert.deepEqual(last.entries.map((e) => e.kind), ["settled", "session_ended"]);
  const over = press(t, last.state, "no", 625 * S);
  assert.deepEqual([over.state.screen, over.entries.map((e) => e.kind), over.entries[0].values.no], ["ended", ["screening"], ["new_weakness"]]);
  assert.equal(press(t, last.state, "not_sure", 625 * S).state.screen, "seek_care");
});

test("it joins what two tables of a session know, the one that knows more for each step", () => {
  const near = { sets: { one: 1 }, questions: {}, steps: { a: { kind: "set", next: { done: "more", skip: "b" } }, more: { kind: "more", next: {} } } };
  const far = { sets: { two: 2 }, questions: {}, steps: { a: { kind: "set", next: { done: "c", skip: "more" } }, c: { kind: "felt", next: { worse: "more" } } } };
  const both = joined(near, far);
  assert.deepEqual([both.steps.a.next, both.steps.c.next, both.sets], [{ done: "c", skip: "b" }, { worse: "more" }, { one: 1, two: 2 }]);
});

test("it does a set again that was taken back", () => {
  const t = table();
  const named = opened(packed({ ...t, steps: { ...t.steps, a: { ...t.steps.a, set: "one" } } }, { one: { ...set(0), again: "r" } }));
  const { entries } = run(named, moving(named), 5 * S, 40 * S);
  assert.deepEqual([entries[0].derived, entries[0].values.replaces], [["set", "s", "0", "r"], "r"]);
});
