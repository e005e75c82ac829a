// Which moment of which clip is shown. Pure: seconds in, a moment out; the element and the player's pacer both drive it.
export const SLOW = 0.5;

export class Transport {
  constructor(motion, { still = false } = {}) {
    this.motion = motion;
    this.still = still; // key poses only
    this.clip = motion.clips.includes("repetition") ? "repetition" : motion.clips[0];
    this.time = 0;
    this.playing = false;
    this.rate = 1;
    this.led = false;
  }

  get length() { return this.motion.clip(this.clip).duration_s; }
  get phases() { return this.motion.clip(this.clip).phases; }
  get share() { return this.length ? this.shown / this.length : 0; }

  // The phase that is on; of key poses, the one that ends here.
  get phase() {
    const last = this.phases.length - 1, stands = this.still && !this.goes;
    return this.phases.find(({ to_s }, i) => this.time < to_s || (stands && this.time === to_s) || i === last);
  }

  get goes() { return this.playing || this.led; }

  // What is said: this phase's words, or those of the phase before that had some.
  get cue() {
    const now = this.phases.indexOf(this.phase);
    return this.phases.slice(0, now + 1).reverse().find(({ cue }) => cue)?.cue ?? "";
  }

  // The moment to draw. Of key poses: the end of the phase while it goes on; at rest the one that it stands at.
  get shown() { return this.still && this.goes ? this.phase.to_s : this.time; }

  choose(clip) {
    if (!this.motion.clips.includes(clip)) return;
    this.clip = clip;
    this.time = 0;
    this.led = false;
  }

  play() {
    this.led = false;
    if (this.ended) this.time = 0;
    this.playing = true;
  }

  pause() {
    this.time = this.shown;
    this.playing = false;
  }

  slow(on) { this.rate = on ? SLOW : 1; }
  get ended() { return this.clip !== "repetition" && this.time >= this.length; }

  // Go to a share of the clip, 0 to 1; of key poses, to the nearest.
  seek(share) {
    const wanted = Math.min(1, Math.max(0, share)) * this.length;
    this.led = false;
    this.time = this.still ? this.#nearest(wanted) : wanted;
  }

  #nearest(time) {
    const found = [0, ...this.phases.map(({ to_s }) => to_s)];
    return found.reduce((near, s) => (Math.abs(s - time) < Math.abs(near - time) ? s : near));
  }

  // To the beginning of the next phase or the one before; past the end it begins anew.
  jump(step) {
    const starts = [...this.phases.map(({ from_s }) => from_s), this.length];
    const found = step > 0 ? starts.find((s) => s > this.time + 1e-3) : starts.findLast((s) => s < this.time - 1e-3);
    this.seek((found ?? (step > 0 ? 0 : this.length)) / this.length);
  }

  // A moment later: repetitions go round, ways in and out stop at their end. True while something moves.
  tick(seconds) {
    if (!this.playing || this.led) return false;
    this.time += seconds * this.rate;
    if (this.clip === "repetition") this.time %= this.length;
    else if (this.time >= this.length) { this.time = this.length; this.playing = false; }
    return true;
  }

  // Led through a hold: so many seconds since it began. Its way in is played once, then its breathing goes round.
  hold(elapsed_s) {
    const phases = this.motion.clip("repetition")?.phases ?? [];
    const round = phases.find(({ repeats }) => repeats) ?? phases.at(-1);
    const over = elapsed_s - round.from_s;
    Object.assign(this, { clip: "repetition", led: true, playing: false });
    this.time = over < 0 ? Math.max(0, elapsed_s) : round.from_s + (over % (round.to_s - round.from_s));
  }

  // Led by the player's pacer: the named phase of the repetition, and how far it has gone, 0 to 1. False: no such phase.
  follow(name, fraction) {
    const phase = this.motion.clip("repetition")?.phases.find((one) => one.name === name);
    if (!phase) return false;
    Object.assign(this, { clip: "repetition", led: true, playing: false });
    this.time = phase.from_s + Math.min(1, Math.max(0, fraction)) * (phase.to_s - phase.from_s);
    return true;
  }
}
