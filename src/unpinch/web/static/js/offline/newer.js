// <unpinch-newer>: says when a new version waits, with a button. In a session it says nothing.
import { NEWER, NOT_NOW } from "./words.js";
import { offline } from "./worker.js";

class Newer extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    offline.addEventListener("change", () => this.#look(), { signal: this.gone.signal });
    this.#look();
  }

  disconnectedCallback() { this.gone.abort(); }

  async #look() {
    const shown = (await offline.newer()) && !document.querySelector("unpinch-player");
    if (shown === Boolean(this.firstElementChild)) return;
    this.replaceChildren(...(shown ? [this.#line()] : []));
  }

  #line() {
    const line = Object.assign(document.createElement("p"), { className: "newer", textContent: `${NEWER} ` });
    line.setAttribute("role", "status");
    const button = Object.assign(document.createElement("button"), { className: "btn plain", textContent: "Use it now" });
    button.addEventListener("click", async () => { if (!(await offline.take())) line.firstChild.textContent = `${NOT_NOW} `; });
    line.append(button);
    return line;
  }
}
customElements.define("unpinch-newer", Newer);
