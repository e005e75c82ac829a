// A movement's frames: any moment of any clip, for the side the person needs. Numbers come from the derived file alone.
import { around } from "./around.js";
import { between, lines, NONE, turns, vectors } from "./rows.js";

const OTHER = { r: "l", l: "r" };

export class Motion {
  constructor(data, side = data.side) {
    this.data = data;
    this.props = around(data);
    this.face(side);
    this.pose = {
      origins: new Float32Array(data.segments.length * 3),
      turns: new Float32Array(data.segments.length * 4),
      points: new Float32Array(data.joints.length * 3),
      breath: 0,
    };
  }

  // The side of the person that the movement is shown on, "right" or "left".
  face(side) {
    this.mirrored = side !== this.data.side && this.data.side !== "both" && side !== "both";
    this.segments = this.#rows(this.data.segments);
    this.joints = this.#rows(this.data.joints);
  }

  get side() { return this.mirrored === (this.data.side === "right") ? "left" : "right"; }

  // Where the file has what is shown at each place: its own row, or the other side's. -1: not among `these`.
  #rows(all, these = all) { return all.map((name) => these.indexOf(this.#other(name))); }

  #other(name) {
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
    const { segments, joints } = this.data;
    vectors(clip.origins_mm, place, [this.segments, segments.length], this.pose.origins, this.mirrored);
    vectors(clip.points_mm, place, [this.joints, joints.length], this.pose.points, this.mirrored);
    turns(clip.quaternions_1e4, place, [this.segments, segments.length], this.pose.turns, this.mirrored);
    this.pose.breath = clip.breath_percent ? between(clip.breath_percent, place) / 100 : 0;
    return this.pose;
  }

  // Put into the pose what moves another way in another version of the repetition: some segments, some joints.
  lay(part, time_s) {
    const place = this.place("repetition", time_s);
    const { segments, joints } = this.data;
    turns(part.quaternions_1e4, place, [this.#rows(segments, part.segments), part.segments.length], this.pose.turns, this.mirrored);
    vectors(part.points_mm, place, [this.#rows(joints, part.joints), part.joints.length], this.pose.points, this.mirrored);
    return this.pose;
  }

  // The band's lines at a moment, each a row of [x, y, z] in metres; none where there is no band.
  band(name, time_s, band = this.clip(name).band) {
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
