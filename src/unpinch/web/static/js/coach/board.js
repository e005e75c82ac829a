// What can be read from three metres: the count or the ring of a hold, and one sentence.
const SHORT = 36; // letters that can stand in the largest size
const STAYS_MS = 8_000;
const LASTING = new Set(["hint", "stop"]);

export class Board {
  #timer = 0;

  constructor(parts) { this.parts = parts; }

  begin({ repetitions, hold_s }) {
    this.goal = hold_s > 0 ? hold_s : repetitions;
    this.isHold = hold_s > 0;
    this.parts.number.classList.toggle("c-hold", this.isHold);
    this.count({ repetitions: 0, partials: 0, held_s: 0 });
  }

  count({ repetitions, partials, held_s }) {
    const so_far = this.isHold ? Math.floor(held_s) : repetitions;
    this.shown = so_far;
    this.#write("count", String(so_far));
    this.#write("small", [this.goal ? `of ${this.goal}${this.isHold ? " seconds" : ""}` : "", partials ? `${partials} not all the way` : ""].filter(Boolean).join(" · "));
    if (this.isHold) this.parts.number.style.setProperty("--c-share", this.goal ? Math.min(1, held_s / this.goal).toFixed(3) : 0);
  }

  // A hold whose posture is left for now: the ring waits.
  wait(waits) { this.parts.number.classList.toggle("c-waits", waits); }

  // `kind`: hint and stop stay until the next sentence; cue and praise for a while.
  caption(text, kind = "cue") {
    clearTimeout(this.#timer);
    if (text && !LASTING.has(kind)) this.#timer = setTimeout(() => this.caption(""), STAYS_MS);
    Object.assign(this.parts.caption.dataset, { kind, length: text.length > SHORT ? "long" : "short" });
    this.#write("caption", text);
  }

  alarm(text) { this.#write("alarm", text); }

  #write(name, text) { if (this.parts[name].textContent !== text) this.parts[name].textContent = text; }
}
