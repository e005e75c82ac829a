// <unpinch-coach>: the camera coach for the player. Nothing is loaded and no camera asked for before `open`.
import { reason } from "./able.js";
import { parts } from "./parts.js";

class Coach extends HTMLElement {
  #run = null;
  #opening = null;
  #answer = null; // what a person says to a failure: true to try again

  connectedCallback() {
    this.parts = parts(this);
    this.over = new AbortController();
    const { signal } = this.over;
    this.addEventListener("click", ({ target }) => this.#do(target.closest("[data-do]")?.dataset.do), { signal });
    globalThis.addEventListener("pagehide", () => this.close(), { signal });
  }

  disconnectedCallback() {
    this.over.abort();
    this.close();
  }

  reason() { return reason(); }

  // True once camera and workers run and the person sees themselves; false where they go on by hand.
  open() {
    this.#opening ??= this.#open().finally(() => { this.#opening = null; });
    return this.#opening;
  }

  begin(set) { this.#run?.begin(set); }
  pause() { this.#run?.pause(); }
  resume() { this.#run?.resume(); }
  end() { return this.#run?.end() ?? Promise.resolve(null); }
  say(text, kind) { this.#run?.watching.say(text, kind); }

  close() {
    this.#run?.close();
    this.#run = null;
    this.hidden = true;
    this.#answer?.(false);
  }

  async #open() {
    if (this.#run) return true;
    this.hidden = false;
    for (;;) {
      this.#show("asking");
      const problem = await this.#try();
      if (!problem) return Boolean(this.#run);
      if (!(await this.#refused(problem))) {
        this.close();
        return false;
      }
    }
  }

  // Opens once; returns what went wrong, or nothing.
  async #try() {
    let run = null;
    try {
      if (reason()) return { message: reason() };
      const { Run } = await import("./run.js");
      if (this.hidden) return null;
      run = this.#run = new Run(this, this.parts, { show: (state) => this.#show(state), tell: (name, detail) => this.#tell(name, detail), failed: (failure) => this.#lost(failure) });
      if (await Promise.race([run.open(), run.closed])) this.#show("seen");
      return null;
    } catch (problem) {
      if (run && this.#run !== run) return null; // closed meanwhile
      run?.close();
      this.#run = null;
      return problem.reason ? problem : { message: "I couldn’t load the camera coach. Is Unpinch still running?" };
    }
  }

  // Says why, and waits for what the person wants.
  async #refused({ message }) {
    this.#show("refused");
    this.parts.failure.textContent = this.parts.alarm.textContent = message;
    this.parts.again.focus();
    const again = await new Promise((answer) => { this.#answer = answer; });
    this.#answer = null;
    this.parts.alarm.textContent = "";
    return again;
  }

  // In the middle: the session goes on by hand, with what was counted so far.
  #lost(failure) {
    if (!this.#run) return;
    const { watching } = this.#run, summary = watching.set ? watching.tally.summary : null;
    this.close();
    this.hidden = false; // nothing of it is seen, but it is said
    this.#show("lost");
    this.parts.alarm.textContent = failure.message;
    this.#tell("failed", { reason: failure.reason, text: failure.message, summary });
  }

  #do(name) {
    if (name === "again") this.#answer?.(true);
    else if (name === "by_hand") this.close();
    else if (name === "off") this.#off();
    else if (name === "voice") this.#run?.controls.turn();
    else if (name === "lighter" || name === "keep") this.#run?.lighter(name === "lighter");
  }

  async #off() {
    const { Failure } = await import("./words.js");
    this.#lost(new Failure("off"));
  }

  #show(state) { this.dataset.state = state; }
  #tell(name, detail) { this.dispatchEvent(new CustomEvent(`coach:${name}`, { bubbles: true, detail })); }
}
customElements.define("unpinch-coach", Coach);
