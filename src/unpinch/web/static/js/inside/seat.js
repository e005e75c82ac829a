// The worker that draws a person's pages, as calls that are answered in turn. It is started when first called.
import { Helper } from "../coach/helper.js";

const WORKER = new URL("./worker.js", import.meta.url);

export class Seat {
  #calls = new Map();
  #number = 0;
  #progress;

  // `addresses`: {pyodide, core}. `progress({loaded, total})` is told while it loads.
  constructor(addresses, progress = () => {}) {
    this.#progress = progress;
    this.helper = new Helper(WORKER, { progress: (one) => this.#progress(one), heard: (data) => this.#hear(data), died: (failure) => this.#died(failure) });
    this.ready = this.helper.open(addresses);
    this.dead = false;
    this.ready.catch((failure) => this.#died(failure));
  }

  async call(name, value = null) {
    await this.ready;
    this.#number += 1;
    const call = this.#number;
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { resolve, reject });
      this.helper.ask({ call, name, value });
    });
  }

  #hear({ call, found, fault }) {
    const waiting = this.#calls.get(call);
    this.#calls.delete(call);
    if (fault === undefined) waiting?.resolve(found);
    else waiting?.reject(new Error(fault));
  }

  #died(failure) {
    this.dead = true;
    for (const { reject } of this.#calls.values()) reject(failure);
    this.#calls.clear();
  }

  close() {
    this.helper.close();
    this.dead = true;
  }
}
