// The room: one window to draw in, a soft light from above the person's head side, shade on the floor, and all that stands in it.
import { PCFShadowMap, Quaternion, Scene, SRGBColorSpace, Vector3, WebGLRenderer } from "../../vendor/three/three.module.js";
import { lights, lit } from "./light.js";
import { Materials } from "./materials.js";
import { Occluders } from "./occlusion.js";
import { dent, props } from "./props.js";
import { Quality } from "./quality.js";
import { Skin } from "./skin.js";

const MATERIALS = ["skin", "hair", "top", "shorts", "sock", "shoe", "sole"];

export class Room {
  constructor(canvas, body, motion) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: "low-power" });
    this.renderer.outputColorSpace = SRGBColorSpace;
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    this.quality = new Quality(this.renderer);
    this.scene = new Scene();
    this.motion = motion;
    this.size = motion.data.height_m / body.header.stature_m;
    this.occluders = new Occluders(motion.data.joints, motion.data.height_m);
    this.materials = new Materials(this.occluders);
    this.skin = new Skin(body, this.materials.body);
    this.furnish();
    this.materials.uniforms.floor_m.value = lying(motion.data.props);
    Object.assign(this, lights(this.materials));
    this.scene.add(this.sky, this.sun, this.sun.target, this.floor);
    this.scene.add(this.skin.mesh);
    this.#sharpness();
  }

  // Put the things where the person's side has them.
  furnish() {
    this.props?.traverse((part) => { part.geometry?.dispose(); part.material?.dispose(); });
    this.props?.removeFromParent();
    this.props = props(this.motion.props, this.materials, this.motion.mirrored);
    this.scene.add(this.props);
  }

  // Colours by name, as colours.js reads them from the page.
  paint(found) {
    const { uniforms } = this.materials;
    const hair = this.skin.header.name === "older" ? found.grey : found.hair;
    MATERIALS.forEach((name, i) => uniforms.palette.value[i].setStyle(name === "hair" ? hair : found[name]));
    uniforms.shade.value.setStyle(found.dark ? "rgb(96, 92, 100)" : "rgb(122, 84, 66)");
    uniforms.glow.value = found.dark ? 0.34 : 0.16;
    uniforms.depth.value = found.dark ? 0.75 : 0.5;
    this.materials.ground.color.setStyle(found.dark ? "rgb(2, 6, 7)" : "rgb(70, 52, 34)");
    uniforms.warm.value.setStyle(found.warm);
    lit(this.sky, this.sun, found.dark);
    this.props.traverse((part) => part.material?.color.setStyle(found[part.userData.colour]));
    this.colours = found;
  }

  // Set the person into a pose: bones, shade, light over the middle.
  pose(pose) {
    this.skin.apply(pose, this.size);
    this.materials.uniforms.breath.value = pose.breath;
    this.occluders.move(pose.points);
    const head = this.motion.data.joints.indexOf("head_top") * 3, neck = this.motion.data.joints.indexOf("neck") * 3;
    const middle = new Vector3().fromArray(pose.points, head).lerp(new Vector3().fromArray(pose.points, neck), 0.45);
    dent(this.props, middle);
    const [x, , z] = pose.points;
    this.sun.target.position.set(x, 0, z);
    this.sun.position.set(x + 1.1, 3.1, z + (this.motion.mirrored ? 1.2 : -1.2));
    this.floor.position.set(x, 0, z);
  }

  // Where a fist is, and the direction across its palm.
  hand(side, pose) {
    const joint = this.motion.data.joints.indexOf(`hand_${side}`) * 3;
    const forearm = this.motion.data.segments.indexOf(`forearm_${side}`) * 4;
    const turn = new Quaternion().fromArray(pose.turns, forearm);
    return { at: new Vector3().fromArray(pose.points, joint), across: new Vector3(1, 0, 0).applyQuaternion(turn) };
  }

  resize(width, height) {
    this.quality.resize(width, height);
  }

  // Draw into one of several equal panes, side by side or one over the other; the first stands left or on top.
  draw(camera, pane = 0, { across, down } = { across: 1, down: 1 }) {
    if (!this.quality.size) return;
    const [wide, tall] = [this.quality.size[0] / across, this.quality.size[1] / down];
    const place = [wide * (pane % across), tall * (down - 1 - Math.floor(pane / across)), wide, tall];
    this.renderer.setScissorTest(across * down > 1);
    this.renderer.setViewport(...place);
    this.renderer.setScissor(...place);
    const { x, z } = this.floor.position;
    this.materials.floorShade.draw(this.renderer, x, this.materials.uniforms.floor_m.value, z);
    this.renderer.render(this.scene, camera);
  }

  // The time between two frames while something moves; a slow machine gets a coarser picture.
  note(ms) { if (this.quality.note(ms)) this.#sharpness(); }

  #sharpness() {
    const { shadow } = this.quality;
    this.sun.castShadow = shadow > 0;
    if (!shadow || shadow === this.sun.shadow.mapSize.x) return;
    this.sun.shadow.mapSize.set(shadow, shadow);
    this.sun.shadow.map?.dispose();
    this.sun.shadow.map = null;
  }

  dispose() {
    this.scene.traverse((part) => { part.geometry?.dispose(); part.material?.dispose(); });
    this.materials.floorShade.dispose();
    this.renderer.dispose();
  }
}

// A person on a mat lies on its upper face; flesh that rests there is pressed flat.
function lying(list) {
  const mat = list.find(({ kind }) => kind === "mat");
  return mat ? (mat.centre_mm[1] + mat.size_mm[1] / 2) / 1000 : 0;
}
