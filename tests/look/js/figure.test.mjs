import assert from "node:assert/strict";
import { test } from "node:test";
import { Curves } from "../../../src/unpinch/web/static/js/figure/curves.js";
import { corners } from "../../../src/unpinch/web/static/js/figure/around.js";
import { Motion } from "../../../src/unpinch/web/static/js/figure/motion.js";
import { versions } from "../../../src/unpinch/web/static/js/figure/versions.js";
import { Transport } from "../../../src/unpinch/web/static/js/figure/transport.js";

// Two frames of two segments: the right one stands at z = +0.1 m and moves, the left one at -0.1 m stays.
const clip = (phases, duration_s) => ({
  duration_s, phases, n: 2,
  origins_mm: [0, 0, 100, 0, 0, -100, 200, 0, 100, 0, 0, -100],
  quaternions_1e4: [0, 0, 0, 10000, 0, 0, 0, 10000, 7071, 0, 0, 7071, 0, 0, 0, 10000],
  points_mm: [0, 0, 100, 0, 0, -100, 200, 0, 100, 0, 0, -100],
  band: { paths_mm: [[0, 0, 50, 10, 0, 50], [0, 0, 90, 10, 0, 90]], tension_n: [2, 6], elongation_percent: [0, 50] },
});
const phases = [{ name: "open", from_s: 0, to_s: 2, cue: "Open." }, { name: "close", from_s: 2, to_s: 4, cue: "" }];
const data = () => ({
  side: "right", height_m: 2, props: [], segments: ["thigh_r", "thigh_l"], joints: ["knee_r", "knee_l"],
  clips: { in: clip([{ name: "lie down", from_s: 0, to_s: 4, cue: "Lie down." }], 4), repetition: clip(phases, 4) },
});
const near = (found, wanted) => [...found].forEach((value, i) => assert.ok(Math.abs(value - wanted[i]) < 1e-4, `${[...found]} is not ${wanted}`));

test("it gives the frames' own numbers at their own times", () => {
  const motion = new Motion(data());
  near(motion.sample("repetition", 4).origins, [0.2, 0, 0.1, 0, 0, -0.1]);
});

test("it goes evenly from frame to frame, turning by the shorter way", () => {
  const { origins, turns } = new Motion(data()).sample("repetition", 2);
  near(origins, [0.1, 0, 0.1, 0, 0, -0.1]);
  near(turns.slice(0, 4), [Math.sin(Math.PI / 8), 0, 0, Math.cos(Math.PI / 8)]);
});

test("it mirrors to the other side: what the right did, the left does", () => {
  const { origins, turns } = new Motion(data(), "left").sample("repetition", 4);
  near(origins, [0, 0, 0.1, 0.2, 0, -0.1]);
  near(turns.slice(4), [-0.7071, 0, 0, 0.7071]);
});

test("a mat is no larger than the movement needs, and its corners are mirrored with it", () => {
  const mat = { kind: "mat", centre_mm: [0, 4, 20], size_mm: [2000, 8, 300], yaw_deg: 0 };
  const { props: [shown] } = new Motion({ ...data(), props: [mat] });
  assert.deepEqual([shown.centre_mm, shown.size_mm], [[100, 4, 20], [420, 8, 300]]); // 110 mm beyond the joints; never beyond itself
  assert.deepEqual([mat.size_mm[0], corners([shown], true)[0]], [2000, [-0.11, 0.008, 0.13]]);
});

test("the top of a chair's back is seen, however the chair stands", () => {
  const chair = { kind: "chair", centre_mm: [0, 200, 0], size_mm: [400, 400, 300], yaw_deg: -90 };
  near(corners([chair], false).flat(), [0.15, 0.8, -0.2, -0.15, 0.8, -0.2]);
});

test("it leaves a movement of both sides as it is", () => {
  assert.equal(new Motion(data(), "both").mirrored, false);
});

test("it gives the band's line, pull and stretch between frames, mirrored too", () => {
  const band = new Motion(data(), "left").band("repetition", 2);
  near(band.lines[0][1], [0.01, 0, -0.07]);
  assert.equal(band.tension_n, 4);
  assert.equal(band.elongation, 0.25);
});

test("it follows the pacer to the named phase", () => {
  const transport = new Transport(new Motion(data()));
  assert.ok(transport.follow("close", 0.5));
  assert.equal(transport.shown, 3);
  assert.equal(transport.follow("jump", 0.5), false);
  assert.equal(transport.tick(1), false, "the pacer alone moves it");
});

