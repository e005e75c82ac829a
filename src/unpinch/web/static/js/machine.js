// The session as a state machine over (clock, table). Pure: no page, no storage, no clock of its own.
// It holds no rule: what follows an event is looked up in the table that the server's Session computed.
import { SADDLE, eventFor, screening } from "./answers.js";
import { lasts } from "./pacer.js";

export const UNDO_MS = 10_000;
export const ASLEEP_MS = 20_000; // a set that ended this long ago unseen is asked about, not assumed done

// The table names sets once; steps point at them.
export function opened(table) {
  const whole = (one) => (typeof one.set === "string" ? { ...one, set: table.sets[one.set] } : one);
  return { ...table, steps: Object.fromEntries(Object.entries(table.steps).map(([key, one]) => [key, whole(one)])) };
}

export const start = (table, now, done = null) => enter(table, { key: table.at, history: [], done, stoppedAt: table.stopped_at || null }, now);

export const step = (table, state) => table.steps[state.key];

function enter(table, state, now) {
  const { kind, set } = table.steps[state.key];
  const fresh = { ...state, since: now, seen: now, paused: null, screen: kind };
  if (kind !== "set") return fresh;
  const rested = state.done && now < state.done.at + state.done.rest_s * 1000;
  return { ...fresh, screen: rested && state.done.index !== set.index ? "rest" : "ready" };
}

function same(table, state) {
  const { set } = step(table, state);
  return state.done && state.done.exercise === set.exercise && state.done.side === set.side;
}

// Time passes: count-in -> moving -> done, rest -> ready (or straight on, on the same side).
export function tick(table, state, now) {
  const quiet = { state, entries: [] };
  if (state.paused !== null) return quiet;
  const gap = now - state.seen;
  const seen = { ...state, seen: now };
  const here = step(table, state);
  if (state.screen === "rest" && now >= state.done.at + state.done.rest_s * 1000) {
    return { state: { ...seen, screen: same(table, state) ? "count_in" : "ready", since: now }, entries: [] };
  }
  if (state.screen === "count_in" && now >= state.since + table.count_in_s * 1000) {
    return tick(table, { ...seen, screen: "moving", since: state.since + table.count_in_s * 1000, seen: state.seen }, now);
  }
  const end = state.since + lasts(here.set ?? { hold_s: 0, repetitions: 0, tempo: [] }) * 1000;
  if (state.screen === "moving" && end > state.since && now >= end) {
    if (gap > ASLEEP_MS && now - end > ASLEEP_MS) return { state: { ...seen, screen: "unsure" }, entries: [] };
    return done(table, { ...seen }, now);
  }
  if (state.screen === "wait" && now >= state.since + here.wait_s * 1000) return follow(table, seen, "done", now);
  return { state: seen, entries: [] };
}

function done(table, state, now) {
  const { set } = step(table, state);
  const amount = set.hold_s > 0 ? { hold_s: set.hold_s } : { repetitions: set.repetitions };
  const again = set.again ? { replaces: set.again } : {}; // done, taken back, and done again
  const derived = ["set", table.session, String(set.index), ...(set.again ? [set.again] : [])];
  const entry = { kind: "set_done", values: { ...place(table, set), ...amount, source: "hand", ...again }, derived };
  const finished = { ...set, at: now };
  return follow(table, { ...state, done: finished, history: [...state.history, state.key] }, "done", now, [entry]);
}

export function place(table, set) {
  return { session: table.session, index: set.index, exercise: set.exercise, level: set.level, side: set.side };
}

function follow(table, state, event, now, entries = []) {
  const key = step(table, state).next?.[event];
  if (!key) return { state, entries };
  const next = table.steps[key];
  const over = next.how ? [ended(table, next.how)] : []; // where the table doesn't say, the end page notes it
  return { state: enter(table, { ...state, key, undo: null }, now), entries: [...entries, ...over] };
}

const ended = (table, how) => ({ kind: "session_ended", values: { session: table.session, how }, derived: ["session_ended", table.session, how] });

// A tap that wrote can be taken back for ten seconds (a stop can't): a retraction, and back to where it was.
function undoable(before, { state, entries }, now) {
  const over = entries.some((entry) => entry.kind === "session_ended");
  const marked = entries.map((entry, n) => (n === 0 ? { ...entry, undo: true } : entry));
  return over || !entries.length ? { state, entries } : { state: { ...state, undo: { until: now + UNDO_MS, state: { ...before, undo: null } } }, entries: marked };
}

function undone(state, now) {
  if (!state.undo || now >= state.undo.until) return { state, entries: [] };
  const back = state.undo.state;
  return { state: { ...back, screen: back.screen === "moving" ? "ready" : back.screen, since: now, seen: now, paused: null }, entries: [{ kind: "retraction", values: {}, ofUndo: true }] };
}

const written = { skip: "set_skipped", easier: "easier", stop: "stopped" };

// A press. `values` carries a form's answers. Returns the new state and the entries to write.
export function press(table, state, event, now, values = {}) {
  const { set, next = {} } = step(table, state);
  if (event === "pause") return { state: { ...state, paused: now }, entries: [] };
  if (event === "resume") return { state: { ...state, since: state.since + now - state.paused, seen: now, paused: null }, entries: [] };
  if (event === "begin") return { state: { ...state, screen: "count_in", since: now, seen: now }, entries: [] };
  if (event === "again" || (event === "back" && set && state.screen !== "settled")) {
    return { state: { ...state, screen: "ready", since: now, seen: now, paused: null }, entries: [] };
  }
  if (event === "undo") return undone(state, now);
  if (event === "leave") return { state: { ...state, screen: "ended", paused: null, undo: null }, entries: [ended(table, "left")] };
  if (event === "finished") return done(table, { ...state, paused: null }, now);
  if (event in written) {
    if (!next[event]) return { state, entries: [] };
    const mark = event === "stop" ? { stoppedAt: now } : {};
    const moved = follow(table, { ...state, ...mark, paused: null }, event, now, [{ kind: written[event], values: place(table, set), stop: event === "stop" }]);
    return event === "stop" ? moved : undoable(state, moved, now);
  }
  if (SADDLE.includes(event)) return follow(table, state, event, now, [screening(event)]);
  if (event === "stop_answer") {
    return follow(table, state, eventFor(next, values), now, [{ kind: "stop_answer", values: { session: table.session, ...values }, ofStop: true }]);
  }
  if (event === "same_or_better" || event === "worse") {
    return undoable(state, follow(table, state, event, now, [{ kind: "felt", values: { ...place(table, set), answer: event } }]), now);
  }
  if (event === "back" || event === "not_back") {
    const after_min = Math.floor((now - (state.stoppedAt ?? state.since)) / 60_000);
    return follow(table, state, event, now, [{ kind: "settled", values: { session: table.session, after_min, answer: event }, ofStop: true }]);
  }
  return { state, entries: [] };
}
