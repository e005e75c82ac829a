// Says when entries wait on this device, and how to open the door again. Says nothing while all is well.
import { outbox } from "./outbox.js";

const PATIENCE_MS = 4_000;

class Waiting extends HTMLElement {
  connectedCallback() {
    const box = outbox();
    if (!box) return;
    box.addEventListener("change", ({ detail }) => this.#later(detail));
    if (box.waiting) box.send();
  }

  #later(state) {
    clearTimeout(this.timer);
    if (!state.waiting) this.replaceChildren();
    else this.timer = setTimeout(() => this.#show(state), state.door ? 0 : PATIENCE_MS);
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
