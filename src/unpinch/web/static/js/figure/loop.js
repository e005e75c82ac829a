// Draws a frame when one is asked for, and one after another while something moves; none that nobody sees.
const LONGEST_STEP_S = 0.1; // a tab that slept goes on where it was

export class Loop {
  #due = 0;
  #last = 0;
  lost = false; // no picture can be drawn

  // `step` takes the seconds since the last frame (0: the first after a rest) and says whether something moves on.
  constructor(canvas, step) {
    this.step = step;
    this.sight = new IntersectionObserver((entries) => this.seen(entries.at(-1).isIntersecting));
    this.sight.observe(canvas);
  }

  // Time stands still for what is out of sight.
  seen(visible) {
    this.unseen = !visible;
    this.#last = 0;
    this.again();
  }

  again() {
    if (!this.#due && !this.lost && !this.unseen) this.#due = requestAnimationFrame((now) => this.#frame(now));
  }

  #frame(now) {
    this.#due = 0;
    const passed_s = this.#last ? (now - this.#last) / 1000 : 0;
    const moves = this.step(Math.min(passed_s, LONGEST_STEP_S), passed_s);
    this.#last = moves ? now : 0;
    if (moves) this.again();
  }

  close() {
    cancelAnimationFrame(this.#due);
    this.lost = true;
    this.sight.disconnect();
  }
}
