// Where this tab is in a session, kept for a reload in the middle.
import { byHand, watched } from "./coached.js";
import { start } from "./machine.js";
import { outbox } from "./outbox.js";

await outbox()?.ready; // what waits is counted before a session looks for its place
const slot = (table) => `unpinch:session:${table.session}`;
export const keep = (table, state, scribe) => sessionStorage.setItem(slot(table), JSON.stringify({ state, scribe }));

// It finds its place: where the server stands too, or where unsent entries have led. Else it is where the server stands; the
// rest after the last set goes on.
export function found(table, scribe) {
  const kept = JSON.parse(sessionStorage.getItem(slot(table)) ?? "null");
  const here = kept && table.steps[kept.state.key] && (kept.state.key === table.at || outbox()?.waiting);
  if (!here) return start(table, Date.now(), kept?.state);
  Object.assign(scribe, kept.scribe);
  if (kept.state.screen === "more") return start({ ...table, at: kept.state.key }, Date.now(), kept.state); // what it waited for is here
  return awake(table, { met: [], from: null, count: null, ...kept.state });
}

// A page loaded anew has no camera open: what was under way waits, paused, to go on by hand from what was counted.
function awake(table, state) {
  const screen = state.screen === "camera" ? "setup" : state.screen;
  if (!state.camera) return { ...state, screen };
  const now = Date.now();
  return byHand(table, { ...state, screen, ...(watched(state) ? { paused: state.paused ?? now } : {}) }, now, "The camera is off, as the page was loaded anew.");
}
