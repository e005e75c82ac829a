// One voice: says one thing at a time, with a voice of the device's own or not at all, since another would send words away.
import { keep, kept } from "./settings.js";

const RANK = { count: 0, praise: 1, hint: 1, cue: 2, stop: 3 };
const QUIET = { praise: 0.6 }; // of the chosen volume
const PACE = 0.95;
const LONGEST_MS = (text) => 1_500 + 120 * text.length; // some browsers forget to say that they have ended
const USUAL_VOLUME = "0.8";

// The device's own voice for a language, or nothing.
export const own = (voices, lang) => voices.find((one) => one.localService && one.lang.toLowerCase().startsWith(lang)) ?? null;

export class Voice {
  #saying = { rank: -1, until: 0 };

  constructor(synth = globalThis.speechSynthesis, lang = document.documentElement.lang || "en") {
    Object.assign(this, { synth, lang });
    this.volume = Number(kept("volume", USUAL_VOLUME));
    this.on = kept("voice", "on") === "on";
  }

  get voice() { return own(this.synth?.getVoices() ?? [], this.lang); }

  // Tells of voices that come late.
  watch(changed, signal) { this.synth?.addEventListener?.("voiceschanged", changed, { signal }); }

  // A newer sentence takes an older one's place; what matters less is let go while a weightier one is being said.
  say(text, kind = "cue") {
    const now = performance.now(), rank = RANK[kind];
    if (!this.on || !text || !this.voice || (now < this.#saying.until && this.#saying.rank > rank)) return;
    this.synth.cancel();
    const said = (this.#saying = { rank, until: now + LONGEST_MS(text) });
    const spoken = Object.assign(new SpeechSynthesisUtterance(text), { voice: this.voice, lang: this.voice.lang, rate: PACE, volume: this.volume * (QUIET[kind] ?? 1) });
    for (const name of ["end", "error"]) spoken.addEventListener(name, () => { said.until = 0; });
    this.synth.speak(spoken);
  }

  louder(volume) {
    this.volume = volume;
    keep("volume", volume);
  }

  turn(on) {
    this.on = on;
    keep("voice", on ? "on" : "off");
    if (!on) this.hush();
  }

  // A stop is said to its end.
  hush() { if (performance.now() >= this.#saying.until || this.#saying.rank < RANK.stop) this.synth?.cancel(); }
}
