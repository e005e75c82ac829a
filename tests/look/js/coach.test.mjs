import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";

const JS = "../../../src/unpinch/web/static/js/";
const { Pace } = await import(`${JS}coach/frames.js`);
const { brightness } = await import(`${JS}coach/light.js`);
const { hint } = await import(`${JS}coach/hints.js`);
const { Motion } = await import(`${JS}figure/motion.js`);
const { own } = await import(`${JS}coach/voice.js`);
const { placed, pose } = await import(`${JS}coach/outline.js`);
const { Rate } = await import(`${JS}coach/rate.js`);
const { Tally } = await import(`${JS}coach/tally.js`);

const derived = (name) => JSON.parse(readFileSync(new URL(`../../../src/unpinch/derived/${name}.json`, import.meta.url)));
const seen = (a_second, took_ms, seconds) => {
  const rate = new Rate();
  for (let n = 0; n <= a_second * seconds; n++) rate.push(n / a_second, took_ms);
  return rate;
};

test("it takes at most fifteen of a camera's frames a second, each later than the one before", () => {
  const pace = new Pace();
  const taken = Array.from({ length: 300 }, (_, n) => n / 30).filter((t_s) => pace.due(t_s));
  assert.ok(taken.length <= 151 && taken.length >= 140, String(taken.length));
  assert.equal(pace.due(9.9), false);
});

test("it takes every frame of a slow camera", () => {
  const pace = new Pace();
  assert.equal(Array.from({ length: 50 }, (_, n) => n / 12).filter((t_s) => pace.due(t_s)).length, 50);
});

test("it calls a model slow only after eight seconds of fewer than ten frames, and only where the model takes the time", () => {
  assert.equal(seen(6, 150, 7).slow, false);
  assert.equal(seen(6, 150, 9).slow, true);
  assert.equal(seen(12, 80, 9).slow, false);
  assert.equal(seen(7, 40, 9).slow, false); // a camera in poor light
});

test("it measures anew after the page has slept", () => {
  const rate = seen(6, 150, 9);
  rate.push(60, 150);
  assert.equal(rate.slow, false);
});

test("it gives one hint: light first, then the phone on its side where that makes a lying body fit", () => {
  assert.match(hint("feet", { dark: true }), /light/);
  assert.match(hint("feet", { upright: true, lying: true }), /on its side/);
  assert.match(hint("feet", { upright: true, lying: false }), /feet/);
  assert.match(hint("two_people", { upright: true, lying: true }), /two people/);
  assert.match(hint("good", { dark: true }), /see you/);
});

test("it knows a dark picture from a bright one", () => {
  assert.equal(Math.round(brightness([0, 0, 0, 255, 255, 255, 255, 255])), 127);
});

test("it speaks with a voice of this device alone", () => {
  const voices = [{ lang: "en-US", localService: false }, { lang: "de-DE", localService: true }, { lang: "en-GB", localService: true, name: "own" }];
  assert.equal(own(voices, "en").name, "own");
  assert.equal(own(voices.slice(0, 2), "en"), null);
});

test("it sums a set up in whole numbers, as the coach itself did", () => {
  const tally = new Tally();
  tally.hear({ event: "rep", values: { count: 3 } });
  for (const what of ["number", "head_lifts"]) tally.hear({ event: "unsure", values: { what, state: "on" } });
  tally.hear({ event: "done", values: { repetitions: 3, partials: 1, held_s: 0, range_percent: 87.4, tempo_s: 3.96, faults: { too_fast: 2 }, watched_s: 30.2, unsure_ratio: 0.104 } });
  assert.deepEqual(tally.summary, { repetitions: 3, partials: 1, hold_s: 0, range_percent: 87, tempo_s: 4, faults: ["too_fast"], unsure_percent: 10, seconds: 30, doubtful: 1 });
});

test("it knows what was counted when the coach breaks off, and rounds no hold up", () => {
  const tally = new Tally();
  for (const [event, values] of [["rep", { count: 2 }], ["partial", { count: 1 }], ["hold", { total_s: 17.9 }], ["fault", { fault: "too_fast" }]]) tally.hear({ event, values });
  const { repetitions, partials, hold_s, faults } = tally.summary;
  assert.deepEqual([repetitions, partials, hold_s, faults], [2, 1, 17, ["too_fast"]]);
});

test("it shows the start pose from the side that moves: the head at the left of the right side's picture, mirrored for the left", () => {
  const head = (side) => pose(new Motion(derived("bridge_1"), side), false).lines.at(-1)[1][0];
  assert.ok(head("right") < 0);
  assert.ok(Math.abs(head("right") + head("left")) < 0.05);
});

test("it knows who lies from who sits", () => {
  assert.equal(pose(new Motion(derived("clamshell_1"), "right"), true).lying, true);
  assert.equal(pose(new Motion(derived("seated_hinge_1"), "right"), false).lying, false);
});

for (const [width, height] of [[640, 480], [480, 640], [640, 360]]) {
  test(`it keeps the whole outline inside a picture of ${width} by ${height}`, () => {
    for (const name of ["nerve_floss_2", "leg_traction_1", "cross_body_1", "seated_hinge_1", "clamshell_1", "bridge_3"]) {
      for (const [a, b, r] of placed(pose(new Motion(derived(name), "left"), name.startsWith("clam")), width, height)) {
        for (const [x, y] of [a, b]) assert.ok(x - r >= 0 && x + r <= width && y - r >= 0 && y + r <= height, name);
      }
    }
  });
}
