// Says when entries wait on this device, and how to open the door again. Says nothing while all is well.
import { askToLast } from "./offline/lasting.js";
import { line } from "./offline/words.js";
import { outbox } from "./outbox.js";

const PATIENCE_MS = 4_000;

class Waiting extends HTMLElement {
  connectedCallback() {
    const box = outbox();
    if (!box) return;
    this.gone = new AbortController();
    box.addEventListener("change", ({ detail }) => this.#later(detail), { signal: this.gone.signal });
    box.ready.then(() => { if (box.waiting) box.send(); });
  }

  disconnectedCallback() {
    this.gone?.abort();
    clearTimeout(this.timer);
  }

  // Further tries don't put off what there is to say: the patience runs once, from the first entry that waits.
  #later(state) {
    this.state = state;
    if (state.waiting && state.kept && !state.door && !this.firstElementChild) {
      this.timer ??= setTimeout(() => this.#stays(), PATIENCE_MS);
      return;
    }
    clearTimeout(this.timer);
    this.timer = null;
    if (state.waiting) this.#show(state);
    else this.replaceChildren();
  }

  // There is something to lose now: the browser is asked to keep it, and what it answers is said.
  #stays() {
    this.#show(this.state);
    if (document.querySelector("unpinch-player")) return; // no question of the browser's own in a session
    askToLast().then((lasting) => {
      this.lasting = lasting;
      if (this.firstElementChild) this.#show(this.state);
    });
  }

  #show(state) {
    const said = Object.assign(document.createElement("p"), { className: "waiting" });
    said.setAttribute("role", "status");
    said.textContent = line({ ...state, lasting: this.lasting, phone: location.protocol === "https:" });
    this.toggleAttribute("urgent", !state.kept);
    this.replaceChildren(said);
  }
}
customElements.define("unpinch-waiting", Waiting);
