// Where we look from: the exercise's best view, turned by hand and glided to, near enough to see everything and no nearer.
import { PerspectiveCamera, Vector3 } from "../../vendor/three/three.module.js";

const RAD = Math.PI / 180;
const VIEW_DEG = 26;
const LOWEST_DEG = 4, HIGHEST_DEG = 86;
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));
const round = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;

export class View {
  #goal;
  #now;

  // `best` as the derived file gives it: azimuth from +X toward +Z; the mirrored figure is seen from the mirrored place.
  constructor(best, mirrored) {
    this.camera = new PerspectiveCamera(VIEW_DEG, 1, 0.1, 30);
    this.face(best, mirrored);
    this.#goal = { ...this.home };
    this.#now = null;
    this.points = [];
  }

  // The other side is seen from the mirrored place, also when it was turned.
  face(best, mirrored) {
    this.home = { azimuth: (mirrored ? -1 : 1) * best.azimuth_deg, elevation: best.elevation_deg };
    if (this.#goal) this.#goal.azimuth *= -1;
    this.#now = null;
  }

  get azimuth() { return this.#goal.azimuth; }
  get elevation() { return this.#goal.elevation; }

  // `points`: what has to be seen, three numbers each; `margin`: the share of the window to leave free on each side.
  see(points, aspect, margin) {
    this.points = points;
    this.margin = margin;
    this.camera.aspect = aspect;
    this.camera.updateProjectionMatrix();
  }

  // How much wider than high all this looks from here.
  shape(points) {
    const [across, above] = axes(this.#goal);
    const at = points.map((p) => [dot(p, across), dot(p, above)]);
    return (most(at, 0) - least(at, 0)) / (most(at, 1) - least(at, 1));
  }

  turn(azimuth_deg, elevation_deg) {
    this.#goal.azimuth += azimuth_deg;
    this.#goal.elevation = clamp(this.#goal.elevation + elevation_deg, LOWEST_DEG, HIGHEST_DEG);
  }

  best() {
    this.#goal.azimuth -= round(this.#goal.azimuth - this.home.azimuth);
    this.#goal.elevation = this.home.elevation;
  }

  // Glides toward the goal; true while it moves. `seconds` Infinity jumps there.
  step(seconds) {
    const goal = { ...this.#goal, ...this.#fit() };
    if (!this.#now) this.#now = goal;
    const share = 1 - Math.exp(-seconds * 9);
    let far = 0;
    for (const name of Object.keys(goal)) {
      const way = goal[name] - this.#now[name];
      far = Math.max(far, Math.abs(way) * (name === "azimuth" || name === "elevation" ? 1 : 300));
      this.#now[name] = Number.isFinite(seconds) ? this.#now[name] + way * share : goal[name];
    }
    this.#place();
    return far > 0.2;
  }

  // The nearest place from which all points are inside the window.
  #fit() {
    const [across, above, away] = axes(this.#goal);
    const tall = Math.tan((VIEW_DEG * RAD) / 2) * (1 - this.margin), wide = tall * this.camera.aspect;
    const at = this.points.map((p) => [dot(p, across), dot(p, above), dot(p, away)]);
    const middle = [0, 1].map((axis) => (least(at, axis) + most(at, axis)) / 2);
    const depth = most(at, 2);
    const distance = at.reduce((far, [x, y, z]) => Math.max(far, Math.abs(x - middle[0]) / wide + z, Math.abs(y - middle[1]) / tall + z), -9);
    const target = across.map((_, i) => across[i] * middle[0] + above[i] * middle[1] + away[i] * depth);
    return { distance: distance - depth, x: target[0], y: target[1], z: target[2] };
  }

  #place() {
    const { distance, x, y, z } = this.#now;
    const away = axes(this.#now)[2];
    this.camera.position.set(x + away[0] * distance, y + away[1] * distance, z + away[2] * distance);
    this.camera.lookAt(new Vector3(x, y, z));
    this.camera.updateMatrixWorld();
  }
}

// To the right of the window, up, and from the figure toward the eye.
function axes({ azimuth, elevation }) {
  const [a, e] = [azimuth * RAD, elevation * RAD];
  const away = [Math.cos(a) * Math.cos(e), Math.sin(e), Math.sin(a) * Math.cos(e)];
  const across = [Math.sin(a), 0, -Math.cos(a)];
  const above = [-Math.cos(a) * Math.sin(e), Math.cos(e), -Math.sin(a) * Math.sin(e)];
  return [across, above, away];
}

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const least = (rows, axis) => rows.reduce((found, row) => Math.min(found, row[axis]), Infinity);
const most = (rows, axis) => rows.reduce((found, row) => Math.max(found, row[axis]), -Infinity);
