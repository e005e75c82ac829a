// The body as one skinned mesh. Its bones are set from the frames; helpers at each joint share the turn out evenly.
import { Bone, BufferAttribute, BufferGeometry, Matrix4, Quaternion, Skeleton, SkinnedMesh, Vector3 } from "../../vendor/three/three.module.js";
import { breathing } from "./breath.js";

const ONE = new Vector3(1, 1, 1);

export class Skin {
  #rest;
  #turned = [];
  #helpers = [];
  #joint = new Vector3();
  #quaternion = new Quaternion();

  constructor({ header, columns }, material) {
    this.header = header;
    this.#rest = header.rest.map(({ origin_m, rotation }) => restFrame(origin_m, rotation));
    this.#turned = this.#rest.map(() => new Quaternion());
    this.geometry = geometry(columns);
    this.geometry.setAttribute("breathing", breathing(header, columns));
    this.mesh = new SkinnedMesh(this.geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.castShadow = this.mesh.receiveShadow = true;
    this.#bind();
  }

  // Segments' bones carry the frames' own matrices; a helper's matrix is a turn about its joint.
  #bind() {
    const bones = [], inverses = [];
    for (const frame of this.#rest) {
      bones.push(quiet(new Bone()));
      inverses.push(new Matrix4().compose(frame.origin, frame.turn, ONE).invert());
    }
    for (const [, parent, child] of this.header.joints) {
      const joint = { parent: this.header.segments.indexOf(parent), child: this.header.segments.indexOf(child) };
      const { x, y, z } = this.#rest[joint.child].origin;
      for (let step = 1; step <= this.header.helpers; step++) {
        this.#helpers.push({ ...joint, bone: bones.length, share: step / (this.header.helpers + 1) });
        bones.push(quiet(new Bone()));
        inverses.push(new Matrix4().makeTranslation(-x, -y, -z));
      }
    }
    this.bones = bones;
    this.mesh.bind(new Skeleton(bones, inverses), new Matrix4());
  }

  // The pose: origins (3 numbers a segment, metres) and turns (4 numbers a segment) as motion.js gives them.
  apply({ origins, turns }, size = 1) {
    const scale = new Vector3(size, size, size);
    this.#rest.forEach((frame, i) => {
      this.#quaternion.fromArray(turns, i * 4);
      this.bones[i].matrixWorld.compose(this.#joint.fromArray(origins, i * 3), this.#quaternion, scale);
      this.#turned[i].copy(this.#quaternion).multiply(frame.back);
    });
    for (const { parent, child, bone, share } of this.#helpers) {
      this.#quaternion.slerpQuaternions(this.#turned[parent], this.#turned[child], share);
      this.bones[bone].matrixWorld.compose(this.#joint.fromArray(origins, child * 3), this.#quaternion, scale);
    }
  }

  // Bent fingers for a hand that holds the band; open ones else. `hands` is a set of "r" and "l".
  hold(hands) {
    const { positions, grip, hands: which } = this.geometry.userData;
    const target = this.geometry.attributes.position;
    which.forEach((vertex, i) => {
      const from = hands.has(positions[vertex * 3 + 2] > 0 ? "r" : "l") ? grip : null;
      for (let axis = 0; axis < 3; axis++) target.array[vertex * 3 + axis] = from ? from[i * 3 + axis] : positions[vertex * 3 + axis];
    });
    target.needsUpdate = true;
    this.geometry.computeVertexNormals();
  }
}

const quiet = (bone) => Object.assign(bone, { matrixAutoUpdate: false, matrixWorldAutoUpdate: false });

function restFrame(origin, [a, b, c, d, e, f, g, h, i]) {
  const turn = new Quaternion().setFromRotationMatrix(new Matrix4().set(a, b, c, 0, d, e, f, 0, g, h, i, 0, 0, 0, 0, 1));
  return { origin: new Vector3(...origin), turn, back: turn.clone().invert() };
}

function geometry(columns) {
  const made = new BufferGeometry();
  made.setAttribute("position", new BufferAttribute(columns.positions.slice(), 3));
  made.setAttribute("skinIndex", new BufferAttribute(columns.bones, 4));
  made.setAttribute("skinWeight", new BufferAttribute(columns.weights, 4, true));
  made.setAttribute("kind", new BufferAttribute(columns.materials, 1));
  made.setAttribute("hair", new BufferAttribute(columns.hair, 1, true));
  made.setAttribute("muscle", new BufferAttribute(new Uint8Array(columns.materials.length * 4), 4, true));
  made.setIndex(new BufferAttribute(columns.faces, 1));
  made.computeVertexNormals();
  made.userData = columns;
  return made;
}
