// Things in the room: soft and plain, so that the eye stays with the person.
import { CylinderGeometry, Group, Mesh } from "../../vendor/three/three.module.js";
import { BACK_M } from "./around.js";
import { softBox } from "./rounded.js";

const COLOUR = { mat: "mat", pillow: "pillow", towel: "towel", chair: "wood", cushion: "towel", door: "door", wall: "wall", strap: "strap", couch: "towel" };
const ROUND = { mat: 0.004, pillow: 0.07, towel: 0.05, cushion: 0.04, couch: 0.05, door: 0.006, wall: 0.004, strap: 0.006 };

const SURFACE = { mat: "mat", door: "tall", wall: "tall" };
const CASTS_NONE = new Set(Object.keys(SURFACE));

export function props(list, materials, mirrored) {
  const group = new Group();
  for (const { kind, centre_mm, size_mm, yaw_deg } of list) {
    const size = size_mm.map((value) => value / 1000);
    const made = (MAKE[kind] ?? block)(kind, size, materials[SURFACE[kind] ?? "prop"]());
    const flip = mirrored ? -1 : 1;
    made.position.set(centre_mm[0] / 1000, centre_mm[1] / 1000, (flip * centre_mm[2]) / 1000);
    made.rotation.y = (flip * yaw_deg * Math.PI) / 180;
    made.traverse((part) => { part.castShadow = !CASTS_NONE.has(kind); part.receiveShadow = true; part.userData.colour = COLOUR[kind] ?? "wood"; });
    made.userData = { ...made.userData, kind };
    group.add(made);
  }
  return group;
}

function block(kind, size, material) {
  const radius = Math.min(ROUND[kind] ?? 0.01, Math.min(...size) * 0.49);
  return new Mesh(softBox(size, radius), material);
}

// A pillow is thin at its edges, and lower where a head lies (props are placed by the movement, heads by the frames).
function pillow(kind, size, material) {
  const made = new Mesh(softBox(size, Math.min(ROUND.pillow, size[1] * 0.49), 22), material);
  const at = made.geometry.attributes.position;
  for (let i = 0; i < at.count; i++) {
    const [u, w] = [(2 * at.getX(i)) / size[0], (2 * at.getZ(i)) / size[2]];
    const full = 1 - 0.55 * Math.max(u * u * u * u, w * w * w * w);
    at.setY(i, (at.getY(i) + size[1] / 2) * full - size[1] / 2);
  }
  made.geometry.computeVertexNormals();
  made.userData.soft = at.array.slice();
  return made;
}

function roll(kind, size, material) {
  const radius = size[1] / 2;
  const made = new Mesh(new CylinderGeometry(radius, radius, size[2], 28).rotateX(Math.PI / 2), material);
  made.scale.x = size[0] / size[1];
  return made;
}

const POST_M = 0.035, RAIL_M = 0.11;

// Seat at the top of the given size, four legs, and at its rear two posts with a rail: as the stills draw it (pictures/things.py).
function chair(kind, [x, y, z], material) {
  const group = new Group();
  const part = (size, at, round = 0.012) => {
    const made = new Mesh(softBox(size, round, 6), material);
    made.position.set(...at);
    group.add(made);
  };
  const [ahead, aside] = [x / 2 - 0.04, z / 2 - 0.04];
  part([x, 0.05, z], [0, y / 2 - 0.025, 0], 0.02);
  for (const [a, b] of [[1, 1], [1, -1], [-1, 1], [-1, -1]]) part([POST_M, y - 0.04, POST_M], [a * ahead, -0.02, b * aside]);
  for (const b of [1, -1]) part([POST_M, BACK_M, POST_M], [-ahead, (y + BACK_M) / 2 - 0.01, b * aside]);
  part([0.7 * POST_M, RAIL_M, z - 0.08], [-ahead, y / 2 + BACK_M - RAIL_M / 2 - 0.01, 0]);
  return group;
}

const MAKE = { pillow, towel: roll, chair };
const HEAD_M = 0.085;

// Press pillows down where the head lies.
export function dent(group, head) {
  for (const made of group.children) {
    if (!made.userData.soft) continue;
    const at = made.geometry.attributes.position;
    const local = made.worldToLocal(head.clone());
    for (let i = 0; i < at.count; i++) {
      const [x, y, z] = [0, 1, 2].map((axis) => made.userData.soft[i * 3 + axis]);
      const away = Math.hypot(x - local.x, z - local.z);
      const under = local.y - Math.sqrt(Math.max(0, HEAD_M * HEAD_M - away * away));
      const press = away < HEAD_M ? Math.max(0, y - under) : 0;
      const beside = Math.max(0, HEAD_M - (local.y - y)) * 0.5 * Math.exp(-(((away - HEAD_M) / 0.05) ** 2)) * (away >= HEAD_M);
      at.setY(i, y > 0 ? y - press - Math.max(0, beside) : y);
    }
    at.needsUpdate = true;
    made.geometry.computeVertexNormals();
  }
}
