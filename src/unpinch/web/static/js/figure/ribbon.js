// A flat round strip along a line: its geometry, made once, laid anew each frame.
import { BufferAttribute, BufferGeometry, Vector3 } from "../../vendor/three/three.module.js";

export const RINGS = 120;
const AROUND = 10;
const AXES = ["x", "y", "z"];
const [up, side, across, next] = [new Vector3(), new Vector3(), new Vector3(), new Vector3()];

export function ribbon() {
  const made = new BufferGeometry();
  for (const name of ["position", "normal"]) made.setAttribute(name, new BufferAttribute(new Float32Array(RINGS * AROUND * 3), 3));
  const faces = [];
  for (let ring = 0; ring < RINGS - 1; ring++) {
    for (let i = 0; i < AROUND; i++) {
      const a = ring * AROUND + i, b = ring * AROUND + ((i + 1) % AROUND);
      faces.push(a, b, b + AROUND, a, b + AROUND, a + AROUND);
    }
  }
  made.setIndex(faces);
  return made;
}

// The line with its corners rounded, as RINGS points at even distances.
export function even(points) {
  let line = points.filter((point, i, all) => !i || point.distanceTo(all[i - 1]) > 1e-4);
  const closed = isClosed(line);
  for (let round = 0; round < 2; round++) line = cornersCut(line, closed);
  const lengths = line.map(() => 0);
  for (let i = 1; i < line.length; i++) lengths[i] = lengths[i - 1] + line[i].distanceTo(line[i - 1]);
  let from = 0;
  return Array.from({ length: RINGS }, (_, ring) => {
    const at = (lengths.at(-1) * ring) / (RINGS - 1);
    while (from < line.length - 2 && lengths[from + 1] < at) from++;
    const share = (at - lengths[from]) / (lengths[from + 1] - lengths[from] || 1);
    return line[from].clone().lerp(line[from + 1] ?? line[from], share);
  });
}

export const isClosed = (line) => line.length > 3 && line[0].distanceTo(line.at(-1)) < 2e-3;

function cornersCut(line, closed) {
  const cut = [];
  for (let i = 0; i < line.length - 1; i++) cut.push(line[i].clone().lerp(line[i + 1], 0.25), line[i].clone().lerp(line[i + 1], 0.75));
  return closed ? [...cut, cut[0].clone()] : [line[0], ...cut, line.at(-1)];
}

// Even a line out a little, its ends (or its seam) kept.
export function ease(line) {
  const closed = isClosed(line), last = line.length - 1;
  const before = line.map((point) => point.clone());
  for (let i = closed ? 0 : 1; i < last; i++) line[i].lerp(before[i ? i - 1 : last - 1].clone().add(before[i + 1]).multiplyScalar(0.5), 0.5);
  if (closed) line[last].copy(line[0]);
}

// `wide` and `thick` are half the strip's measures; `sides` are its width's directions, or null to carry one along.
export function lay(geometry, line, [wide, thick], sides) {
  const { position, normal } = geometry.attributes;
  const closed = isClosed(line);
  across.copy(UP);
  line.forEach((point, ring) => {
    const [a, b] = closed && (!ring || ring === RINGS - 1) ? [line[RINGS - 2], line[1]] : [line[Math.max(ring - 1, 0)], line[Math.min(ring + 1, RINGS - 1)]];
    next.copy(b).sub(a).normalize();
    const lie = sides?.[ring] ?? across;
    side.copy(lie).addScaledVector(next, -lie.dot(next));
    if (side.lengthSq() < 1e-4) side.set(0, 0, 1).addScaledVector(next, -next.z);
    across.copy(side.normalize());
    up.crossVectors(next, side);
    for (let i = 0; i < AROUND; i++) {
      const c = Math.cos((2 * Math.PI * i) / AROUND), s = Math.sin((2 * Math.PI * i) / AROUND);
      const at = ring * AROUND + i;
      position.setXYZ(at, ...AXES.map((k) => point[k] + side[k] * c * wide + up[k] * s * thick));
      normal.setXYZ(at, ...AXES.map((k) => side[k] * c * (thick / wide) + up[k] * s));
    }
  });
  position.needsUpdate = normal.needsUpdate = true;
}

const UP = new Vector3(0, 1, 0);
