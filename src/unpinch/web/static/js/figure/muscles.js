// Which part of the skin lies over which muscle, found once from where each vertex lies on its segment.
import { BufferAttribute } from "../../vendor/three/three.module.js";

// Muscles of the mechanics, joined to the four areas that are tinted.
const AREAS = {
  hamstrings: ["semimembranosus", "semitendinosus", "biceps_femoris_long_head"], calf: ["medial_gastrocnemius"],
  seat: ["piriformis"], hip_side: ["gluteus_medius_1", "gluteus_medius_2", "gluteus_medius_3"],
};
const WORKS = { clamshell: "hip_side", bridge: "seat" }; // which area a strengthening move works
const FULL_PERCENT = 20; // of lengthening: the tint is full
const LEAST = 0.4; // of the tint, where a muscle works at all
const ARM_M = 0.26; // farther from the middle, the stored pose has its arms

const bump = (value, from, to) => Math.max(0, 1 - Math.abs((value - (from + to) / 2) / ((to - from) / 2)) ** 4);

// `sides`: "r", "l", or "rl" where both legs work alike.
export function over(header, positions, sides) {
  const local = (name) => {
    const { origin_m: o, rotation: r } = header.rest[header.segments.indexOf(name)];
    return (i) => {
      const d = [0, 1, 2].map((axis) => positions[i * 3 + axis] - o[axis]);
      return [0, 1, 2].map((axis) => d[0] * r[axis] + d[1] * r[3 + axis] + d[2] * r[6 + axis]);
    };
  };
  const legs = Object.fromEntries([..."rl"].map((side) => [side, [local(`thigh_${side}`), local(`shank_${side}`)]]));
  const pelvis = local("pelvis");
  const found = new Uint8Array((positions.length / 3) * 4);
  for (let i = 0; i < positions.length / 3; i++) {
    const side = positions[i * 3 + 2] > 0 ? "r" : "l";
    if (!sides.includes(side) || Math.abs(positions[i * 3 + 2]) > ARM_M) continue;
    const [thigh, shank] = legs[side];
    const t = thigh(i), s = shank(i), p = pelvis(i);
    const back = Math.max(0, Math.min(1, -t[0] / 0.05)), rear = Math.max(0, Math.min(1, -s[0] / 0.04));
    const behind = Math.max(0, Math.min(1, -p[0] / 0.035)), beside = Math.max(0, Math.min(1, (Math.abs(p[2]) - 0.06) / 0.05));
    found.set([
      255 * back * bump(t[1], -0.38, -0.04), 255 * rear * bump(s[1], -0.24, 0.01),
      255 * behind * bump(p[1], -0.12, 0.10), 255 * beside * bump(p[1], -0.06, 0.14),
    ].map((value) => Math.max(0, Math.min(255, value))), i * 4);
  }
  return new BufferAttribute(found, 4, true);
}

// How strongly each area is tinted: by the hip's moment where the move works a muscle, else by how much its muscles lengthen.
export function tints(curves, { exercise }, side, time_s) {
  const gravity = curves.data.hip_gravity_moment_n_m;
  if (gravity && WORKS[exercise]) {
    const total = gravity.map((value, i) => Math.abs(value + (curves.data.hip_band_moment_n_m?.[i] ?? 0)));
    const share = (curves.at(total, time_s) ?? 0) / (curves.most(total) || 1);
    return Object.keys(AREAS).map((area) => (area === WORKS[exercise] ? LEAST + (1 - LEAST) * share : 0));
  }
  const changes = curves.muscles(side, time_s);
  return Object.values(AREAS).map((names) => Math.max(0, ...names.map((name) => (changes[name] ?? 0) / FULL_PERCENT)));
}

export const works = (exercise) => exercise in WORKS;
export const worksBoth = (exercise) => exercise === "bridge";
