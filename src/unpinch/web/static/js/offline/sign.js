// <unpinch-sign>: a small word in the header: what is saved where. It says only what is known.
import { outbox } from "../outbox.js";
import { reach } from "./reach.js";
import { sign } from "./words.js";
import { offline } from "./worker.js";

class Sign extends HTMLElement {
  async connectedCallback() {
    const box = outbox();
    if (!box) return;
    this.gone = new AbortController();
    const { signal } = this.gone;
    for (const one of [box, reach, offline]) one.addEventListener("change", () => this.#show(box), { signal });
    await box.ready;
    this.#show(box);
  }

  disconnectedCallback() { this.gone?.abort(); }

  #show({ state }) {
    const { state: name, short, long } = sign({ ...state, there: reach.there, offline: offline.state });
    if (this.dataset.state === name && this.title === long) return;
    this.dataset.state = name;
    this.title = long;
    const word = Object.assign(document.createElement("span"), { textContent: short, ariaHidden: "true" });
    const whole = Object.assign(document.createElement("span"), { textContent: long, className: "unseen" });
    this.replaceChildren(word, whole);
  }
}
customElements.define("unpinch-sign", Sign);
