// Which hands hold the band: they are shown closed.
const GRIP_M = 0.05;

// Hands that the band passes through for most of a clip. (Names are of the side shown.)
function holding(motion, clip) {
  const times = [0, 0.25, 0.5, 0.75, 1].map((share) => share * motion.clip(clip).duration_s);
  const holds = (side) => times.filter((time) => {
    const at = motion.data.joints.indexOf(`hand_${side}`) * 3;
    const { points } = motion.sample(clip, time);
    return motion.band(clip, time)?.lines.some((line) => line.some((p) => Math.hypot(...p.map((v, k) => v - points[at + k])) < GRIP_M));
  }).length * 2 > times.length;
  return new Set([..."rl"].filter(holds));
}

// Hands that hold the band during a clip are closed.
export class Grip {
  constructor(motion, skin) { Object.assign(this, { motion, skin }); }

  // The sides of the hands that hold it.
  during(clip) {
    if (this.clip !== clip) this.skin.hold((this.hands = holding(this.motion, clip)));
    this.clip = clip;
    return this.hands;
  }

  forget() { this.clip = ""; }
}
