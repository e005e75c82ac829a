// <unpinch-bodymap>: tapping a place ticks the same answer in the list beside it; the list stays for keyboard and no JavaScript.
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
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("change", () => this.#paint());
    this.#paint();
  }

  #enable(region) {
    region.setAttribute("role", "button");
    region.setAttribute("tabindex", "0");
    if (region.dataset.side !== "middle" && !this.#input(region)) region.setAttribute("aria-disabled", "true");
  }

  #key(event) {
    if (!["Enter", " "].includes(event.key) || !event.target.matches(".region")) return;
    event.preventDefault();
    this.#choose(event.target);
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
