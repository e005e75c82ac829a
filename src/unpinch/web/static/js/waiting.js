// Says when entries wait on this device, and how to open the door again. Says nothing while all is well.
import { outbox } from "./outbox.js";

const PATIENCE_MS = 4_000;

class Waiting extends HTMLElement {
  connectedCallback() {
    const box = outbox();
    if (!box) return;
    this.gone = new AbortController();
    box.addEventListener("change", ({ detail }) => this.#later(detail), { signal: this.gone.signal });
    if (box.waiting) box.send();
  }

  disconnectedCallback() {
    this.gone?.abort();
    clearTimeout(this.timer);
  }

  // Further tries don't put off what there is to say: the patience runs once, from the first entry that waits.
  #later(state) {
    this.state = state;
    if (state.waiting && !state.door && !this.firstElementChild) {
      this.timer ??= setTimeout(() => this.#show(this.state), PATIENCE_MS);
      return;
    }
    clearTimeout(this.timer);
    this.timer = null;
    if (state.waiting) this.#show(state);
    else this.replaceChildren();
  }

  #show({ waiting, door }) {
    const what = waiting === 1 ? "1 entry is" : `${waiting} entries are`;
    const how = door
      ? "safe on this device. Unpinch needs to be opened again: start it from its icon, or run “unpinch open”. Then they are sent."
      : "safe on this device and will be sent when Unpinch answers.";
    const line = Object.assign(document.createElement("p"), { className: "waiting", textContent: `${what} ${how}` });
    line.setAttribute("role", "status");
    this.replaceChildren(line);
  }
}
customElements.define("unpinch-waiting", Waiting);
