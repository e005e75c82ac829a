// The slip of a finger: what a tap wrote can be taken back for a while. Pure.
const UNDO_MS = 10_000;

// A retraction, and back to where it was. A stop stays a stop, and an end an end.
export function undoable(before, { state, entries }, now) {
  const over = entries.some((entry) => entry.kind === "session_ended");
  const marked = entries.map((entry, n) => (n === 0 ? { ...entry, undo: true } : entry));
  return over || !entries.length ? { state, entries } : { state: { ...state, undo: { until: now + UNDO_MS, state: { ...before, undo: null } } }, entries: marked };
}

export function undone(state, now) {
  if (!state.undo || now >= state.undo.until) return { state, entries: [] };
  const back = state.undo.state;
  return { state: { ...back, screen: back.screen === "moving" ? "ready" : back.screen, since: now, seen: now, paused: null, camera: state.camera }, entries: [{ kind: "retraction", values: {}, ofUndo: true }] };
}
