// Which of the player's buttons can be seen in which view. STOP is not among them: it always can.
export const BUTTONS = {
  begin: (v) => v.screen === "ready" || (v.screen === "rest" && !v.paused),
  finished: (v) => v.screen === "moving" && v.hand && !v.paused,
  pause: (v) => ["count_in", "moving"].includes(v.screen) && !v.paused,
  resume: (v) => v.paused,
  back: (v) => ["count_in", "moving"].includes(v.screen),
  easier: (v) => v.easier,
  skip: (v) => v.skip,
  undo: (v) => v.undo,
  leave: (v) => v.paused || (v.screen === "ready" && !v.undo),
};
