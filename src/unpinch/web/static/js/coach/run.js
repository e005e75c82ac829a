// A coach that is open: camera -> model -> coach -> what is shown and said. Nothing of it is kept or sent.
import { away } from "./away.js";
import { Camera } from "./camera.js";
import { Controls } from "./controls.js";
import { Eyes } from "./eyes.js";
import { Frames } from "./frames.js";
import { kit } from "./kit.js";
import { Loading } from "./loading.js";
import { Mind } from "./mind.js";
import { Rate } from "./rate.js";
import { Sketch } from "./sketch.js";
import { Voice } from "./voice.js";
import { Watching } from "./watching.js";
import { Failure } from "./words.js";

const LARGE = new Set(["setup", "good"]);

export class Run {
  #over = new AbortController();
  #asked = false;
  closed = new Promise((done) => { this.#over.signal.addEventListener("abort", () => done(false)); });

  // `tell(name, detail)`: what the player hears. `failed(failure)`: it can't go on.
  constructor(host, parts, { show, tell, failed }) {
    Object.assign(this, { host, parts, show, failed });
    const { signal } = this.#over, lose = (reason) => () => failed(new Failure(reason));
    this.kit = kit(host);
    this.rate = new Rate();
    this.voice = new Voice();
    this.camera = new Camera(parts.video, lose("pulled"));
    this.frames = new Frames(parts.video, (t_s) => this.eyes.look(t_s), lose("pulled"));
    this.watching = new Watching(parts, { show, tell, voice: this.voice, sketch: new Sketch(parts.canvas), rest: () => this.#look(false) });
    this.controls = new Controls(parts, { camera: this.camera, voice: this.voice, signal, problem: failed });
    this.loading = new Loading(parts);
    parts.video.addEventListener("resize", () => this.#shape(), { signal });
    away({ gone: () => this.camera.rest(true), back: () => this.camera.rest(!this.frames.isOn), long: lose("hidden") }, signal);
  }

  // True once the person sees themselves and both workers are there; false where it was closed meanwhile.
  async open() {
    this.loading.say("Please allow the camera when the browser asks.");
    if (!(await this.camera.on())) return false;
    this.show("opening");
    this.controls.list();
    this.loading.say("Getting the coach ready.");
    this.eyes = this.#eyes();
    this.mind = new Mind(this.kit.coach, { ...this.#helping, heard: (event) => this.watching.hear(event) });
    await Promise.all([this.eyes.open(this.kit.pose.model), this.mind.open()]);
    if (this.#over.signal.aborted) return false;
    this.#look(true);
    return true;
  }

  get #helping() { return { progress: (part) => this.loading.push(part), died: (failure) => this.failed(failure) }; }
  #eyes() { return new Eyes(this.parts.video, this.kit.pose, { ...this.#helping, seen: (seen) => this.#seen(seen) }); }

  #look(on) {
    this.camera.rest(!on);
    if (on) this.frames.start();
    else this.frames.stop();
  }

  begin(set) {
    this.mind.begin(set);
    this.watching.begin(set, this.host.dataset.motions);
    this.#look(true);
  }

  pause() {
    this.watching.pause();
    this.#look(this.watching.isOn);
  }

  resume() {
    this.watching.resume();
    this.#look(true);
  }

  // What the set came to. Another one may have begun before the coach has answered. Without a set the camera rests all the same.
  async end() {
    const { watching } = this, { set, tally } = watching;
    if (!set) { watching.over(); return null; }
    if (watching.isOn || watching.isPaused) for (const event of await this.mind.finish()) tally.hear(event);
    if (watching.set === set) {
      watching.over();
      watching.set = null;
    }
    return tally.summary;
  }

  #seen(seen) {
    const { rate, watching } = this;
    if (document.hidden) return; // of a picture taken before
    rate.push(seen.t_s, seen.took_ms);
    if (watching.isOn) this.mind.push(seen); // first: what is drawn must never stand in its way
    if (rate.slow && !this.#asked && this.kit.pose.lite) this.controls.offer(rate.a_second);
    watching.draw(seen, LARGE.has(this.host.dataset.state));
  }

  // The person's choice, never ours: a model that is quicker and sees less. Until it is there the first one goes on.
  async lighter(takes) {
    this.#asked = true;
    this.controls.offer(0);
    const { eyes } = this, lighter = takes && this.#eyes();
    if (!lighter || !(await lighter.open(this.kit.pose.lite).then(() => !this.#over.signal.aborted, () => false))) { lighter?.close?.(); return; }
    this.eyes = lighter;
    eyes.close();
    this.rate.forget();
  }

  #shape() {
    const { videoWidth, videoHeight } = this.parts.video;
    if (videoWidth) this.parts.window.style.setProperty("--c-shape", (videoWidth / videoHeight).toFixed(4));
  }

  close() {
    this.#over.abort();
    this.frames.stop();
    this.camera.off();
    this.watching.guide.rest();
    this.eyes?.close();
    this.mind?.close();
    this.voice.hush();
  }
}
