// <unpinch-figure>: a moving person over the still picture inside it. Without WebGL, or until it is ready, the still stays.
import { act } from "./acts.js";
import { asking } from "./asking.js";
import { Controls } from "./controls.js";
import { drawable } from "./drawable.js";
import { turning } from "./turning.js";
import { opened } from "./window.js";

const LOST = "The moving picture can't be shown here.", STILL = " The still one shows the same.";
const OURS = ["window", "cue", "controls", "inside", "said", "ask"].map((name) => `:scope > .f3-${name}`).join();

class Figure extends HTMLElement {
  static observedAttributes = ["data-side", "data-motion"];
  #opening = null;
  #turn = 0; // one more with each closing: what was begun before it is not shown any more
  #led = null;

  connectedCallback() {
    if (this.dataset.ask) { this.#ask(); return; }
    this.seen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && this.open(), { rootMargin: "200px" });
    this.seen.observe(this);
  }

  disconnectedCallback() { this.seen?.disconnect(); this.#close(); }

  // Another move or side: begun anew, or back to the still where the figure waits to be asked.
  attributeChangedCallback(_, before, now) {
    if (before === null || before === now || !this.#opening) return;
    this.#close();
    if (this.dataset.ask) this.#ask();
    else this.open();
  }

  // Nothing is loaded before a button is pressed; then it shows the way in.
  #ask() {
    if (!drawable()) return;
    this.append(asking(this.dataset, async () => {
      await this.open();
      if (this.stage) { this.canvas.focus({ preventScroll: true }); this.#act("in"); }
    }));
  }

  // Load what is needed and show it; once, and only where it is seen.
  open() {
    const turn = this.#turn;
    this.#opening ??= this.#build(turn).catch(() => turn === this.#turn && this.#lost());
    return this.#opening;
  }

  async #build(turn) {
    this.seen?.disconnect();
    if (!drawable()) throw new Error("No WebGL here.");
    const { Stage } = await import("./stage.js");
    if (turn !== this.#turn) return;
    const window = opened(this.dataset.label);
    this.canvas = window.firstChild;
    this.prepend(window);
    const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { motion, body, side = "right" } = this.dataset;
    const stage = await Stage.open(this, this.canvas, { motion, body, side, still: reduced });
    if (turn !== this.#turn) return void stage.close();
    this.stage = stage;
    this.#controls();
    this.#shown(true);
    this.canvas.addEventListener("webglcontextlost", (event) => { event.preventDefault(); this.stage.loop.lost = true; this.#lost(); });
    this.canvas.addEventListener("webglcontextrestored", () => { this.stage.loop.lost = false; this.#shown(true); this.stage.paint(); });
    if (this.#led) this.#lead(this.#led);
    else if (this.hasAttribute("data-autoplay") && !reduced) this.#act("play");
  }

  #controls() {
    const { transport, view, inside, sided } = this.stage;
    const led = this.hasAttribute("data-led"), simple = this.hasAttribute("data-ask");
    const shown = { led, simple, sides: sided && (!simple || this.hasAttribute("data-sides")), inside: inside && !led && !simple };
    this.controls = new Controls(transport, (...asked) => this.#act(...asked), shown);
    const window = this.querySelector(".f3-window");
    window.after(this.controls.cue, this.controls.root);
    if (shown.inside) { window.append(inside.panel.labels); this.controls.root.after(inside.panel.root); }
    this.stage.onMoment = () => this.controls.show();
    turning(this.canvas, (across, up) => { view.turn(across, up); this.stage.again(); }, () => this.#act("best"));
  }

  // What a button asks for.
  #act(name, value) {
    act(this.stage, this.controls, name, value);
    this.controls.show();
    this.stage.again();
  }

  // The player's pacer leads: the phase's name as in the exercise's tempo, and how far it has gone, 0 to 1.
  follow(phase, fraction) { return this.#lead((transport) => transport.follow(phase, fraction)); }

  // The same for a hold: seconds since it began.
  hold(elapsed_s) { this.#lead((transport) => transport.hold(elapsed_s)); }

  // What leads before the figure is ready is taken up when it is.
  #lead(go) {
    this.#led = go;
    if (!this.stage) return true;
    const known = go(this.stage.transport) ?? true;
    this.stage.again();
    return known;
  }

  // The moving picture or the still one, never both (stage.css); with a sentence where the moving one is missing.
  #shown(moving, said = "") {
    this.toggleAttribute("data-moving", moving);
    this.querySelector(":scope > .f3-said")?.remove();
    if (said) this.append(Object.assign(document.createElement("p"), { className: "f3-said", textContent: said }));
  }

  #lost() {
    const still = [...this.querySelectorAll("svg")].some((one) => !one.closest("[hidden]"));
    this.#shown(false, still ? LOST + STILL : LOST);
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
