// The coach itself: landmarks in, events out, in the worker that runs our Python.
import { Helper } from "./helper.js";

const FINISH_MS = 3_000;

export class Mind {
  #finished = null;
  #id = "";

  constructor({ worker, ...files }, { heard, progress, died }) {
    Object.assign(this, { files, heard });
    this.helper = new Helper(worker, { progress, died, heard: (data) => this.#hear(data) });
  }

  open() { return this.helper.open(this.files); }

  begin({ id, exercise, level, side, repetitions, hold_s }) {
    this.#id = id;
    this.helper.ask({ set: { id, exercise, level, side, repetitions, hold_s } });
  }

  push({ t_s, width, height, image, world }) { this.helper.ask({ frame: { t_s, width, height, image, world } }); }

  // Ends the set's watching. Resolves to its last events, or soon to none.
  finish() {
    return new Promise((done) => {
      this.#finished = done;
      this.helper.ask({ finish: true });
      setTimeout(() => done([]), FINISH_MS);
    });
  }

  #hear({ events, id }) {
    if (!events) return;
    if (this.#finished && events.some(({ event }) => event === "done")) {
      this.#finished(events);
      this.#finished = null;
    } else if (id === this.#id) for (const event of events) this.heard(event); // else: of a set before
  }

  close() { this.helper.close(); }
}
