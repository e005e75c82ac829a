// <unpinch-bodymap>: tapping a place ticks the same answer in the list beside it; the list stays for who works without
// JavaScript. Each map is one stop of the Tab key: arrows go from place to place in it, Space or Enter ticks.
import { nextPlace } from "./places.js";

const ORDER = ["back", "buttock", "thigh", "knee", "calf", "foot"];
const GROUP = { pain: "pain_site", nerve: "nerve_site" };
const WORD = { pain: "Pain", nerve: "Tingling or numb" };

class BodyMap extends HTMLElement {
  #mode = "pain";

  connectedCallback() {
    this.classList.add("is-live");
    this.querySelector(".modes").hidden = false;
    this.querySelector(".lists").open = false;
    for (const region of this.querySelectorAll(".region")) this.#enable(region);
    for (const map of this.querySelectorAll(".bodymap")) this.#toolbar(map);
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusin", ({ target }) => { if (target.matches(".region")) this.#rove(target); });
    this.addEventListener("change", () => this.#paint());
    this.#paint();
  }

  #toolbar(map) {
    map.setAttribute("role", "toolbar");
    map.setAttribute("aria-describedby", this.querySelector("[data-keys]").id);
    this.#rove(map.querySelector(".region"));
  }

  // One place of each map takes the Tab key: the one that had the focus last.
  #rove(place) {
    for (const one of place.closest(".bodymap").querySelectorAll(".region")) one.setAttribute("tabindex", one === place ? "0" : "-1");
  }

  #enable(region) {
    region.setAttribute("role", "button");
    if (region.dataset.side !== "middle" && !this.#input(region)) region.setAttribute("aria-disabled", "true");
  }

  #key(event) {
    if (!event.target.matches(".region") || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = ["Enter", " "].includes(event.key);
    const place = nextPlace(event.target, event.key);
    if (!chosen && !place) return;
    event.preventDefault();
    if (chosen) this.#choose(event.target);
    else place.focus();
  }

  #click(event) {
    const mode = event.target.closest("[data-mode]");
    if (mode) this.#switch(mode.dataset.mode);
    const region = event.target.closest(".region");
    if (region) this.#choose(region);
  }

  #switch(mode) {
    this.#mode = mode;
    for (const button of this.querySelectorAll("[data-mode]")) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    this.#paint();
  }

  #input({ dataset: { side, site, apart } }) {
    if (apart) return this.querySelector(`input[name="apart"][value="${apart}"]`);
    return this.querySelector(`input[name="${side}_${GROUP[this.#mode]}"][value="${site}"]`);
  }

  // A second tap takes the answer back to "not said".
  #choose(region) {
    const input = this.#input(region);
    if (!input) return;
    input.checked = !input.checked;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #chosen(side, mode) { return this.querySelector(`input[name="${side}_${GROUP[mode]}"]:checked`)?.value; }

  #paint() {
    for (const region of this.querySelectorAll(".region, .nerve-mark")) this.#colour(region);
    const said = ["left", "right"].flatMap((side) => ["pain", "nerve"].map((mode) => this.#sentence(side, mode))).filter(Boolean);
    const line = this.querySelector(".said");
    line.hidden = !said.length;
    line.textContent = said.join(" · ");
  }

  #colour(region) {
    const { side, site, apart } = region.dataset;
    const mode = region.matches(".nerve-mark") ? "nerve" : "pain";
    const value = this.#chosen(side, mode);
    const ticked = apart ? mode === "pain" && this.#input(region)?.checked : value === site;
    const above = !apart && value && ORDER.indexOf(site) < ORDER.indexOf(value) && ORDER.indexOf(site) > 0;
    region.classList.toggle("on", Boolean(ticked));
    region.classList.toggle("path", Boolean(above && mode === "pain"));
    if (mode === "nerve") return;
    region.setAttribute("aria-pressed", String(Boolean(this.#input(region)?.checked)));
    region.setAttribute("aria-label", apart ? region.dataset.label : `${region.dataset.label}: ${WORD[this.#mode]}`);
  }

  #sentence(side, mode) {
    const value = this.#chosen(side, mode);
    return value && value !== "none" ? `${WORD[mode]}: ${side} ${value === "back" ? "low back" : value}` : "";
  }
}
customElements.define("unpinch-bodymap", BodyMap);