test("it goes round in the breathing of a hold, once its way in is over", () => {
  const held = data();
  held.clips.repetition.phases[1].repeats = true;
  const transport = new Transport(new Motion(held));
  for (const [elapsed, shown] of [[1, 1], [3, 3], [5, 3], [31, 3]]) {
    transport.hold(elapsed);
    assert.equal(transport.shown, shown);
  }
});

test("it goes round in a repetition and stops at the end of a way in", () => {
  const transport = new Transport(new Motion(data()));
  transport.play();
  transport.tick(5);
  assert.equal(transport.time, 1);
  transport.choose("in");
  transport.tick(9);
  assert.deepEqual([transport.time, transport.playing], [4, false]);
});

test("it plays at half the speed when slow", () => {
  const transport = new Transport(new Motion(data()));
  transport.slow(true);
  transport.play();
  transport.tick(2);
  assert.equal(transport.time, 1);
});

test("it goes from phase to phase, and keeps saying what was said last", () => {
  const transport = new Transport(new Motion(data()));
  transport.jump(1);
  assert.deepEqual([transport.time, transport.phase.name, transport.cue], [2, "close", "Open."]);
  transport.jump(-1);
  assert.equal(transport.time, 0);
});

test("where motion is reduced it stands at key poses alone, and the slider with them", () => {
  const transport = new Transport(new Motion(data()), { still: true });
  const at = () => [transport.shown, transport.share, transport.phase.name];
  assert.deepEqual(at(), [0, 0, "open"]);
  transport.seek(0.4);
  assert.deepEqual(at(), [2, 0.5, "open"]);
  transport.jump(1);
  assert.deepEqual(at(), [4, 1, "close"]);
  transport.jump(-1);
  assert.deepEqual(at(), [2, 0.5, "open"]);
});

test("where motion is reduced and it goes on, each phase shows its end", () => {
  const transport = new Transport(new Motion(data()), { still: true });
  transport.play();
  transport.tick(0.5);
  assert.deepEqual([transport.shown, transport.share], [2, 0.5]);
  transport.pause();
  assert.equal(transport.time, 2);
  transport.follow("close", 0.1);
  assert.equal(transport.shown, 4);
});

test("it reads a curve at any moment, also where fewer moments are given than frames", () => {
  const curves = new Curves({ time_s: [0, 2, 4], nerve: { load_index: [0, 1, 0] } });
  assert.equal(curves.at(curves.data.nerve.load_index, 1), 0.5);
  assert.equal(curves.at(curves.data.nerve.load_index, 9), 0);
  assert.equal(curves.at(undefined, 1), null);
});

const beside = () => ({
  ...data(),
  twin: {
    segments: ["thigh_r"], joints: ["knee_r"], quaternions_1e4: [0, 10000, 0, 0, 0, 10000, 0, 0],
    points_mm: [1, 2, 3, 1, 2, 3], band: { paths_mm: [[0, 0, 0, 1, 0, 0], [0, 0, 0, 1, 0, 0]] },
  },
});
const CURVES = {
  time_s: [0, 2, 4], nerve: { load_index: [0, 1, 0] }, tensioner_twin: { load_index: [0, 2, 0] },
  shorter: { shown_s: [0, 1, 0], load_index: [0, 0.5, 0] },
};

test("the twin has its own foot and band, in the repetition alone", () => {
  const { toes } = versions(new Motion(beside()), new Curves(CURVES));
  const { points, turns } = toes.pose("repetition", 4);
  near(points, [0.001, 0.002, 0.003, 0, 0, -0.1]);
  near(turns, [0, 1, 0, 0, 0, 0, 0, 1]);
  near(toes.band("repetition", 4).lines[0][1], [0.001, 0, 0]);
  near(toes.pose("in", 4).points, [0.2, 0, 0.1, 0, 0, -0.1]);
  assert.equal(toes.load(2), 2);
});

test("the twin is mirrored as the move is", () => {
  const { toes } = versions(new Motion(beside(), "left"), new Curves(CURVES));
  near(toes.pose("repetition", 4).points, [0, 0, 0.1, 0.001, 0.002, -0.003]);
});

test("a shorter way shows the move's own moments", () => {
  const { shorter, as_it_is: whole } = versions(new Motion(beside()), new Curves(CURVES));
  near(shorter.pose("repetition", 2).points, [...whole.pose("repetition", 1).points]);
  near(shorter.pose("in", 2).points, [...whole.pose("in", 2).points]);
  assert.equal(shorter.load(2), 0.5);
});

test("nothing stands beside a move that has neither", () => {
  assert.deepEqual(Object.keys(versions(new Motion(data()), null)), ["as_it_is"]);
});
