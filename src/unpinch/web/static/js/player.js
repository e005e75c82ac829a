// <unpinch-player>: shows what machine.js says, writes what it asks for. No rule, no clinical number, no time of its own.
import { beside } from "./beside.js";
import { BUTTONS } from "./buttons.js";
import { Camera } from "./camera.js";
import { watched } from "./coached.js";
import { found, keep } from "./kept.js";
import { leave } from "./leave.js";
import { live } from "./live.js";
import { press, tick } from "./machine.js";
import { clock } from "./moment.js";
import { further, onward, read } from "./onward.js";
import { openPanel } from "./panels.js";
import { presses } from "./presses.js";
import { Scribe } from "./scribe.js";
import { joined } from "./table.js";
import { view } from "./view.js";
import { WakeLock } from "./wake_lock.js";
import { elsewhere, insistent, over, spread, watch } from "./watch.js";

const LIVE = new Set(["ready", "count_in", "moving", "rest"]);
class Player extends HTMLElement {
  #lock = new WakeLock();
  #shown = "";
  #scribe = null;
  #camera = null;
  #wrote = 0;
  #look = insistent(() => this.#ask("again"));

  connectedCallback() {
    this.table = read(document);
    this.#scribe = new Scribe(this.table.stop || null, this.table.not_before);
    this.state = found(this.table, this.#scribe);
    this.main = this.closest("main");
    this.main.querySelector(".plain-player").hidden = true;
    this.over = new AbortController();
    const { signal } = this.over;
    this.#camera = new Camera(this.main, this, signal);
    presses(this.main, this, signal);
    document.addEventListener("visibilitychange", () => this.#pass(), { signal });
    watch(this.table.session, { away: () => this.#away(), look: () => this.#look() }, signal);
    this.#frame();
    this.timer = setInterval(() => this.#pass(), 250);
    this.#ask();
  }

  disconnectedCallback() { clearInterval(this.timer); this.over.abort(); this.#lock.off(); this.#camera.close(); this.gone = true; }

  #frame() { if (!this.gone) { this.#show(); requestAnimationFrame(() => this.#frame()); } }
  #pass() { this.#take(tick(this.table, this.state, Date.now())); }

  press(event, values) {
    if (!event) return;
    if (event === "finished" && watched(this.state) && !values) {
      this.#camera.finish();
      return;
    }
    if (event === "begin") {
      this.#lock.on();
      this.#look();
    }
    this.#take(press(this.table, this.state, event, Date.now(), values));
    this.#show();
    if (event === "leave") leave(this.table.urls.end, this.written);
  }

  // Entries first: they are on this device before the screen moves on.
  #take({ state, entries }) {
    this.written = Promise.all([this.written, ...entries.map((entry) => this.#scribe.write(entry))]);
    this.#wrote += entries.length;
    if (entries.length) spread(this.table.session, this.written);
    if (state === this.state) return;
    const onto = state.key !== this.state.key && this.table.steps[state.key].kind === "set";
    this.#go(state);
    if (onto) this.#ask();
    keep(this.table, state, this.#scribe);
  }

  #go(state) {
    const before = this.state;
    this.state = state;
    this.#camera.follow(this.table, before, state);
  }

  // The page comes with its next steps. At once, and before each set, it asks for all that may follow; and where the session
  // has gone on without it, by a stop or otherwise, it goes there too. True once somebody has answered.
  async #ask(which = "far") {
    const [{ key }, wrote] = [this.state, this.#wrote];
    const more = await further(this.main, this.table.urls[which], this.written);
    if (!more || this.gone) return this.gone;
    this.table = joined(this.table, more);
    if (wrote !== this.#wrote) return this.#ask("again"); // what was written here since isn't in this answer
    if (elsewhere(this.table.steps[key], key, more.at)) this.#away();
    return true;
  }

  // Leaves what runs here at once, and shows where the session stands as soon as the server says so.
  #away() {
    if (over(this.state)) return;
    this.#go({ ...this.state, screen: "more", paused: null, undo: null, camera: null });
    this.#show();
  }

  #show() {
    const v = view(this.table, this.state, Date.now());
    const moving = LIVE.has(v.screen);
    this.hidden = !moving;
    beside(this.main, v);
    this.#open(moving ? "" : v.screen, v);
    for (const button of this.main.querySelectorAll("[data-press]")) {
      const test = BUTTONS[button.dataset.press];
      if (test) button.hidden = !test(v);
    }
    if (!moving) return;
    live(this, v);
  }

  #open(name, v) {
    if (name === "wait") this.main.querySelector("[data-clock]").textContent = clock(v.count);
    if (name === "setup") this.main.querySelector("[data-rest]").textContent = v.count ? ` · rest a little: ${clock(v.count)}` : "";
    if (this.#shown === name + this.state.key) return;
    this.#shown = name + this.state.key;
    openPanel(this.main, name, v.step, this.table);
    if (name === "ended" || name === "seek_care") this.#lock.off();
    if (name === "more") onward(this.main, this.table.urls.again, this.written);
  }
}
customElements.define("unpinch-player", Player);
