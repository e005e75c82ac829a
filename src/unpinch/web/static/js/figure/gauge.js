// A small bar that shows one figure as it changes: its name, the bar, the figure. All lengths are shares of `full`.
const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
const percent = (share) => `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`;

export class Gauge {
  // `kind`: "load" or "pull". `marks`: figures that get a line across the bar, as one row or as [from, to] of a range.
  constructor(kind, name, full, { line, range } = {}) {
    this.full = full;
    this.root = make("div", `f3-gauge ${kind}`);
    const bar = make("div", "f3-bar");
    bar.setAttribute("aria-hidden", "true");
    if (range) bar.append(this.#span("span", "f3-wanted", ...range));
    bar.append(this.fill = make("i", ""));
    if (line) bar.append(this.#span("u", "", line, line));
    this.said = make("span", "f3-now");
    this.root.append(make("span", "f3-name", name), bar, this.said);
  }

  #span(tag, className, from, to) {
    const made = make(tag, className);
    made.style.insetInlineStart = percent(from / this.full);
    if (to > from) made.style.inlineSize = percent((to - from) / this.full);
    return made;
  }

  // Filled from one figure to another; `heat` 0 to 1 warms its colour.
  show(from, to, said, heat = 0) {
    this.fill.style.insetInlineStart = percent(from / this.full);
    this.fill.style.inlineSize = percent((to - from) / this.full);
    this.fill.style.setProperty("--heat", percent(heat));
    if (this.said.textContent !== said) this.said.textContent = said;
  }
}
