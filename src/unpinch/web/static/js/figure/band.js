// The band: a soft strip along its line. Stretched it gets thinner and deeper in tone; it lies on the skin, not in it.
import { Color, Mesh, Vector3 } from "../../vendor/three/three.module.js";
import { ease, even, isClosed, lay, ribbon } from "./ribbon.js";

// Half width and half thickness in metres at rest, by kind of band.
const SHAPE = { long: [0.011, 0.0022], power_loop: [0.011, 0.004], mini_loop: [0.021, 0.0016], none: [0.008, 0.003] };
const LOOPS = new Set(["mini_loop", "power_loop"]);
const FULL = 1; // share of stretch at which the tone is deepest: a band twice its length
const GAP_M = 0.003;
const ROUNDS = 6; // of evening out and lying on the skin: a pulled band has no corners
const TAIL_M = 0.05; // what hangs out of a fist

export class Band {
  constructor(kind, room, flesh) {
    Object.assign(this, { kind, room, flesh });
    this.material = room.materials.prop();
    this.strips = [];
    this.rest = new Color();
    this.pulled = new Color();
  }

  paint(colours) {
    this.rest.setStyle(colours.band);
    this.pulled.setStyle(colours.strap).lerp(this.rest, 0.45);
  }

  // `found` as motion.js gives it, or null; `held` says which hands ("r", "l") hold it; `pose` is the person's.
  show(found, pose, hands) {
    const lines = found?.lines ?? [];
    while (this.strips.length < lines.length) this.strips.push(this.#strip());
    this.strips.forEach((strip, i) => {
      strip.visible = i < lines.length;
      if (strip.visible) this.#lay(strip, lines[i].map((point) => new Vector3(...point)), found.elongation, pose, hands);
    });
    if (found) this.material.color.lerpColors(this.rest, this.pulled, Math.min(1, found.elongation / FULL));
  }

  #lay(strip, points, elongation, pose, hands) {
    const loop = LOOPS.has(this.kind) && points[0].distanceTo(points.at(-1)) < 0.1;
    if (loop && !isClosed(points)) points.push(points[0].clone());
    if (!loop) this.#tails(points, pose, hands);
    const line = even(points);
    const shape = this.#shape(elongation);
    const sides = [];
    this.flesh.measure(line, pose, this.room.size);
    for (let round = 0; round < ROUNDS; round++) {
      if (round) ease(line);
      this.flesh.push(line, this.room.size, shape[1] + GAP_M, sides);
    }
    lay(strip.geometry, line, shape, filled(sides, line.length, loop));
  }

  // Rubber keeps its volume: stretched by a share e, each side shrinks by the root of 1 + e.
  #shape(elongation) {
    const thin = 1 / Math.sqrt(1 + Math.max(0, elongation));
    return (SHAPE[this.kind] ?? SHAPE.long).map((half) => half * thin);
  }

  // An end in a fist goes on through it, along the knuckles, and hangs a little.
  #tails(points, pose, hands) {
    for (const side of hands) {
      const hand = this.room.hand(side, pose);
      const first = points[0].distanceTo(hand.at) < points.at(-1).distanceTo(hand.at);
      const end = first ? points[0] : points.at(-1);
      if (end.distanceTo(hand.at) > 0.06) continue;
      const coming = points.at(first ? 1 : -2).clone().sub(end);
      const out = hand.across.clone().multiplyScalar(coming.dot(hand.across) > 0 ? -1 : 1);
      const more = [end.clone().addScaledVector(out, 0.03), end.clone().addScaledVector(out, 0.045).add(new Vector3(0, -TAIL_M, 0))];
      if (first) points.unshift(...more.reverse());
      else points.push(...more);
    }
  }

  #strip() {
    const mesh = new Mesh(ribbon(), this.material);
    mesh.frustumCulled = false;
    mesh.castShadow = true;
    this.room.scene.add(mesh);
    return mesh;
  }
}

// Where a strip touches nothing, its width turns evenly from one place of touch to the next. Null: it touches nowhere.
function filled(sides, count, loop) {
  const known = Array.from({ length: count }, (_, i) => i).filter((i) => sides[i]);
  if (!known.length) return null;
  known.reduce((before, i) => sides[i].dot(sides[before]) < 0 ? (sides[i].negate(), i) : i);
  return Array.from({ length: count }, (_, i) => {
    const after = known.find((k) => k >= i) ?? (loop ? known[0] + count : known.at(-1));
    const before = known.findLast((k) => k <= i) ?? (loop ? known.at(-1) - count : known[0]);
    const share = after === before ? 0 : (i - before) / (after - before);
    return sides[(before + count) % count].clone().lerp(sides[after % count], share).normalize();
  });
}
