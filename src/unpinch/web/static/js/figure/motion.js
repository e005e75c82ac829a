// A movement's frames: any moment of any clip, for the side the person needs. Numbers come from the derived file alone.
const OTHER = { r: "l", l: "r" };

export class Motion {
  constructor(data, side = data.side) {
    this.data = data;
    this.mirrored = side !== data.side && data.side !== "both" && side !== "both";
    this.segments = data.segments.map((name) => data.segments.indexOf(this.#twin(name)));
    this.joints = data.joints.map((name) => data.joints.indexOf(this.#twin(name)));
    this.pose = {
      origins: new Float32Array(data.segments.length * 3),
      turns: new Float32Array(data.segments.length * 4),
      points: new Float32Array(data.joints.length * 3),
      breath: 0,
    };
  }

  #twin(name) {
    const end = name.at(-1);
    return this.mirrored && name.at(-2) === "_" && OTHER[end] ? name.slice(0, -1) + OTHER[end] : name;
  }

  get clips() { return Object.keys(this.data.clips).filter((name) => this.data.clips[name]); }
  clip(name) { return this.data.clips[name]; }

  // The frame before a moment, the one after, and how far between them it lies.
  place(name, time_s) {
    const { n, duration_s } = this.clip(name);
    const at = Math.min(n - 1, Math.max(0, (time_s / duration_s) * (n - 1)));
    const from = Math.min(n - 1, Math.floor(at + 1e-6));
    return { from, to: Math.min(n - 1, from + 1), share: Math.max(0, at - from) };
  }

  // The pose of a moment; the same object each time, so nothing is made anew sixty times a second.
  sample(name, time_s) {
    const clip = this.clip(name);
    const place = this.place(name, time_s);
    vectors(clip.origins_mm, place, this.segments, this.pose.origins, this.mirrored);
    vectors(clip.points_mm, place, this.joints, this.pose.points, this.mirrored);
    turns(clip.quaternions_1e4, place, this.segments, this.pose.turns, this.mirrored);
    this.pose.breath = clip.breath_percent ? between(clip.breath_percent, place) / 100 : 0;
    return this.pose;
  }

  // The band's lines at a moment, each a row of [x, y, z] in metres; none where there is no band.
  band(name, time_s) {
    const band = this.clip(name).band;
    if (!band) return null;
    const { from, to, share } = this.place(name, time_s);
    const near = lines(band.paths_mm[from]), far = lines(band.paths_mm[to]);
    return {
      lines: near.map((line, i) => line.map((point, k) => this.#point(point, far[i]?.[k] ?? point, share))),
      tension_n: between(band.tension_n ?? NONE, { from, to, share }),
      elongation: between(band.elongation_percent ?? NONE, { from, to, share }) / 100,
    };
  }

  #point(a, b, share) {
    const flip = this.mirrored ? -1 : 1;
    return [0, 1, 2].map((axis) => ((a[axis] + share * (b[axis] - a[axis])) / 1000) * (axis === 2 ? flip : 1));
  }
}

// A path is a flat row of numbers, a row of points, or several of these.
function lines(path) {
  if (!path?.length) return [];
  if (typeof path[0] === "number") return [Array.from({ length: path.length / 3 }, (_, i) => path.slice(i * 3, i * 3 + 3))];
  if (typeof path[0][0] === "number" && path[0].length === 3) return [path];
  return path.flatMap(lines);
}

const NONE = [];
const between = (row, { from, to, share }) => (row.length ? row[from] + share * (row[to] - row[from]) : 0);

function vectors(flat, { from, to, share }, order, out, mirrored) {
  const width = order.length * 3;
  for (let i = 0; i < order.length; i++) {
    for (let axis = 0; axis < 3; axis++) {
      const a = flat[from * width + order[i] * 3 + axis], b = flat[to * width + order[i] * 3 + axis];
      out[i * 3 + axis] = ((a + share * (b - a)) / 1000) * (mirrored && axis === 2 ? -1 : 1);
    }
  }
}

// Quaternions x, y, z, w; mirrored across the plane between left and right, x and y change sign.
function turns(flat, { from, to, share }, order, out, mirrored) {
  const width = order.length * 4;
  const flip = mirrored ? -1 : 1;
  for (let i = 0; i < order.length; i++) {
    const a = from * width + order[i] * 4, b = to * width + order[i] * 4;
    let dot = 0;
    for (let k = 0; k < 4; k++) dot += flat[a + k] * flat[b + k];
    const way = dot < 0 ? -1 : 1;
    let size = 0;
    for (let k = 0; k < 4; k++) {
      const value = flat[a + k] + share * (way * flat[b + k] - flat[a + k]);
      out[i * 4 + k] = value * (k < 2 ? flip : 1);
      size += value * value;
    }
    size = Math.sqrt(size) || 1;
    for (let k = 0; k < 4; k++) out[i * 4 + k] /= size;
  }
}
