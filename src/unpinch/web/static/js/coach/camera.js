// The camera: asked for, shown in the video, rested, put off. Every way it can fail has a name in words.js.
import { keep, kept } from "./settings.js";
import { Failure } from "./words.js";

const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };
const NAMES = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "none", OverconstrainedError: "none" };
const named = (problem) => new Failure(NAMES[problem.name] ?? "busy");
const ask = (more) => navigator.mediaDevices.getUserMedia({ video: { ...WANTED, ...more }, audio: false });

// The camera chosen last; where that is gone, the one that faces the person.
async function lent(id) {
  if (!id) return ask({ facingMode: "user" });
  try {
    return await ask({ deviceId: { exact: id } });
  } catch (problem) {
    if (NAMES[problem.name] !== "none") throw problem;
    return ask({ facingMode: "user" });
  }
}

export class Camera {
  #stream = null;
  #turn = 0; // one more with each off: what was asked for before it is put off as soon as it comes

  // `gone`: the camera was pulled out, or taken away.
  constructor(video, gone) { Object.assign(this, { video, gone }); }

  get #track() { return this.#stream?.getVideoTracks()[0]; }
  get id() { return this.#track?.getSettings().deviceId ?? ""; }

  // True once its picture runs; false where it was put off meanwhile.
  async on(id = kept("camera")) {
    this.off();
    const turn = this.#turn;
    const stream = await lent(id).catch((problem) => { throw named(problem); });
    if (turn !== this.#turn) {
      stop(stream);
      return false;
    }
    this.#stream = stream;
    this.#track.addEventListener("ended", () => turn === this.#turn && this.gone());
    this.video.srcObject = stream;
    await this.video.play().catch(() => {}); // put off while it began: nothing to play
    return turn === this.#turn;
  }

  async choose(id) {
    const on = await this.on(id);
    if (on) keep("camera", this.id);
    return on;
  }

  // Rested, it gives black pictures: nothing is seen between the sets.
  rest(rests) { if (this.#track) this.#track.enabled = !rests; }

  off() {
    this.#turn += 1;
    if (this.#stream) stop(this.#stream);
    this.#stream = this.video.srcObject = null;
  }
}

const stop = (stream) => stream.getTracks().forEach((track) => track.stop());

export async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === "videoinput").map(({ deviceId, label }, number) => ({ id: deviceId, name: label || `Camera ${number + 1}` }));
}
