// <unpinch-days>: each day of a chart told in words below it, by pointer, tap or arrow keys. To a screen reader it is a
// slider over the days. Without JavaScript the picture has its description, each day its title, and the table is below.
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };

class Days extends HTMLElement {
  #days = [];
  #at = -1;

  connectedCallback() {
    this.#days = [...this.querySelectorAll(".day")].map((rect) => ({ rect, said: this.#taken(rect) }));
    if (!this.#days.length) return;
    this.classList.add("is-live");
    this.querySelector("svg").setAttribute("aria-hidden", "true");
    const names = { role: "slider", tabindex: "0", "aria-label": this.dataset.label, "aria-valuemin": "1", "aria-valuemax": String(this.#days.length) };
    for (const [name, value] of Object.entries(names)) this.setAttribute(name, value);
    this.querySelector(".told").hidden = false;
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("pointermove", (event) => this.#point(event));
    this.addEventListener("click", (event) => this.#point(event));
    this.#hint();
  }

  // Nothing is pointed at yet; the slider stands at the newest day.
  #hint() {
    this.querySelector(".told").textContent = this.dataset.hint;
    this.#stand(this.#days.length - 1);
  }

  // The title would be shown by the browser a second time, over the picture.
  #taken(rect) {
    const title = rect.querySelector("title");
    const said = title?.textContent ?? rect.dataset.said ?? "";
    title?.remove();
    rect.dataset.said = said;
    return said;
  }

  #point(event) {
    const found = this.#days.findIndex(({ rect }) => rect === event.target);
    if (found >= 0) this.#show(found);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#days.length - 1;
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : this.#at + (STEPS[event.key] ?? 0);
    if (to === this.#at && !["Home", "End"].includes(event.key)) return;
    event.preventDefault();
    this.#show(Math.min(last, Math.max(0, to)));
  }

  #show(index) {
    this.#stand(index);
    const { rect, said } = this.#days[index];
    const here = this.querySelector(".here");
    for (const name of ["x", "y", "width", "height"]) here.setAttribute(name, rect.getAttribute(name));
    here.classList.add("on");
    this.querySelector(".told").textContent = said;
  }

  #stand(index) {
    this.#at = index;
    this.setAttribute("aria-valuenow", String(index + 1));
    this.setAttribute("aria-valuetext", this.#days[index].said);
  }
}
customElements.define("unpinch-days", Days);
