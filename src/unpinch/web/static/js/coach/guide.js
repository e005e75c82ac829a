// Leads into the picture: the large set-up, green when all is well, then small and out of the way; back when the place is lost.
import { hint } from "./hints.js";

const GREEN_MS = 1_000;
const LEFT_MS = 3_000;
const LOOK_MS = 1_000;
const READY = "Good, I see you. Begin when you like.";
const AGAIN_MS = 4_000; // a hint that changes to and fro is written at once, but spoken no oftener

export class Guide {
  #what = "";
  #said = "";
  #spoke_ms = -Infinity;
  #timer = 0;
  #looking = 0;

  // `seen()`: {dark, upright, lying}. `show(state)`: how large. `say(text, spoken, kind)`: the one hint.
  constructor({ seen, show, say }) { Object.assign(this, { seen, show, say }); }

  begin(words) {
    this.isArmed = false;
    this.#what = this.#said = "";
    this.show("setup");
    this.#spoke_ms = performance.now();
    this.say(words, true);
    this.#look();
  }

  framed(what) {
    this.#what = what;
    this.#hint();
  }

  // The start pose was held: green for a moment, then nothing of the set-up is left.
  armed() {
    this.isArmed = true;
    this.#what = "good";
    this.#said = "";
    if (!this.#looking) return;
    this.show("good");
    this.say(READY, true, "praise");
    this.#soon(GREEN_MS, () => this.show("watching"));
  }

  // Out of position: large again, where it lasts.
  left() {
    this.isArmed = false;
    this.#said = "";
    if (!this.#looking) return;
    this.#soon(LEFT_MS, () => this.show("setup"));
    this.#hint();
  }

  // After a pause: small again, or large where the place was lost before it.
  goOn() {
    this.show("watching");
    this.say("", false);
    this.#look();
    if (!this.isArmed) this.left();
  }

  // In a pause and at the end: no hint and no change of size, whatever still comes from the coach.
  rest() {
    clearTimeout(this.#timer);
    clearInterval(this.#looking);
    this.#looking = 0;
  }

  #look() {
    clearInterval(this.#looking);
    this.#looking = setInterval(() => this.#hint(), LOOK_MS);
  }

  #soon(ms, act) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, ms);
  }

  #hint() {
    if (!this.#looking) return;
    const fine = this.isArmed && this.#what === "good";
    const text = fine ? "" : hint(this.#what, this.seen());
    if (text === this.#said) return;
    const now = performance.now(), spoken = Boolean(text) && now - this.#spoke_ms >= AGAIN_MS;
    if (spoken) this.#spoke_ms = now;
    this.#said = text;
    this.say(text, spoken);
  }
}
