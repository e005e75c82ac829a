// Writes what the session's machine asks for, and remembers which stop the answers belong to and what an undo takes back.
import { outbox } from "./outbox.js";
import { randomId } from "./uuid.js";

export class Scribe {
  // `notBefore`: just after the session's start, so that what is pressed in its first second comes after it.
  constructor(stop = null, notBefore = 0) {
    this.stop = stop;
    this.notBefore = notBefore;
    this.last = null;
  }

  // What it returns resolves when the entry is on this device.
  write({ kind, values, derived, stop, ofStop, undo, ofUndo }) {
    if (stop) this.stop = randomId();
    const id = stop ? this.stop : randomId();
    if (undo) this.last = id;
    const whole = { ...values, ...(ofStop ? { stop: this.stop } : {}), ...(ofUndo ? { replaces: this.last } : {}) };
    const at = Math.max(Date.now(), this.notBefore);
    return derived ? outbox()?.putDerived(kind, whole, derived, at) : outbox()?.put(kind, whole, { id, at });
  }
}
