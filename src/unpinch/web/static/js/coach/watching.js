// One set after another as it is watched: what the coach says of it, large for the person and as events for the player.
import { Board } from "./board.js";
import { Guide } from "./guide.js";
import { hear } from "./heard.js";
import { Light } from "./light.js";
import { startPose } from "./outline.js";
import { Tally } from "./tally.js";

const BEGIN = "Take the start position.";
const STOPPED = "Stopping.";

export class Watching {
  set = null;
  isOn = false; // frames go to the coach
  signal = false; // paused by the person's own sign: frames still go there, for going on and for stopping

  // `show(state)`: how the picture stands. `tell(name, detail)`: what the player hears. `rest()`: look no more.
  constructor(parts, { sketch, voice, show, tell, rest }) {
    Object.assign(this, { video: parts.video, sketch, voice, show, tell, rest });
    this.board = new Board(parts);
    this.light = new Light(parts.video);
    this.guide = new Guide({ show, seen: () => this.#picture(), say: (text, spoken, kind = "hint") => this.say(text, kind, spoken) });
  }

  say(text, kind = "cue", spoken = true) {
    this.board.caption(text, kind);
    if (spoken) this.voice.say(text, kind);
  }

  begin(set, motions) {
    Object.assign(this, { set, tally: new Tally(), isOn: true, isPaused: false, signal: false });
    Object.assign(this.sketch, { near: "", pose: null });
    startPose(motions, set).then((pose) => { if (this.set === set) this.sketch.pose = { ...pose, name: set.id }; }, () => {}); // goes without an outline
    this.board.begin(set);
    this.guide.begin(`${set.name}. ${BEGIN}`);
  }

  hear(event) { if (this.set) hear(this, event); }

  pause() {
    this.isOn = this.signal;
    this.isPaused = true;
    if (this.signal) return;
    this.guide.rest();
    this.show("paused");
    this.say("Paused.", "hint", false);
  }

  resume() {
    Object.assign(this, { isOn: true, isPaused: false, signal: false });
    this.guide.goOn();
  }

  stopped() { this.say([STOPPED, this.set.way_out].filter(Boolean).join(" "), "stop"); }

  // The goal is reached, the person stopped, or the player ends the set: the camera rests until the next one.
  over() {
    Object.assign(this, { isOn: false, isPaused: false });
    this.guide.rest();
    this.sketch.clear();
    this.rest();
    this.show("resting");
  }

  draw(seen, large) {
    this.sketch.draw(seen, { outline: Boolean(this.set) && large, good: Boolean(this.set) && this.guide.isArmed });
  }

  #picture() {
    const { videoWidth, videoHeight } = this.video;
    return { dark: this.light.isDark, upright: videoHeight > videoWidth, lying: Boolean(this.sketch.pose?.lying) };
  }
}
