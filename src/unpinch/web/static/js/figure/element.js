// <unpinch-figure>: a moving person over the still picture inside it. Without WebGL, or until it is ready, the still stays.
import { Controls } from "./controls.js";
import { drawable } from "./drawable.js";
import { turning } from "./turning.js";

const LOST = "The moving picture can't be shown here. The still one shows the same.";

const OURS = ":scope > .f3-window, :scope > .f3-cue, :scope > .f3-controls, :scope > .f3-inside, :scope > .f3-said";

class Figure extends HTMLElement {
  static observedAttributes = ["data-side", "data-motion"];
  #opening = null;
  #turn = 0; // one more with each closing: what was begun before it is not shown any more
  #led = null;

  connectedCallback() {
    this.seen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && this.open(), { rootMargin: "200px" });
    this.seen.observe(this);
  }

  disconnectedCallback() { this.seen.disconnect(); this.#close(); }
  attributeChangedCallback(_, before, now) { if (before !== null && before !== now && this.#opening) { this.#close(); this.open(); } }

  // Load what is needed and show it; once, and only where it is seen.
  open() {
    const turn = this.#turn;
    this.#opening ??= this.#build(turn).catch((error) => turn === this.#turn && this.#fail(error));
    return this.#opening;
  }

  async #build(turn) {
    this.seen.disconnect();
    if (!drawable()) throw new Error("No WebGL here.");
    const { Stage } = await import("./stage.js");
    if (turn !== this.#turn) return;
    const window = Object.assign(document.createElement("div"), { className: "f3-window" });
    this.canvas = document.createElement("canvas");
    Object.entries({ tabindex: "0", role: "img", "aria-label": this.#label }).forEach(([name, value]) => this.canvas.setAttribute(name, value));
    window.append(this.canvas);
    this.prepend(window);
    const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { motion, body, side = "right" } = this.dataset;
    const stage = await Stage.open(this, this.canvas, { motion, body, side, still: reduced });
    if (turn !== this.#turn) return void stage.close();
    this.stage = stage;
    this.#controls();
    this.#shown(true);
    this.canvas.addEventListener("webglcontextlost", (event) => { event.preventDefault(); this.stage.lost = true; this.#shown(false, LOST); });
    this.canvas.addEventListener("webglcontextrestored", () => { this.stage.lost = false; this.#shown(true); this.stage.paint(); });
    if (this.#led) this.#lead(this.#led);
    else if (this.hasAttribute("data-autoplay") && !reduced) this.#act("play");
    this.dispatchEvent(new CustomEvent("figure-ready", { bubbles: true }));
  }

  get #label() {
    const name = this.dataset.label ?? "The exercise";
    return `${name}, as a moving figure. Arrow keys turn it, Home shows the best view.`;
  }

  #controls() {
    const { transport, view } = this.stage;
    this.controls = new Controls(transport, (...asked) => this.#act(...asked), { led: this.hasAttribute("data-led"), inside: Boolean(this.stage.inside) });
    this.querySelector(".f3-window").after(this.controls.cue, this.controls.root, ...(this.stage.inside ? [this.stage.inside.panel.root] : []));
    this.stage.onMoment = () => this.controls.show();
    turning(this.canvas, (across, up) => { view.turn(across, up); this.stage.again(); }, () => this.#act("best"));
  }

  // What a button asks for.
  #act(name, value) {
    const { transport, view } = this.stage;
    const acts = {
      play: () => (transport.playing ? transport.pause() : transport.play()),
      slow: () => transport.slow(transport.rate === 1),
      seek: () => { transport.pause(); transport.seek(value); },
      jump: () => { transport.pause(); transport.jump(value); },
      left: () => view.turn(-30, 0),
      right: () => view.turn(30, 0),
      best: () => view.best(),
      inside: () => this.stage.inside.show(this.controls.toggle("inside")),
    };
    if (acts[name]) acts[name]();
    else { transport.choose(name); this.stage.fit(); if (!transport.still) transport.play(); }
    this.controls.show();
    this.stage.again();
  }

  // The player's pacer leads: the phase's name as in the exercise's tempo, and how far it has gone, 0 to 1.
  follow(phase, fraction) { return this.#lead((transport) => transport.follow(phase, fraction)); }

  // The same for a hold: seconds since it began.
  hold(elapsed_s) { this.#lead((transport) => transport.hold(elapsed_s)); }

  play() { if (this.stage && !this.stage.transport.playing) this.#act("play"); }
  pause() { if (this.stage?.transport.playing) this.#act("play"); }

  // What leads before the figure is ready is taken up when it is.
  #lead(go) {
    this.#led = go;
    if (!this.stage) return true;
    const known = go(this.stage.transport) ?? true;
    this.stage.again();
    return known;
  }

  #fail(error) {
    this.#shown(false, LOST);
    this.dispatchEvent(new CustomEvent("figure-failed", { bubbles: true, detail: String(error) }));
  }

  // The moving picture or the still one, never both (stage.css); with a sentence where the moving one is missing.
  #shown(moving, said = "") {
    this.toggleAttribute("data-moving", moving);
    this.querySelector(":scope > .f3-said")?.remove();
    if (said) this.append(Object.assign(document.createElement("p"), { className: "f3-said", textContent: said }));
  }

  #close() {
    this.#turn += 1;
    this.stage?.close();
    this.stage = this.#opening = null;
    this.toggleAttribute("data-moving", false);
    for (const node of this.querySelectorAll(OURS)) node.remove();
  }
}
customElements.define("unpinch-figure", Figure);
