// "See inside": the body half clear, the nerve's line in it, the muscles that lengthen tinted, and the figures beside it.
import { SkinnedMesh } from "../../vendor/three/three.module.js";
import { Curves } from "./curves.js";
import { over, tints, worksBoth } from "./muscles.js";
import { NerveLine } from "./nerve.js";
import { Panel } from "./panel.js";

const CLEAR = 0.5;

export class Inside {
  constructor(stage, body) {
    this.stage = stage;
    this.curves = new Curves(stage.motion.data.curves);
    const right = (stage.motion.data.side === "left") === stage.motion.mirrored;
    this.side = right ? "r" : "l";
    this.body = body;
    this.panel = new Panel(this.curves, stage.motion.data);
    this.on = false;
  }

  show(on) {
    this.on = on;
    if (on && !this.line) this.#make();
    const { skin, materials } = this.stage.room;
    Object.assign(materials.body, { transparent: on, opacity: on ? CLEAR : 1, needsUpdate: true });
    skin.mesh.renderOrder = on ? 2 : 0;
    this.line.mesh.visible = this.depth.visible = on;
    materials.uniforms.tints.value.set(0, 0, 0, 0);
    this.panel.root.hidden = !on;
  }

  // The depth of the body is drawn before its colour, so that only its front is half clear, not all its layers.
  #make() {
    const { skin, materials, scene } = this.stage.room;
    skin.geometry.setAttribute("muscle", over(this.body.header, this.body.columns.positions, worksBoth(this.stage.motion.data.exercise) ? "rl" : this.side));
    this.depth = new SkinnedMesh(skin.geometry, materials.depth());
    this.depth.bind(skin.mesh.skeleton, skin.mesh.bindMatrix);
    Object.assign(this.depth, { frustumCulled: false, renderOrder: 1 });
    this.line = new NerveLine(this.stage.motion, this.side);
    if (this.stage.room.colours) this.line.paint(this.stage.room.colours);
    scene.add(this.depth, this.line.mesh);
  }

  paint(colours) { this.line?.paint(colours); }

  // Only the repetition has curves; getting in and out shows the nerve at rest.
  moment(pose, clip, time_s) {
    if (!this.on) return;
    const time = clip === "repetition" ? time_s : 0;
    const { room, motion } = this.stage;
    const loads = this.curves.loads(this.curves.data.nerve, time);
    this.line.show(pose, room.size, this.curves.slides(time), loads);
    room.materials.uniforms.tints.value.set(...tints(this.curves, motion.data, motion.data.side, time));
    this.panel.show(time, loads);
  }
}
