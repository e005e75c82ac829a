// The entries that a session writes, but for their ids and times. Pure.
import { place } from "./table.js";

// A set that is done: as planned, or as the camera saw it, with the band that the plan named.
export function setDone(table, set, seen = null) {
  const again = set.again ? { replaces: set.again } : {}; // done, taken back, and done again
  const derived = ["set", table.session, String(set.index), ...(set.again ? [set.again] : [])];
  const said = seen ?? { ...planned(set), source: "hand" };
  return { kind: "set_done", values: { ...place(table, set), ...said, ...set.used, ...again }, derived };
}

const planned = (set) => (set.hold_s > 0 ? { hold_s: set.hold_s } : { repetitions: set.repetitions });

export const ended = (table, how) => ({ kind: "session_ended", values: { session: table.session, how }, derived: ["session_ended", table.session, how] });
