// The running picture: draws when something has changed, and at the screen's own pace while something moves.
import { loadBody, loadMotion } from "./body.js";
import { Band } from "./band.js";
import { View } from "./camera.js";
import { colours, onTheme } from "./colours.js";
import { Curves } from "./curves.js";
import { Flesh } from "./flesh.js";
import { Grip } from "./hands.js";
import { Inside } from "./inside.js";
import { Loop } from "./loop.js";
import { Motion } from "./motion.js";
import { worksBoth } from "./muscles.js";
import { arranged, reached } from "./panes.js";
import { Room } from "./scene.js";
import { Transport } from "./transport.js";
import { versions } from "./versions.js";

const MARGIN = 0.1;

export class Stage {
  static async open(host, canvas, { motion, body, side, still }) {
    const [flesh, data] = await Promise.all([loadBody(body), loadMotion(motion)]);
    return new Stage(host, canvas, flesh, new Motion(data, side), still);
  }

  constructor(host, canvas, body, motion, still) {
    Object.assign(this, { host, canvas, motion });
    this.transport = new Transport(motion, { still });
    this.sided = !worksBoth(motion.data.exercise); // another move on the other side
    this.room = new Room(canvas, body, motion);
    this.view = new View(motion.data.camera.best, motion.mirrored);
    this.band = new Band(motion.data.band?.kind ?? "none", this.room, new Flesh(body, this.room.skin));
    this.grip = new Grip(motion, this.room.skin);
    const curves = motion.data.curves ? new Curves(motion.data.curves) : null;
    this.versions = versions(motion, curves);
    this.panes = [this.versions.as_it_is];
    this.inside = curves ? new Inside(this, body, curves) : null;
    this.loop = new Loop(canvas, (...seconds) => this.#step(...seconds));
    this.stopTheme = onTheme(() => this.paint());
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(canvas.parentElement);
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

  // Show another version of the move beside it, by its name in versions.js; without a name the move stands alone.
  beside(name) {
    this.panes = [this.versions.as_it_is, this.versions[name]].filter(Boolean);
    this.resize();
  }

  // Show the move on the person's other side.
  face(side) {
    this.motion.face(side);
    this.room.furnish();
    this.room.paint(this.room.colours);
    this.view.face(this.motion.data.camera.best, this.motion.mirrored);
    this.inside?.face();
    this.grip.forget();
    this.fit();
  }

  resize() {
    const window = this.canvas.parentElement;
    this.ratio ??= this.view.shape(reached(this.motion, this.transport));
    this.grid = arranged(window, this.panes.length, this.ratio, !this.host.hasAttribute("data-fill"));
    const { clientWidth, clientHeight } = window;
    if (!clientWidth || !clientHeight) return;
    this.room.resize(clientWidth, clientHeight);
    this.aspect = (clientWidth / clientHeight) * (this.grid.down / this.grid.across);
    this.fit();
  }

  // Everything the clip shows, from first to last moment, has to be in the window.
  fit() {
    this.view.see(reached(this.motion, this.transport), this.aspect, MARGIN);
    this.again();
  }

  // Put person and band into the moment to be shown, in one version of the move.
  moment(version = this.panes[0]) {
    const { clip, shown } = this.transport;
    const hands = this.grip.during(clip), pose = version.pose(clip, shown);
    this.room.pose(pose);
    this.inside?.moment(pose, clip, shown, version);
    this.band.show(version.band(clip, shown), pose, hands);
  }

  // One room serves all panes: it is set and drawn for each in turn.
  draw() {
    this.panes.forEach((version, pane) => {
      this.moment(version);
      this.room.draw(this.view.camera, pane, this.grid);
    });
    this.onMoment?.();
  }

  again() { this.loop.again(); }

  // `seconds` to go on by, and those that have really passed.
  #step(seconds, passed) {
    const moved = this.transport.tick(seconds);
    const turning = this.view.step(this.transport.still ? Infinity : seconds);
    this.draw();
    if (moved && passed) this.room.note(passed * 1000);
    return moved || turning;
  }

  close() {
    this.loop.close();
    this.stopTheme();
    this.watch.disconnect();
    this.room.dispose();
  }
}
