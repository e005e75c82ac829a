// The few things to choose while the camera is on: which camera, how loud, voice or not; and the offer of a lighter model.
import { cameras } from "./camera.js";

const SILENT = "This device has no voice of its own here, so cues are written, not spoken.";
const SPOKEN = { true: "Voice on", false: "Voice off" };

export class Controls {
  constructor(parts, { camera, voice, signal, problem }) {
    Object.assign(this, { parts, camera, voice });
    parts.volume.value = String(Math.round(voice.volume * 100));
    parts.volume.addEventListener("input", () => voice.louder(parts.volume.value / 100), { signal });
    parts.volume.addEventListener("change", () => voice.say("This loud.", "hint"), { signal });
    parts.cameras.addEventListener("change", () => camera.choose(parts.cameras.value).catch(problem), { signal });
    navigator.mediaDevices.addEventListener?.("devicechange", () => this.list(), { signal });
    voice.watch(() => this.show(), signal);
    this.show();
  }

  turn() {
    this.voice.turn(!this.voice.on);
    this.show();
  }

  show() {
    const { parts, voice } = this, able = Boolean(voice.voice);
    parts.voices.hidden = !able;
    parts.silent.textContent = able ? "" : SILENT;
    for (const button of parts.turns) {
      button.hidden = !able;
      button.setAttribute("aria-pressed", String(voice.on));
      button.querySelector("span").textContent = SPOKEN[voice.on];
    }
  }

  // The cameras' names are known once one is on. One camera needs no choice.
  async list() {
    const found = await cameras().catch(() => []);
    const now = this.camera.id;
    this.parts.cameras.replaceChildren(...found.map(({ id, name }) => new Option(name, id, false, id === now)));
    this.parts.choice.hidden = found.length < 2;
  }

  offer(a_second) {
    this.parts.rate.textContent = String(Math.round(a_second));
    this.parts.offer.hidden = !a_second;
  }
}
