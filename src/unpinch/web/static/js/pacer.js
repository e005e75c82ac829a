// Where a set is, from the time since it began. Pure: seconds in, a view out. Numbers come from the table alone.

export const beat = (set) => set.tempo.reduce((sum, part) => sum + part.seconds, 0);

// A hold counts down; repetitions follow their tempo; a set with neither is ended by hand (0 seconds).
export function lasts(set) {
  return set.hold_s > 0 ? set.hold_s : set.repetitions * beat(set);
}

export function at(set, elapsed) {
  return set.hold_s > 0 ? hold(set, elapsed) : repetition(set, elapsed);
}

function hold(set, elapsed) {
  const count = Math.max(0, Math.ceil(set.hold_s - elapsed));
  const cues = set.cues.length ? set.cues : [""];
  const cue = cues[Math.min(cues.length - 1, Math.floor((elapsed / set.hold_s) * cues.length))];
  const breath = 0.5 - 0.5 * Math.cos((elapsed / 8) * 2 * Math.PI);
  return { count, small: "seconds left", cue, breath, pose: "end", held_s: elapsed };
}

function repetition(set, elapsed) {
  const length = beat(set);
  if (!length) return { count: set.repetitions, small: "times, at your own pace", cue: set.cues[0] ?? "", breath: 0, pose: "end" };
  const number = Math.min(set.repetitions, Math.floor(elapsed / length) + 1);
  let rest = elapsed - (number - 1) * length;
  let index = 0;
  while (index < set.tempo.length - 1 && rest >= set.tempo[index].seconds) rest -= set.tempo[index++].seconds;
  const part = set.tempo[index];
  const along = Math.min(1, rest / part.seconds);
  const last = index === set.tempo.length - 1 && set.tempo.length > 1;
  const breath = last ? 1 - ease(along) : index === 0 ? ease(along) : 1;
  const left = Math.max(1, Math.ceil(part.seconds - rest));
  return { count: number, small: `of ${set.repetitions}`, left, cue: part.cue || part.name, breath, pose: last ? "start" : "end", phase: part.name, along };
}

const ease = (x) => 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, x)));
