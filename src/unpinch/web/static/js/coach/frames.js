// Takes frames from the video at the camera's own times: at most so many a second, none while the page is hidden.
const MOST_A_SECOND = 15;
const EARLY_S = 0.008; // a camera's frames don't come to the millisecond
const STILL_MS = 8_000;
const LOOK_MS = 1_000;

// Which frames are taken: later ones only, and not too many. Pure.
export class Pace {
  #last_s = -Infinity;
  due(t_s) {
    if (t_s - this.#last_s < 1 / MOST_A_SECOND - EARLY_S) return false;
    this.#last_s = t_s;
    return true;
  }
}

export class Frames {
  #pace = new Pace();
  #asked = 0;
  #fresh_ms = 0;
  #timer = 0;

  // `take(t_s)`: a frame is there. `still`: the camera has given none for long.
  constructor(video, take, still) { Object.assign(this, { video, take, still }); }

  get isOn() { return Boolean(this.#timer); }

  start() {
    if (this.isOn) return;
    this.#fresh_ms = performance.now();
    this.#timer = setInterval(() => this.#watch(), LOOK_MS);
    this.#ask();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.video.cancelVideoFrameCallback?.(this.#asked);
  }

  #ask() {
    const { video } = this;
    if (video.requestVideoFrameCallback) this.#asked = video.requestVideoFrameCallback((now, { captureTime }) => this.#come(captureTime ?? now));
    else requestAnimationFrame((now) => this.#come(now));
  }

  #come(ms) {
    if (!this.isOn) return;
    this.#fresh_ms = performance.now();
    if (!document.hidden && this.#pace.due(ms / 1000)) this.take(ms / 1000);
    this.#ask();
  }

  #watch() {
    if (document.hidden) this.#fresh_ms = performance.now();
    else if (performance.now() - this.#fresh_ms > STILL_MS) this.still();
  }
}
