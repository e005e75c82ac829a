// The start pose as the camera should see it, as an outline to lie down into: from the derived frames, from the side that moves.
import { loadMotion } from "../figure/body.js";
import { Motion } from "../figure/motion.js";

const RAISED = Math.sin((10 * Math.PI) / 180); // the camera looks down a little
const WIDE = 0.86, HIGH = 0.62, FLOOR = 0.8; // shares of the picture that it may take, and where it lies
const LIMBS = [
  ["hip", "knee", 0.085], ["knee", "ankle", 0.06], ["heel", "toe", 0.045], ["shoulder", "elbow", 0.045], ["elbow", "hand", 0.04],
];
const TRUNK = 0.115, HEAD = 0.105;
const FRONT = new Set(["clamshell"]); // on the side: the camera stands before the person

export async function startPose(address, { exercise, level, side }) {
  const motion = new Motion(await loadMotion(`${address}/${exercise}_${level}.json`), side);
  return pose(motion, FRONT.has(exercise));
}

// Lines with round ends, in metres as seen: [[x, y], [x, y], radius]; and the room that the whole movement takes.
export function pose(motion, front) {
  const { duration_s } = motion.clip("repetition");
  const points = (time_s) => flat(motion, time_s, front);
  const lines = limbs(points(0));
  const all = [0, 0.25, 0.5, 0.75].flatMap((share) => limbs(points(share * duration_s))).flatMap(([a, b, r]) => [a, b].flatMap(([x, y]) => [[x - r, y - r], [x + r, y + r]]));
  const [xs, ys] = [0, 1].map((axis) => all.map((point) => point[axis]));
  const box = { left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) };
  return { lines, box, lying: box.right - box.left > 1.3 * (box.high - box.low) };
}

// A moment's joints, flat: right and up as in the camera's own picture, before it is mirrored.
function flat(motion, time_s, front) {
  const { points } = motion.sample("repetition", time_s);
  const way = motion.mirrored ? -1 : 1;
  const found = {};
  motion.data.joints.forEach((name, i) => {
    const [x, y, z] = points.subarray(3 * i, 3 * i + 3);
    const [across, near] = front ? [-z, x] : [way * x, way * z];
    found[name] = [across, y - RAISED * near];
  });
  return found;
}

const middle = ([a, b], [c, d]) => [(a + c) / 2, (b + d) / 2];

function limbs(at) {
  const hips = middle(at.hip_r, at.hip_l), shoulders = middle(at.shoulder_r, at.shoulder_l), face = middle(at.neck, at.head_top);
  const sided = ["r", "l"].flatMap((side) => LIMBS.map(([a, b, r]) => [at[`${a}_${side}`], at[`${b}_${side}`], r]));
  return [...sided, [hips, shoulders, TRUNK], [shoulders, at.neck, TRUNK / 2], [face, at.head_top, HEAD]];
}

// The same in a picture's pixels: as large as fits, on the floor of the picture.
export function placed({ lines, box }, width, height) {
  const scale = Math.min((WIDE * width) / (box.right - box.left), (HIGH * height) / (box.high - box.low));
  const middle_x = (box.left + box.right) / 2;
  const at = ([x, y]) => [width / 2 + (x - middle_x) * scale, FLOOR * height - (y - box.low) * scale];
  return lines.map(([a, b, r]) => [at(a), at(b), r * scale]);
}
