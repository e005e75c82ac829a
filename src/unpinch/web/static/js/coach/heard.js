// What the coach's events mean for the person and for the player: by their names in docs/coach-core.md.
const PAUSED = "Paused. Go on when you like.";
const WAITING = "I can’t see the leg that moves, so I’m not counting.";
const OVER = "That was the set.";
const TENTH_S = 10;

function counted(run, event) {
  const { count } = event.values;
  run.board.count(run.tally);
  if (event.event === "rep") run.voice.say(String(count), "count");
  run.tell("count", { count: run.tally.repetitions, partials: run.tally.partials });
}

function advised(run, { event, values: { fault }, say }) {
  if (!say) return; // not sure enough, or not its turn
  run.say(say, event === "fault" ? "cue" : "praise");
  run.tell("cue", { text: say, fault });
}

const PHASES = {
  out: ({ guide }) => guide.left(),
  lost: ({ guide }) => guide.left(),
  paused(run) {
    run.signal = true;
    run.show("waiting");
    run.say(PAUSED, "hint");
    run.tell("paused", {});
  },
  going_on(run) {
    run.signal = false;
    run.show("watching");
    run.say("", "hint");
    run.tell("going_on", {});
  },
};

const ENDS = {
  goal(run) {
    run.say(OVER, "praise");
    run.tell("done", { summary: run.tally.summary });
  },
  stop_signal(run) {
    run.stopped();
    run.tell("stop", { summary: run.tally.summary });
  },
};

const HEARD = {
  rep: counted,
  partial: counted,
  fault: advised,
  fault_cleared: advised,
  framing(run, { values: { what } }) {
    run.guide.framed(what);
    run.tell("framing", { what, good: what === "good" });
  },
  armed(run) {
    run.guide.armed();
    run.tell("armed", {});
  },
  side(run, { values: { near } }) { run.sketch.near = near; },
  phase(run, { values: { phase } }) { PHASES[phase]?.(run); },
  hold(run, { values: { state, held_s, total_s } }) {
    const before = run.board.shown, now = Math.floor(total_s);
    run.board.count(run.tally);
    run.board.wait(state === "broke");
    if (now > before && now % TENTH_S === 0) run.voice.say(String(now), "count");
    run.tell("hold", { held_s, total_s, state });
  },
  unsure(run, { values: { what, state }, say }) {
    if (what === "count") run.say(state === "on" ? say || WAITING : "", "hint");
    else if (what === "number" && say) run.say(say);
  },
  done(run, { values: { reason } }) {
    ENDS[reason]?.(run);
    run.over();
  },
};

export function hear(run, event) { // `run`: a Watching
  run.tally.hear(event);
  HEARD[event.event]?.(run, event);
}
