// Writes what the session's machine asks for, and remembers which stop the answers belong to and what an undo takes back.
import { outbox } from "./outbox.js";
import { randomId } from "./uuid.js";

export class Scribe {
  constructor(stop = null) {
    this.stop = stop;
    this.last = null;
  }

  // What it returns resolves when the entry is on this device.
  write({ kind, values, derived, stop, ofStop, undo, ofUndo }) {
    if (stop) this.stop = randomId();
    const id = stop ? this.stop : randomId();
    if (undo) this.last = id;
    const whole = { ...values, ...(ofStop ? { stop: this.stop } : {}), ...(ofUndo ? { replaces: this.last } : {}) };
    return derived ? outbox()?.putDerived(kind, whole, derived, Date.now()) : outbox()?.put(kind, whole, { id });
  }
}
