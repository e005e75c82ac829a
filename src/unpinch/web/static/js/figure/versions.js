// The ways a move can be shown: as it is, with the toes pulled up, half as far. Poses and curves come from the derived file.
class AsItIs {
  constructor(motion, curves) { Object.assign(this, { motion, curves, nerve: curves?.data.nerve }); }

  pose(clip, time_s) { return this.motion.sample(clip, time_s); }
  band(clip, time_s) { return this.motion.band(clip, time_s); }
  load(time_s) { return this.curves.at(this.nerve?.load_index, time_s) ?? 0; }
  loads(time_s) { return this.curves.loads(this.nerve, time_s); }
  slides(time_s) { return this.curves.slides(this.nerve, time_s); }
  lengths(time_s) { return time_s; } // the moment whose muscle lengths these are
}

// The tensioner twin: foot and band alone differ, and only in the repetition.
class ToesPulled extends AsItIs {
  constructor(motion, curves) {
    super(motion, curves);
    Object.assign(this, { nerve: curves.data.tensioner_twin, part: motion.data.twin });
  }

  pose(clip, time_s) {
    const pose = super.pose(clip, time_s);
    return clip === "repetition" ? this.motion.lay(this.part, time_s) : pose;
  }

  band(clip, time_s) { return clip === "repetition" ? this.motion.band(clip, time_s, this.part.band) : super.band(clip, time_s); }
}

// The same way, but not as far: at each moment it stands where the whole move stands at another.
class NotAsFar extends AsItIs {
  constructor(motion, curves) { super(motion, curves); this.nerve = curves.data.shorter; }

  lengths(time_s) { return this.curves.at(this.nerve.shown_s, time_s); }
  #at(clip, time_s) { return clip === "repetition" ? this.lengths(time_s) : time_s; }
  pose(clip, time_s) { return super.pose(clip, this.#at(clip, time_s)); }
  band(clip, time_s) { return super.band(clip, this.#at(clip, time_s)); }
}

export function versions(motion, curves) {
  const made = { as_it_is: new AsItIs(motion, curves) };
  if (motion.data.twin && curves?.data.tensioner_twin) made.toes = new ToesPulled(motion, curves);
  if (curves?.data.shorter) made.shorter = new NotAsFar(motion, curves);
  return made;
}
