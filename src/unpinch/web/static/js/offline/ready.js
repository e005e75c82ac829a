// <unpinch-offline>: whether Unpinch is on this device, how large it is, and what can be done about it.
import { install, installable, installed } from "./install.js";
import { askToLast, lasting } from "./lasting.js";
import { EVICTED, offlineWords } from "./words.js";
import { offline, version } from "./worker.js";

const MB = 1_000_000;

class Ready extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    const press = { install: () => install(), keep: () => askToLast(), remove: () => offline.remove(), bring: () => offline.bring() };
    for (const [name, act] of Object.entries(press)) this.#part(name).addEventListener("click", () => act().then(() => this.#show()), { signal });
    offline.addEventListener("change", () => this.#show(), { signal });
    document.addEventListener("unpinch:installable", () => this.#show(), { signal });
    this.#show();
  }

  disconnectedCallback() { this.gone.abort(); }

  #part(name) { return this.querySelector(`[data-part=${name}]`); }

  async #show() {
    const { state, progress } = offline;
    const ready = state === "ready";
    this.dataset.state = state;
    this.#part("said").textContent = offlineWords(state, progress ?? {});
    const sure = ready ? await lasting() : null;
    this.#part("size").textContent = ready ? `${Math.round((await offline.bytes()) / MB)} MB on this device. Version ${version()}.` : "";
    this.#part("evicted").textContent = sure === false ? EVICTED : "";
    const shown = { install: installable(), keep: sure === false, remove: ready, bring: state === "removed", home: ready && !installable() && !installed() };
    for (const [name, visible] of Object.entries(shown)) this.#part(name).hidden = !visible;
  }
}
customElements.define("unpinch-offline", Ready);
