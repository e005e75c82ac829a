// "See inside": the body half clear, the nerve's line in it, the muscles that lengthen tinted, and the figures beside it.
import { SkinnedMesh } from "../../vendor/three/three.module.js";
import { over, tints, worksBoth } from "./muscles.js";
import { NerveLine } from "./nerve.js";
import { Panel } from "./panel.js";

const CLEAR = 0.5;

export class Inside {
  constructor(stage, body, curves) {
    Object.assign(this, { stage, body, curves, on: false });
    this.panel = new Panel(stage, curves, (name) => { stage.beside(this.on ? name : ""); });
  }

  // The leg that the curves are of, on the side now shown.
  get side() { return this.stage.motion.side[0]; }

  show(on) {
    this.on = on;
    if (on && !this.line) this.#make();
    const { skin, materials } = this.stage.room;
    Object.assign(materials.body, { transparent: on, opacity: on ? CLEAR : 1, needsUpdate: true });
    skin.mesh.renderOrder = on ? 2 : 0;
    this.line.mesh.visible = this.depth.visible = on;
    materials.uniforms.tints.value.set(0, 0, 0, 0);
    this.panel.open(on);
  }

  // The depth of the body is drawn before its colour, so that only its front is half clear, not all its layers.
  #make() {
    const { skin, materials, scene } = this.stage.room;
    this.depth = new SkinnedMesh(skin.geometry, materials.depth());
    this.depth.bind(skin.mesh.skeleton, skin.mesh.bindMatrix);
    Object.assign(this.depth, { frustumCulled: false, renderOrder: 1 });
    this.line = new NerveLine(this.stage.motion);
    if (this.stage.room.colours) this.line.paint(this.stage.room.colours);
    this.face();
    scene.add(this.depth, this.line.mesh);
  }

  // Nerve and tint go to the leg that is at work.
  face() {
    if (!this.line) return;
    this.line.side = this.side;
    const legs = worksBoth(this.stage.motion.data.exercise) ? "rl" : this.side;
    this.stage.room.skin.geometry.setAttribute("muscle", over(this.body.header, this.body.columns.positions, legs));
  }

  paint(colours) { this.line?.paint(colours); }

  // Only the repetition has curves; getting in and out shows the nerve at rest.
  moment(pose, clip, time_s, version) {
    if (!this.on) return;
    const aside = clip !== "repetition", time = aside ? 0 : time_s;
    const { room, motion } = this.stage;
    this.line.show(pose, room.size, version.slides(time), version.loads(time));
    room.materials.uniforms.tints.value.set(...tints(this.curves, motion.data, motion.data.side, version.lengths(time)));
    this.panel.show(time, aside);
  }
}
