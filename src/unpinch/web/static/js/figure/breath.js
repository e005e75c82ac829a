// Breathing: chest and belly rise a little at the front, by the share of a full breath that the frames give.
import { BufferAttribute } from "../../vendor/three/three.module.js";

const RISE = { chest: 0.6, belly: 1 }; // quiet breathing moves the belly more than the ribs
const step = (value) => { const t = Math.max(0, Math.min(1, value)); return t * t * (3 - 2 * t); };

// How far each vertex takes part, 0 to 1, from where it lies on the trunk in the stored pose.
export function breathing({ segments, rest }, { positions, bones, weights }) {
  const trunk = new Set(["pelvis", "thorax"].map((name) => segments.indexOf(name)));
  const waist = rest[segments.indexOf("thorax")].origin_m[1], throat = rest[segments.indexOf("head")].origin_m[1];
  const found = new Uint8Array(positions.length / 3);
  for (let i = 0; i < found.length; i++) {
    let limb = 0;
    for (let k = i * 4; k < i * 4 + 4; k++) if (!trunk.has(bones[k]) && bones[k] < segments.length) limb += weights[k] / 255;
    const front = step((positions[i * 3] + 0.02) / 0.09);
    const height = (positions[i * 3 + 1] - waist) / (throat - waist);
    const part = height < 0.35 ? RISE.belly * step((height + 0.25) / 0.3) : RISE.chest * step((0.98 - height) / 0.3) + (RISE.belly - RISE.chest) * step((0.6 - height) / 0.25);
    found[i] = 255 * Math.min(1, front * part * (1 - limb));
  }
  return new BufferAttribute(found, 1, true);
}
