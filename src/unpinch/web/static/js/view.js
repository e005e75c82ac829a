// What the screen shows now: a pure view of (table, state, clock).
import { looksAway, watched, watching } from "./coached.js";
import { at, beat, lasts } from "./pacer.js";
import { step } from "./table.js";

const UNDER_WAY = new Set(["count_in", "moving"]);

export function view(table, state, clock) {
  const now = state.paused ?? clock;
  const here = step(table, state);
  const { set } = here;
  const can = (event) => Boolean(here.next?.[event]);
  const undo = Boolean(state.undo && clock < state.undo.until);
  const base = { screen: state.screen, set, step: here, paused: state.paused !== null, looking: Boolean(state.from), settles: can("back"), stop: can("stop"), easier: can("easier"), skip: can("skip"), count: "", small: "", left: "", cue: "", breath: 0, pose: "start", switchSides: false, undo, camera: Boolean(state.camera), watchable: !looksAway(table, set), away: Boolean(state.camera?.away) && UNDER_WAY.has(state.screen), note: state.note ?? "", number: ["felt", "rest"].includes(state.screen) ? state.count ?? null : null };
  const seconds = (now - state.since) / 1000;
  if (state.screen === "moving" && watched(state)) return { ...base, ...watching(set, state.camera, at(set, shown(set, state.camera, seconds))) };
  if (state.screen === "moving") return { ...base, ...at(set, seconds), hand: lasts(set) === 0 };
  if (state.screen === "count_in") return { ...base, count: Math.max(1, Math.ceil(table.count_in_s - seconds)), small: "Get ready", cue: set.tempo[0]?.cue ?? set.cues[0] ?? "" };
  if (state.screen === "setup") return { ...base, count: restLeft(state, clock) };
  if (state.screen === "rest") return { ...base, ...resting(table, state, now) };
  if (state.screen === "wait") return { ...base, count: Math.max(0, Math.ceil(here.wait_s - seconds)) };
  if (state.screen === "ready") return { ...base, small: sideChanges(table, state) ? "Switch sides" : set.dose, cue: set.cues[0] ?? "", switchSides: sideChanges(table, state) };
  return base;
}

// Where the figure is while the camera watches: it shows the move over and over; a hold goes with the person's own.
function shown(set, camera, seconds) {
  if (set.hold_s > 0) return camera.total_s;
  return camera.armed ? seconds % (beat(set) || 1) : 0;
}

const restLeft = ({ done }, now) => (done ? Math.max(0, Math.ceil((done.at + done.rest_s * 1000 - now) / 1000)) : 0);

function resting(table, state, now) {
  const change = sideChanges(table, state);
  return { count: restLeft(state, now), small: change ? "Rest, and switch sides" : "Rest", cue: `Next: ${step(table, state).set.name}, ${step(table, state).set.side_name}`, switchSides: change };
}

function sideChanges(table, state) {
  const { set } = step(table, state);
  return Boolean(state.done && set && state.done.side !== set.side && set.side !== "both");
}
