// <unpinch-wait>: counts down to a time by the clock, so a locked screen loses nothing.
import { clock } from "./moment.js";

class Wait extends HTMLElement {
  connectedCallback() {
    this.until = Date.parse(this.dataset.until);
    this.timer = setInterval(() => this.#show(), 250);
    this.#show();
  }

  disconnectedCallback() { clearInterval(this.timer); }

  #show() {
    const left = Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
    this.querySelector(".clock").textContent = clock(left);
    if (!left) clearInterval(this.timer);
  }
}
customElements.define("unpinch-wait", Wait);
