// How much of what is loaded has come, all parts together.
const MB = 1e6;

export class Loading {
  #parts = new Map();

  constructor({ progress, waiting }) { Object.assign(this, { progress, waiting }); }

  say(text) {
    this.#parts.clear();
    this.waiting.textContent = text;
    this.progress.removeAttribute("value");
  }

  push({ what, loaded, total }) {
    this.#parts.set(what, { loaded, total });
    const [all, come] = ["total", "loaded"].map((name) => [...this.#parts.values()].reduce((sum, part) => sum + part[name], 0));
    if (!all) return;
    this.progress.value = come / all;
    if (come >= all) this.say("Starting the coach. A few seconds more.");
    else this.waiting.textContent = `Getting the coach ready: ${Math.round(come / MB)} of ${Math.round(all / MB)} MB. Only the first time.`;
  }
}
