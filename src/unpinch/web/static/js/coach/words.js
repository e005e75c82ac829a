// What is said when the camera can't go on: one sentence each. By hand always goes.
const FAILED = {
  refused: "The camera isn’t allowed for this page. You can allow it beside the page’s address, or go on by hand.",
  none: "I can’t find a camera on this device.",
  busy: "I can’t get the camera. Perhaps another program has it.",
  pulled: "The camera has gone off. Go on by hand.",
  hidden: "You were away for a while, so I put the camera off. Go on by hand.",
  off: "The camera is off. Go on by hand.",
  webgl: "This browser can’t work with pictures here (WebGL is missing or switched off).",
  fetch: "I couldn’t load the camera coach. Is Unpinch still running?",
  model: "The camera coach can’t start in this browser.",
  python: "The camera coach can’t start in this browser.",
  exercise: "The camera coach doesn’t know this exercise. Go on by hand.",
  memory: "There isn’t enough memory for the camera coach. Closing other pages may help.",
  worker: "The camera coach has stopped. Go on by hand.",
};

export class Failure extends Error {
  constructor(reason) {
    super(FAILED[reason] ?? FAILED.worker);
    this.reason = reason;
  }
}

export const failure = (problem) => (problem instanceof Failure ? problem : new Failure("worker"));
