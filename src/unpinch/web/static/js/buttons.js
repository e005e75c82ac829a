// Which of the player's buttons can be seen in which view. STOP is not among them: it always can.
const STILL = ["ready", "setup"];

export const BUTTONS = {
  begin: (v) => STILL.includes(v.screen) || (v.screen === "rest" && !v.paused),
  finished: (v) => v.screen === "unsure" || (v.screen === "moving" && v.hand && !v.paused),
  pause: (v) => ["count_in", "moving"].includes(v.screen) && !v.paused,
  resume: (v) => v.paused,
  back: (v) => v.settles || ["count_in", "moving"].includes(v.screen),
  look: (v) => v.paused || v.screen === "ready",
  unlook: (v) => v.looking,
  easier: (v) => v.easier,
  skip: (v) => v.skip,
  undo: (v) => v.undo,
  plus: (v) => v.number,
  minus: (v) => v.number,
  camera: (v) => !v.camera && v.watchable,
  coach_off: (v) => v.camera,
  leave: (v) => v.paused || (STILL.includes(v.screen) && !v.undo),
};
