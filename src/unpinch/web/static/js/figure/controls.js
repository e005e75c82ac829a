// The buttons under the moving figure. All are real buttons and one slider; words, but for two arrows that turn.
const CLIPS = { in: "Get in", repetition: "Move", out: "Get out" };
const TURNS = [["left", "Turn left"], ["right", "Turn right"]];
const BEST = "Best view";
const ARROW = { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true", focusable: "false" };
const CURVE = { d: "M5 5v5h5M5.5 10a7.5 7.5 0 1 1-1 5", fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" };
const SVG = "http://www.w3.org/2000/svg"; // a name, not an address
const SIDES = [["right", "My right"], ["left", "My left"]];

function dressed(node, attributes, text = "") {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  return node;
}

const make = (tag, attributes = {}, text = "") => dressed(document.createElement(tag), attributes, text);

const button = (name, text, more = {}) => make("button", { type: "button", "data-do": name, ...more }, text);

function arrow(name, text) {
  const made = button(name, "", { "aria-label": text, title: text });
  const [svg, curve] = [["svg", ARROW], ["path", CURVE]].map(([tag, more]) => dressed(document.createElementNS(SVG, tag), more));
  svg.append(curve);
  made.append(svg);
  return made;
}

function group(label, ...nodes) {
  const made = make("div", { role: "group", "aria-label": label });
  made.append(...nodes);
  return made;
}

export class Controls {
  // `led`: a pacer leads, so only the view is the person's. `simple`: no more than getting in, the move, getting out.
  constructor(transport, act, { led, simple, sides, inside }) {
    this.transport = transport;
    this.motion = transport.motion;
    this.root = make("div", { class: "f3-controls" });
    this.cue = make("p", { class: "f3-cue" });
    if (!led) this.root.append(this.#play(act, simple), this.#clips());
    if (sides && !led) this.root.append(group("Side", ...SIDES.map(([side, text]) => button(`side_${side}`, text, { "aria-pressed": "false" }))));
    if (inside) this.root.append(button("inside", "See inside", { "aria-pressed": "false" }));
    this.root.append(group("View", ...TURNS.map(([name, text]) => arrow(name, text)), button("best", BEST)));
    this.root.addEventListener("click", ({ target }) => {
      const asked = target.closest("button")?.dataset.do;
      if (asked) act(asked);
    });
    this.show();
  }

  #play(act, simple) {
    this.slider = make("input", { type: "range", min: "0", max: "1000", step: "1", "aria-label": "Moment of the movement" });
    this.marks = make("div", { class: "f3-marks", "aria-hidden": "true" });
    const track = make("div", { class: "f3-track" });
    track.append(this.slider, this.marks);
    this.slider.addEventListener("input", () => act("seek", this.slider.value / 1000));
    this.slider.addEventListener("keydown", (event) => this.#phase(event, act));
    return group("Play", button("play", "Play"), ...(simple ? [] : [button("slow", "Slow", { "aria-pressed": "false" })]), track);
  }

  // A position of ease has no curves: it is no move, but a rest.
  #clips() {
    const names = this.motion.data.curves ? CLIPS : { ...CLIPS, repetition: "Rest" };
    const known = Object.entries(names).filter(([name]) => this.motion.clips.includes(name));
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
    const { clip, playing, rate, cue } = this.transport;
    this.#text(this.cue, cue);
    this.#text(this.#find("play"), playing ? "Pause" : "Play");
    this.#press("slow", rate < 1);
    for (const [side] of SIDES) this.#press(`side_${side}`, this.motion.side === side);
    for (const node of this.root.querySelectorAll("[data-clip]")) node.setAttribute("aria-pressed", String(node.dataset.clip === clip));
    if (this.slider) this.#slide();
  }

  #slide() {
    const { clip, phase, share, playing } = this.transport;
    this.slider.value = String(Math.round(share * 1000));
    const said = `${phase?.name ?? ""}, ${Math.round(share * 100)} percent`;
    const goes = playing && document.activeElement !== this.slider && this.said === phase; // then each phase is said once
    this.said = phase;
    if (!goes) this.slider.setAttribute("aria-valuetext", said);
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
