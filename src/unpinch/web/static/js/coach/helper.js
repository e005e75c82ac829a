// A worker that is opened once and then answers. It tells how far it has come, and when it dies or falls silent.
import { Failure } from "./words.js";

const SILENT_MS = 15_000;

export class Helper {
  #opened = null;
  #due = 0;

  // `heard(data)`: an answer. `died(failure)`: it is no more; only told once it had been ready.
  constructor(address, { progress = () => {}, heard, died }) {
    Object.assign(this, { progress, heard, died });
    this.worker = new Worker(address, { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.#hear(data));
    for (const name of ["error", "messageerror"]) this.worker.addEventListener(name, (event) => { event.preventDefault(); this.#fail(this.#opened ? "fetch" : "worker"); });
  }

  open(what) {
    return new Promise((resolve, reject) => {
      this.#opened = { resolve, reject };
      this.worker.postMessage({ open: what });
    });
  }

  // Sends something that must be answered before long.
  ask(message, transfer = []) {
    this.worker.postMessage(message, transfer);
    this.#due ||= setTimeout(() => this.#fail("worker"), SILENT_MS);
  }

  #hear(data) {
    clearTimeout(this.#due);
    this.#due = 0;
    if (data.progress) this.progress(data.progress);
    else if (data.ready) this.#open();
    else if (data.failed) this.#fail(data.failed.reason);
    else this.heard(data);
  }

  #open() {
    this.#opened?.resolve();
    this.#opened = null;
  }

  #fail(reason) {
    const failure = new Failure(reason), opened = this.#opened;
    this.close();
    if (opened) opened.reject(failure);
    else this.died(failure);
  }

  close() {
    clearTimeout(this.#due);
    this.#opened = null;
    this.worker.terminate();
  }
}
