// A soft light from above the person's head side, and the floor that takes the shade.
import { DirectionalLight, HemisphereLight, Mesh, PlaneGeometry } from "../../vendor/three/three.module.js";

export function lights(materials) {
  const sky = new HemisphereLight(0xffffff, 0xffffff, 1.5);
  const sun = new DirectionalLight(0xffffff, 1.9);
  sun.castShadow = true;
  Object.assign(sun.shadow, { radius: 5, bias: -0.0004, normalBias: 0.022 });
  Object.assign(sun.shadow.camera, { left: -1.25, right: 1.25, top: 1.25, bottom: -1.25, near: 0.5, far: 6 });
  const floor = new Mesh(new PlaneGeometry(2, 2), materials.ground);
  floor.rotation.x = -Math.PI / 2;
  floor.scale.set(1.6, 1.6, 1);
  Object.assign(floor, { receiveShadow: true, renderOrder: -1 });
  return { sky, sun, floor };
}

// The light of a light page or a dark one.
export function lit(sky, sun, dark) {
  sky.color.setStyle(dark ? "rgb(214, 224, 230)" : "rgb(255, 250, 242)");
  sky.groundColor.setStyle(dark ? "rgb(70, 74, 78)" : "rgb(206, 178, 150)");
  sun.color.setStyle("rgb(255, 244, 226)");
}
