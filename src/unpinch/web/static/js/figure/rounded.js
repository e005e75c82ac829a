// A soft box: a cube's grid whose outermost rows are bent round the edges.
import { BoxGeometry } from "../../vendor/three/three.module.js";

const BENT = 2; // rows on each side that make the edge

export function softBox(size, radius, parts = 8) {
  const made = new BoxGeometry(2, 2, 2, parts, parts, parts);
  const at = made.attributes.position, face = made.attributes.normal;
  const flat = (parts - 2 * BENT) / parts;
  const half = size.map((value) => Math.max(0, value / 2 - radius));
  for (let i = 0; i < at.count; i++) {
    const inner = [], out = [];
    [at.getX(i), at.getY(i), at.getZ(i)].forEach((value, axis) => {
      const far = Math.abs(value), side = Math.sign(value);
      inner.push(side * half[axis] * Math.min(1, far / flat));
      out.push(far > flat ? side * Math.tan(((far - flat) / (1 - flat)) * (Math.PI / 4)) : 0);
    });
    const length = Math.hypot(...out) || 1;
    const way = out.map((value) => value / length);
    at.setXYZ(i, ...inner.map((value, axis) => value + way[axis] * radius));
    face.setXYZ(i, ...way);
  }
  return made;
}
