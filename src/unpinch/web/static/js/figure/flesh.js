// How thick each limb is at this moment, measured on the skin as it stands, so that a band lies on skin, cloth and shoe.
import { Quaternion, Vector3 } from "../../vendor/three/three.module.js";
import { ANGLES, between, cell, filled, STATIONS } from "./girth.js";

const NEAR_M = 0.006; // so near, a strip lies on the skin
const REACH_M = 0.14; // farther from its axis than this, a limb can't be touched
const LEAST_SHARE = 0.15; // of a vertex's weight, for a limb to count it
const LIMBS = ["thigh_r", "shank_r", "foot_r", "thigh_l", "shank_l", "foot_l"];
// A limb's length runs down its -Y; a foot's along its X, a little below the ankle. Lengths in shares of stature.
const DOWN = {
  least: 0.01, span: 0.27, more: 0,
  along: (x, y) => -y, round: (x, y, z) => [x, z], back: (a, u, v) => [u, -a, v], flat: (u, v) => [u, -1, v],
};
const FOOT = {
  least: -0.045, span: 0.17, more: 0.003,
  along: (x) => x, round: (x, y, z) => [y + 0.03, z], back: (a, u, v) => [a, u - 0.03, v], flat: (u, v) => [1, u, v],
};

export class Flesh {
  constructor({ header, columns }, skin) {
    Object.assign(this, { skin, columns });
    this.limbs = LIMBS.map((name) => {
      const index = header.segments.indexOf(name);
      const way = name.startsWith("foot") ? FOOT : DOWN;
      const [least, span] = [way.least, way.span].map((share) => share * header.stature_m);
      return { index, way, least, span, mine: members(header, columns, index), radius: new Float32Array(STATIONS * ANGLES) };
    });
  }

  // Measure the limbs that any of these points could touch, in the pose that the bones are in.
  measure(points, { origins, turns }, size) {
    this.skin.mesh.skeleton.update();
    this.near = this.limbs.filter((limb) => {
      limb.origin = new Vector3().fromArray(origins, limb.index * 3);
      limb.turn = new Quaternion().fromArray(turns, limb.index * 4);
      limb.back = limb.turn.clone().invert();
      return points.some((point) => within(limb, point, size));
    });
    for (const limb of this.near) this.#table(limb, size);
  }

  // Move points (Vector3) that lie in a limb, or nearer to it than `gap` metres, out to its surface. `sides` gets, for each
  // point that touches, the direction along the skin in which a strip's width lies flat.
  push(points, size, gap, sides) {
    for (const { way, least, span, radius, origin, turn, back } of this.near) {
      points.forEach((point, i) => {
        const [x, y, z] = point.clone().sub(origin).applyQuaternion(back).divideScalar(size);
        const along = way.along(x, y, z), station = ((along - least) / span) * (STATIONS - 1);
        if (station < 0 || station > STATIONS - 1) return;
        const [u, v] = way.round(x, y, z);
        const far = Math.hypot(u, v), angle = Math.atan2(v, u);
        const reach = between(radius, station, angle) + gap / size + way.more;
        if (far >= reach + NEAR_M || far < 1e-4) return;
        const slope = (between(radius, Math.min(STATIONS - 1, station + 1), angle) - between(radius, Math.max(0, station - 1), angle)) / ((2 * span) / (STATIONS - 1));
        const [cu, cv] = [u / far, v / far];
        sides[i] = new Vector3(...way.flat(cu * slope, cv * slope)).applyQuaternion(turn).normalize();
        if (far < reach) point.set(...way.back(along, cu * reach, cv * reach)).multiplyScalar(size).applyQuaternion(turn).add(origin);
      });
    }
  }

  // The farthest vertex of each cell; cells without one take their neighbours' mean.
  #table(limb, size) {
    const { way, least, span, radius, origin, back } = limb;
    radius.fill(0);
    const point = new Vector3();
    for (const vertex of limb.mine) {
      this.#skinned(vertex, point).sub(origin).applyQuaternion(back).divideScalar(size);
      const along = way.along(point.x, point.y, point.z), station = Math.round(((along - least) / span) * (STATIONS - 1));
      if (station < 0 || station > STATIONS - 1) continue;
      const [u, v] = way.round(point.x, point.y, point.z);
      const at = cell(station, Math.atan2(v, u));
      radius[at] = Math.max(radius[at], Math.hypot(u, v));
    }
    filled(radius);
  }

  // Where a vertex stands now, as the graphics card will place it.
  #skinned(vertex, out) {
    const { positions, bones, weights } = this.columns;
    const matrices = this.skin.mesh.skeleton.boneMatrices;
    const [x, y, z] = [positions[vertex * 3], positions[vertex * 3 + 1], positions[vertex * 3 + 2]];
    out.set(0, 0, 0);
    for (let k = vertex * 4; k < vertex * 4 + 4; k++) {
      const w = weights[k] / 255, m = bones[k] * 16;
      if (!w) continue;
      out.x += w * (matrices[m] * x + matrices[m + 4] * y + matrices[m + 8] * z + matrices[m + 12]);
      out.y += w * (matrices[m + 1] * x + matrices[m + 5] * y + matrices[m + 9] * z + matrices[m + 13]);
      out.z += w * (matrices[m + 2] * x + matrices[m + 6] * y + matrices[m + 10] * z + matrices[m + 14]);
    }
    return out;
  }
}

function within({ way, least, span, origin, back }, point, size) {
  const [x, y, z] = point.clone().sub(origin).applyQuaternion(back).divideScalar(size);
  const along = way.along(x, y, z);
  return along > least && along < least + span && Math.hypot(...way.round(x, y, z)) < REACH_M;
}

// Vertices that hang on a segment or on its own joint's helpers.
function members(header, { bones, weights }, segment) {
  const own = new Set([segment]);
  header.joints.forEach(([, parent, child], j) => {
    if (![parent, child].includes(header.segments[segment])) return;
    for (let step = 0; step < header.helpers; step++) own.add(header.segments.length + j * header.helpers + step);
  });
  const found = [];
  for (let i = 0; i < bones.length / 4; i++) {
    let share = 0;
    for (let k = i * 4; k < i * 4 + 4; k++) if (own.has(bones[k])) share += weights[k] / 255;
    if (share > LEAST_SHARE) found.push(i);
  }
  return found;
}
