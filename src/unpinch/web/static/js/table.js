// The table that the server's Session computed, as it travels and as the machine reads it. Pure.

// Steps travel in a list; events lead to numbers in it; sets and what every stop leads to stand there once.
export function opened(table) {
  const names = table.steps.map(({ key }) => key);
  const named = (nexts) => Object.fromEntries(Object.entries(nexts).map(([event, place]) => [event, names[place]]));
  const care = named(table.care);
  const whole = (one) => ({ ...one, set: table.sets[one.set], next: { ...(one.kind === "stop_answer" ? care : {}), ...named(one.next) } });
  return { ...table, at: names[table.at], steps: Object.fromEntries(table.steps.map((one) => [one.key, whole(one)])) };
}

// Two tables of one session as one: where either knows what follows, it is known.
export function joined(table, found) {
  const known = (key, next) => Object.fromEntries(Object.entries(next).map(([event, to]) => [event, to === "more" ? table.steps[key]?.next[event] ?? to : to]));
  const steps = Object.fromEntries(Object.entries(found.steps).map(([key, one]) => [key, { ...one, next: known(key, one.next) }]));
  return { ...table, sets: { ...table.sets, ...found.sets }, questions: { ...table.questions, ...found.questions }, steps: { ...table.steps, ...steps } };
}

export const step = (table, state) => table.steps[state.key];

// Which of all sets an entry is about.
export function place(table, set) {
  return { session: table.session, index: set.index, exercise: set.exercise, level: set.level, side: set.side };
}

// What is set up once: an exercise at a level.
export const setup = (set) => `${set.exercise}-${set.level}`;
