// Writes what the session's machine asks for, and remembers which stop the answers belong to and what an undo takes back.
import { outbox } from "./outbox.js";
import { randomId } from "./uuid.js";

export class Scribe {
  // `notBefore`: just after the session's start, so that what is pressed in its first second comes after it.
  constructor(stop = null, notBefore = 0) {
    this.stop = stop;
    this.notBefore = notBefore;
    this.last = null;
    this.set = null; // the set saved last, as it stands: what a number put right takes the place of
  }

  // What it returns resolves when the entry is on this device.
  write({ kind, values, derived, stop, ofStop, undo, ofUndo, mends }) {
    if (mends && !this.set) return null;
    if (stop) this.stop = randomId();
    const id = stop ? this.stop : randomId();
    if (undo) this.last = id;
    const whole = { ...values, ...(ofStop ? { stop: this.stop } : {}), ...(ofUndo ? { replaces: this.last } : {}), ...(mends ? { replaces: this.set } : {}) };
    if (mends) this.set = id;
    const at = Math.max(Date.now(), this.notBefore);
    if (!derived) return outbox()?.put(kind, whole, { id, at });
    return outbox()?.putDerived(kind, whole, derived, at).then((known) => { if (kind === "set_done") this.set = known; });
  }
}
