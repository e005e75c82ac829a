// The buttons under the moving figure. All are real buttons and one slider; words instead of signs.
const CLIPS = { in: "Getting in", repetition: "The move", out: "Getting out" };
const VIEWS = [["left", "Turn left"], ["right", "Turn right"], ["best", "Best view"]];

function make(tag, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  return node;
}

const button = (name, text, more = {}) => make("button", { type: "button", "data-do": name, ...more }, text);

function group(label, ...nodes) {
  const made = make("div", { role: "group", "aria-label": label });
  made.append(...nodes);
  return made;
}

export class Controls {
  constructor(transport, act, { led, inside }) {
    this.transport = transport;
    this.root = make("div", { class: "f3-controls" });
    this.cue = make("p", { class: "f3-cue" });
    this.slider = make("input", { type: "range", min: "0", max: "1000", step: "1", "aria-label": "Moment of the movement" });
    this.marks = make("div", { class: "f3-marks", "aria-hidden": "true" });
    const track = make("div", { class: "f3-track" });
    track.append(this.slider, this.marks);
    const views = VIEWS.map(([name, text]) => button(name, text));
    if (inside) views.push(button("inside", "See inside", { "aria-pressed": "false" }));
    if (!led) this.root.append(group("Play", button("play", "Play"), button("slow", "Slow", { "aria-pressed": "false" }), track), this.#clips());
    this.root.append(group("View", ...views));
    this.root.addEventListener("click", ({ target }) => target.dataset.do && act(target.dataset.do));
    this.slider.addEventListener("input", () => act("seek", this.slider.value / 1000));
    this.slider.addEventListener("keydown", (event) => this.#phase(event, act));
    this.show();
  }

  #clips() {
    const known = Object.entries(CLIPS).filter(([name]) => this.transport.motion.clips.includes(name));
    return group("Part", ...known.map(([name, text]) => button(name, text, { "aria-pressed": "false", "data-clip": name })));
  }

  // Page up and page down go from phase to phase.
  #phase(event, act) {
    const step = { PageUp: -1, PageDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    act("jump", step);
  }

  // Say where the movement is.
  show() {
    const { clip, phase, share, playing, rate, cue } = this.transport;
    this.#text(this.cue, cue);
    this.#text(this.#find("play"), playing ? "Pause" : "Play");
    this.#press("slow", rate < 1);
    for (const node of this.root.querySelectorAll("[data-clip]")) node.setAttribute("aria-pressed", String(node.dataset.clip === clip));
    this.slider.value = String(Math.round(share * 1000));
    const said = `${phase?.name ?? ""}, ${Math.round(share * 100)} percent`;
    if (document.activeElement === this.slider || !this.slider.hasAttribute("aria-valuetext")) this.slider.setAttribute("aria-valuetext", said);
    if (this.shown !== clip) this.#mark(clip);
  }

  // Small lines on the slider where a phase begins.
  #mark(clip) {
    this.shown = clip;
    this.marks.replaceChildren(...this.transport.phases.slice(1).map(({ from_s }) => {
      const node = make("i");
      node.style.insetInlineStart = `${(100 * from_s) / this.transport.length}%`;
      return node;
    }));
  }

  pressed(name) { return this.#find(name)?.getAttribute("aria-pressed") === "true"; }
  #press(name, on) { this.#find(name)?.setAttribute("aria-pressed", String(on)); }
  toggle(name) { const on = !this.pressed(name); this.#press(name, on); return on; }
  #find(name) { return this.root.querySelector(`[data-do="${name}"]`); }
  #text(node, text) { if (node && node.textContent !== text) node.textContent = text; }
}
