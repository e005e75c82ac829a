// What the camera coach tells, as the session's machine takes it. Pure. `state.camera`: null while nobody watches, else what was
// seen of the set so far; `begun` says which set. It counts and holds, it pauses and stops as a tap does, and nothing more.
import { beat } from "./pacer.js";
import { setup, step } from "./table.js";

const PACED = "The camera rests: this move is too small for it. Follow the count here.";

const fresh = (now) => ({ begun: now, armed: false, count: 0, partials: 0, total_s: 0 });

// Whether the camera can't tell this set, from any view.
export const looksAway = (table, set) => Boolean(set && table.camera?.paced?.includes(setup(set)));

// How a set begins: counted in by the clock; where the camera watches, with the start pose. What it can't count it looks away from.
export function opening(table, state, now) {
  if (!state.camera) return { screen: "count_in" };
  if (looksAway(table, step(table, state).set)) return { screen: "count_in", camera: { ...fresh(now), away: true }, note: PACED };
  return { screen: "moving", camera: fresh(now) };
}

// Whether a set is under way before the camera, its set-up looked at again in a pause included.
export const watched = ({ camera, screen, from }) => Boolean(camera) && !camera.away && (screen === "moving" || from?.screen === "moving");

const noted = (state, now, more) => (watched(state) ? { ...state, seen: now, camera: { ...state.camera, ...more } } : state);

// On by hand: the pace goes on from what was counted; before the start pose, the set waits for a tap. `sentence` says why.
export function byHand(table, state, now, sentence = "") {
  const { camera } = state;
  const plain = { ...state, camera: null, note: sentence };
  if (!watched(state)) return plain;
  if (!camera.armed) return { ...plain, screen: state.from ? "setup" : "ready", from: null, paused: null, since: now };
  const { set } = step(table, state);
  const gone_s = set.hold_s > 0 ? camera.total_s : camera.count * beat(set);
  const had = set.hold_s > 0 ? `${Math.floor(gone_s)} seconds` : camera.count;
  return { ...plain, handed: true, since: (state.paused ?? now) - gone_s * 1000, seen: now, note: [sentence, `The camera had counted ${had}.`, "We go on from there."].filter(Boolean).join(" ") };
}

export const TOLD = {
  coach_on: (table, state, now) => ({ ...state, screen: "setup", from: null, paused: null, note: "", camera: fresh(now) }),
  coach_off: (table, state, now) => byHand(table, state, now),
  coach_failed: (table, state, now, { text = "" }) => (state.camera ? byHand(table, state, now, text || "The camera has stopped.") : state),
  coach_armed: (table, state, now) => (watched(state) && !state.camera.armed ? { ...noted(state, now, { armed: true }), since: now } : state),
  coach_count: (table, state, now, { count, partials = 0 }) => noted(state, now, { armed: true, count, partials }),
  coach_hold: (table, state, now, { total_s }) => noted(state, now, { armed: true, total_s }),
};

const most = (limit, value) => Math.min(limit, Math.max(0, Math.floor(Number.isFinite(value) ? value : 0)));

// What the record keeps of a set that the camera saw: within its bounds, and faults that there are words for.
export function asSeen({ most: limits, faults }, set, camera, summary) {
  const { count, partials, total_s } = camera;
  const all = { repetitions: count, partials, hold_s: total_s, ...summary };
  const whole = (name, value) => (Math.round(value) > 0 && Math.round(value) <= limits[name] ? { [name]: Math.round(value) } : {});
  const hold = set.hold_s > 0;
  const amount = hold ? { hold_s: most(limits.hold_s, all.hold_s) } : { repetitions: most(limits.repetitions, all.repetitions) };
  const moves = hold ? {} : { ...whole("partials", all.partials), ...whole("tempo_ms", all.tempo_s * 1000) };
  const known = (all.faults ?? []).filter((one, n, every) => faults[set.exercise]?.includes(one) && every.indexOf(one) === n);
  const unsure = summary && all.unsure_percent >= 0 ? { unsure_percent: most(limits.unsure_percent, all.unsure_percent) } : {};
  return { ...amount, ...moves, ...whole("range_percent", all.range_percent), ...(summary ? { faults: known } : {}), ...unsure, source: "camera" };
}

// The moving screen of a set that the camera watches: its count; the figure shows the move in its own time.
export function watching(set, camera, paced) {
  const base = { ...paced, left: "", hand: true };
  if (!camera.armed) return { ...base, count: "", small: "Get into position", cue: set.cues[0] ?? "" };
  if (set.hold_s > 0) return { ...base, count: Math.max(0, Math.ceil(set.hold_s - camera.total_s)), small: "seconds left", held_s: camera.total_s };
  return { ...base, count: camera.count, small: `of ${set.repetitions}` };
}
