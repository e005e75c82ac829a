// The running picture: draws when something has changed, and at the screen's own pace while something moves.
import { loadBody, loadMotion } from "./body.js";
import { Band } from "./band.js";
import { View } from "./camera.js";
import { colours, onTheme } from "./colours.js";
import { Flesh } from "./flesh.js";
import { holding } from "./hands.js";
import { Inside } from "./inside.js";
import { Motion } from "./motion.js";
import { Room } from "./scene.js";
import { Transport } from "./transport.js";

const LONGEST_STEP_S = 0.1; // a tab that slept goes on where it was
const LOOKS = 12; // moments of a clip by which the window is fitted
const MARGIN = 0.13;
const NARROWEST = 1, WIDEST = 1.7;

export class Stage {
  #due = 0;
  #last = 0;
  #grip = "";

  static async open(host, canvas, { motion, body, side, still }) {
    const [flesh, data] = await Promise.all([loadBody(body), loadMotion(motion)]);
    return new Stage(host, canvas, flesh, new Motion(data, side), still);
  }

  constructor(host, canvas, body, motion, still) {
    Object.assign(this, { host, canvas, motion });
    this.transport = new Transport(motion, { still });
    this.room = new Room(canvas, body, motion);
    this.view = new View(motion.data.camera.best, motion.mirrored);
    this.band = new Band(motion.data.band?.kind ?? "none", this.room, new Flesh(body, this.room.skin));
    this.inside = motion.data.curves ? new Inside(this, body) : null;
    this.stopTheme = onTheme(() => this.paint());
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(canvas.parentElement);
    this.#shape();
    this.paint();
    this.resize();
    this.view.step(Infinity);
    this.moment();
  }

  paint() {
    const found = colours(this.host);
    this.room.paint(found);
    this.band.paint(found);
    this.inside?.paint(found);
    this.again();
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas.parentElement;
    if (!clientWidth || !clientHeight) return;
    this.room.resize(clientWidth, clientHeight);
    this.aspect = clientWidth / clientHeight;
    this.fit();
  }

  // Everything the clip shows, from first to last moment, has to be in the window.
  fit() {
    this.view.see(this.#spots(), this.aspect, MARGIN);
    this.again();
  }

  // The window takes the movement's own shape, within limits, unless the page has given it one.
  #shape() {
    const ratio = Math.min(WIDEST, Math.max(NARROWEST, this.view.shape(this.#spots())));
    if (!this.host.hasAttribute("data-fill")) this.canvas.parentElement.style.setProperty("--f3-shape", ratio.toFixed(2));
  }

  #spots() {
    const points = [];
    for (let look = 0; look <= LOOKS; look++) {
      const flat = this.motion.sample(this.transport.clip, (this.transport.length * look) / LOOKS).points;
      for (let i = 0; i < flat.length; i += 3) points.push([flat[i], flat[i + 1], flat[i + 2]]);
    }
    return points;
  }

  // Put person and band into the moment to be shown.
  moment() {
    const { clip, shown } = this.transport;
    if (this.#grip !== clip) this.#hold(clip);
    const pose = this.motion.sample(clip, shown);
    this.room.pose(pose);
    this.inside?.moment(pose, clip, shown);
    this.band.show(this.motion.band(clip, shown), pose, this.hands);
    this.onMoment?.();
  }

  // Hands that hold the band during a clip are closed.
  #hold(clip) {
    this.#grip = clip;
    this.hands = holding(this.motion, clip);
    this.room.skin.hold(this.hands);
  }

  // Ask for a frame.
  again() {
    if (!this.#due && !this.lost) this.#due = requestAnimationFrame((now) => this.#frame(now));
  }

  #frame(now) {
    this.#due = 0;
    const passed = this.#last ? (now - this.#last) / 1000 : 0;
    const moved = this.transport.tick(Math.min(passed, LONGEST_STEP_S));
    const turning = this.view.step(this.transport.still ? Infinity : Math.min(passed, LONGEST_STEP_S));
    this.moment();
    this.room.draw(this.view.camera);
    this.#last = moved || turning ? now : 0;
    if (moved && passed) this.room.note(passed * 1000);
    if (moved || turning) this.again();
  }

  close() {
    cancelAnimationFrame(this.#due);
    this.lost = true;
    this.stopTheme();
    this.watch.disconnect();
    this.room.dispose();
  }
}
