// A plain room for the figure: a wall, a floor, a camera that stands where the truth's camera stands.
import { Color, Mesh, MeshLambertMaterial, Matrix4, PerspectiveCamera, PlaneGeometry } from "/static/vendor/three/three.module.js";
import { Band } from "/static/js/figure/band.js";
import { Flesh } from "/static/js/figure/flesh.js";
import { Grip } from "/static/js/figure/hands.js";
import { Motion } from "/static/js/figure/motion.js";
import { Room } from "/static/js/figure/scene.js";

const FLOOR_M = 14;

export class Stage {
  constructor(canvas, body, { motion, side, clip, camera, colours, size }) {
    this.clip = clip;
    this.motion = new Motion({ ...motion, camera: {} }, side);
    this.room = new Room(canvas, body, this.motion);
    this.room.scene.background = new Color(colours.wall);
    this.room.scene.add(floor(colours.floor));
    this.band = new Band(motion.band?.kind ?? "none", this.room, new Flesh(body, this.room.skin));
    this.grip = new Grip(this.motion, this.room.skin);
    this.room.sun.castShadow = false; // soft shade alone: half the time
    this.room.paint(colours);
    this.band.paint(colours);
    this.room.resize(...size);
    this.camera = eye(camera, size);
  }

  draw(time_s) {
    const hands = this.grip.during(this.clip);
    const pose = this.motion.sample(this.clip, time_s);
    this.room.pose(pose);
    this.band.show(this.motion.band(this.clip, time_s), pose, hands);
    this.room.draw(this.camera);
  }

  close() {
    this.room.dispose();
    this.room.renderer.forceContextLoss();
  }
}

function floor(colour) {
  const made = new Mesh(new PlaneGeometry(FLOOR_M, FLOOR_M).rotateX(-Math.PI / 2), new MeshLambertMaterial({ color: colour }));
  made.position.y = -0.004;
  return Object.assign(made, { receiveShadow: true, renderOrder: -2 });
}

// `axes`: right, down and away as rows, in the room; a picture's focal length in dots.
function eye({ axes: [a, b, c, d, e, f, g, h, i], position_m: [x, y, z], focal_px }, [width, height]) {
  const made = new PerspectiveCamera((360 / Math.PI) * Math.atan(height / 2 / focal_px), width / height, 0.1, 40);
  made.matrixAutoUpdate = false;
  made.matrix = new Matrix4().set(a, -d, -g, x, b, -e, -h, y, c, -f, -i, z, 0, 0, 0, 1);
  made.updateMatrixWorld(true);
  return made;
}
