// The session as a state machine over (clock, table). Pure: no page, no storage, no clock of its own.
// It holds no rule: what follows an event is looked up in the table that the server's Session computed.
import { ANSWERS, eventFor, screening } from "./answers.js";
import { asSeen, opening, TOLD, watched } from "./coached.js";
import { ended, setDone } from "./entries.js";
import { mends, open, settling, turned } from "./mending.js";
import { lasts } from "./pacer.js";
import { place, setup, step } from "./table.js";
import { undoable, undone } from "./taken_back.js";
import { moved } from "./turns.js";

const WATCHED = new Set(["set", "felt"]); // elsewhere the camera is off: something is wrong, or all is done
export const ASLEEP_MS = 20_000; // a set that ended this long ago unseen is asked about, not assumed done

// `kept`: of an earlier look at this session, the set done last and what was set up.
export function start(table, now, kept = {}) {
  return enter(table, { key: table.at, history: [], done: kept.done ?? null, met: kept.met ?? [], stoppedAt: table.stopped_at || null }, now);
}

// Before the first set of an exercise and level: how to set it up. Else rest, or wait for a tap.
function enter(table, state, now) {
  const { kind, set } = table.steps[state.key];
  const camera = WATCHED.has(kind) ? state.camera ?? null : null;
  const fresh = { ...state, since: now, seen: now, paused: null, from: null, screen: kind, camera, count: null, handed: false, note: "" };
  if (kind !== "set") return fresh;
  if (!state.met.includes(setup(set))) return { ...fresh, screen: "setup" };
  const rested = state.done && now < state.done.at + state.done.rest_s * 1000;
  return { ...fresh, screen: rested && state.done.index !== set.index ? "rest" : "ready" };
}

function same(table, state) {
  const { set } = step(table, state);
  return state.done && state.done.exercise === set.exercise && state.done.side === set.side;
}

// Time passes: count-in -> moving -> done, rest -> ready (or straight on, on the same side).
export const tick = settling((table, state, now) => {
  const quiet = { state, entries: [] };
  if (state.paused !== null) return quiet;
  const gap = now - state.seen;
  const seen = { ...state, seen: now };
  const here = step(table, state);
  if (state.screen === "rest" && now >= state.done.at + state.done.rest_s * 1000) {
    return { state: { ...seen, ...(same(table, state) ? opening(table, state, now) : { screen: "ready" }), since: now }, entries: [] };
  }
  if (state.screen === "count_in" && now >= state.since + table.count_in_s * 1000) {
    return tick(table, { ...seen, screen: "moving", since: state.since + table.count_in_s * 1000, seen: state.seen }, now);
  }
  const end = state.since + lasts(here.set ?? { hold_s: 0, repetitions: 0, tempo: [] }) * 1000;
  if (state.screen === "moving" && !watched(state) && end > state.since && now >= end) {
    if (gap > ASLEEP_MS && now - end > ASLEEP_MS) return { state: { ...seen, screen: "unsure" }, entries: [] };
    return done(table, { ...seen }, now);
  }
  if (state.screen === "wait" && now >= state.since + here.wait_s * 1000) return follow(table, seen, "done", now);
  return { state: seen, entries: [] };
});

// As planned; or as the camera saw it, and where it counted all or a part, the number can be put right.
function done(table, state, now, summary = null) {
  const { set } = step(table, state);
  const entry = setDone(table, set, watched(state) ? asSeen(table.camera, set, state.camera, summary) : null);
  const finished = { ...set, at: now };
  const after = follow(table, { ...state, done: finished, history: [...state.history, state.key] }, "done", now, [entry]);
  const count = watched(state) || state.handed ? { ...open(entry), doubtful: summary?.doubtful > 0 } : null;
  return { ...after, state: { ...after.state, count } };
}

function follow(table, state, event, now, entries = []) {
  const here = step(table, state);
  const key = here.next?.[event];
  if (!key) return { state, entries };
  const { how } = table.steps[key];
  const over = how && !here.how ? [ended(table, how)] : []; // where the table doesn't say, the end page notes it
  return { state: enter(table, { ...state, key, undo: null }, now), entries: [...entries, ...over] };
}

const written = { skip: "set_skipped", easier: "easier", stop: "stopped" };

// A press. `values` carries a form's answers. Returns the new state and the entries to write.
export const press = settling((table, state, event, now, values = {}) => {
  const here = step(table, state);
  const { set, next = {} } = here;
  const said = (kind, more, rest = {}) => follow(table, state, event, now, [{ kind, values: { session: table.session, ...more }, ...rest }]);
  if (here.kind === "ask" && ANSWERS.includes(event)) return follow(table, state, event, now, [screening(here.question, event)]);
  if (["back", "not_back"].includes(event) && next[event]) {
    const after_min = Math.floor((now - (state.stoppedAt ?? state.since)) / 60_000);
    return said("settled", { after_min, answer: event }, { ofStop: true });
  }
  if (event === "end") return follow(table, state, event, now);
  if (event === "undo") return undone(state, now);
  if (event === "leave") return { state: { ...state, screen: "ended", paused: null, undo: null, camera: null }, entries: [ended(table, "left")] };
  if (event === "finished" || (event === "coach_done" && watched(state))) return here.kind === "set" ? done(table, { ...state, paused: null }, now, values.summary) : { state, entries: [] };
  if (event === "stop_answer") {
    return follow(table, state, eventFor(next, values), now, [{ kind: "stop_answer", values: { session: table.session, ...values }, ofStop: true }]);
  }
  if (event === "same_or_better" || event === "worse") return undoable(state, said("felt", { ...place(table, set), answer: event }), now);
  if (event in written) return tapped(table, state, event, now);
  if (mends(event)) return { state: state.count ? turned(state, event, table.camera) : state, entries: [] };
  if (event in TOLD) return { state: TOLD[event](table, state, now, values), entries: [] };
  return moved(table, state, event, now) ?? { state, entries: [] };
});

function tapped(table, state, event, now) {
  const { set, next = {} } = step(table, state);
  if (!next[event]) return { state, entries: [] };
  const mark = event === "stop" ? { stoppedAt: now } : {};
  const after = follow(table, { ...state, ...mark, paused: null }, event, now, [{ kind: written[event], values: place(table, set), stop: event === "stop" }]);
  return event === "stop" ? after : undoable(state, after, now);
}
