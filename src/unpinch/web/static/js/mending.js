// The number of a set, to be put right by the person while it is still in mind. Pure. `state.count`: the set's values as they
// were saved, which of them is the number, and what it is now.

export function open(entry) {
  const name = "hold_s" in entry.values ? "hold_s" : "repetitions";
  return { name, values: entry.values, said: entry.values[name], now: entry.values[name] };
}

const BY = { plus: 1, minus: -1 };
export const mends = (event) => event in BY;

export function turned(state, event, { most }) {
  const { count } = state;
  const now = Math.min(most[count.name], Math.max(0, count.now + BY[event]));
  return { ...state, count: { ...count, now } };
}

// Where the number was changed: a correction of the set, by hand. What the camera saw else stays.
function settled(state) {
  const { count } = state;
  if (!count || count.now === count.said) return { state, entries: [] };
  const values = { ...count.values, [count.name]: count.now, source: "hand" };
  return { state: { ...state, count: { ...count, values, said: count.now } }, entries: [{ kind: "set_done", values, mends: true }] };
}

// A step of the machine that first writes a changed number when it leaves the screen on which it stood.
export const settling = (go) => (table, state, ...more) => {
  const right = settled(state);
  const after = go(table, right.state, ...more);
  if (!right.entries.length || (after.state.key === state.key && after.state.screen === state.screen)) return go(table, state, ...more);
  return { state: after.state, entries: [...right.entries, ...after.entries] };
};
