// How many frames a second are really looked at, and whether it is the model that is slow.
const OVER_S = 8;
const LEAST_A_SECOND = 10;
const LONG_GAP_S = 3; // the page slept, or the picture was paused: counted anew
const SLOW_MS = 70; // a model that takes less isn't what holds the frames up: the camera is, in poor light

export class Rate {
  #seen = [];

  push(t_s, took_ms) {
    if (t_s - (this.#seen.at(-1)?.t_s ?? t_s) > LONG_GAP_S) this.#seen = [];
    this.#seen.push({ t_s, took_ms });
    while (t_s - this.#seen[1]?.t_s >= OVER_S) this.#seen.shift();
  }

  get a_second() {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)];
    return last && last.t_s > first.t_s ? (this.#seen.length - 1) / (last.t_s - first.t_s) : 0;
  }

  get slow() {
    const whole = this.#seen.length > 1 && this.#seen.at(-1).t_s - this.#seen[0].t_s >= OVER_S;
    const took = this.#seen.reduce((sum, { took_ms }) => sum + took_ms, 0) / this.#seen.length;
    return whole && this.a_second < LEAST_A_SECOND && took > SLOW_MS;
  }

  forget() { this.#seen = []; }
}
