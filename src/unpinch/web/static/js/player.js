// <unpinch-player>: shows what machine.js says, writes what it asks for. No rule, no clinical number, no time of its own.
import { complete, spoken } from "./answers.js";
import { BUTTONS } from "./buttons.js";
import { leave } from "./leave.js";
import { live } from "./live.js";
import { press, start, tick } from "./machine.js";
import { clock } from "./moment.js";
import { more, onward, read } from "./onward.js";
import { outbox } from "./outbox.js";
import { openPanel } from "./panels.js";
import { Scribe } from "./scribe.js";
import { view } from "./view.js";
import { WakeLock } from "./wake_lock.js";

const LIVE = new Set(["ready", "count_in", "moving", "rest"]);
class Player extends HTMLElement {
  #lock = new WakeLock();
  #shown = "";
  #scribe = null;

  connectedCallback() {
    this.table = read(document);
    this.#scribe = new Scribe(this.table.stop || null, this.table.not_before);
    this.key = `unpinch:session:${this.table.session}`;
    this.state = this.#found();
    this.main = this.closest("main");
    this.main.querySelector(".plain-player").hidden = true;
    this.over = new AbortController();
    const { signal } = this.over;
    for (const [name, act] of [["click", (event) => this.#click(event)], ["submit", (event) => this.#submit(event)]]) this.main.addEventListener(name, act, { signal });
    document.addEventListener("visibilitychange", () => this.#pass(), { signal });
    this.#frame();
    this.timer = setInterval(() => this.#pass(), 250);
    this.#ask();
  }

  disconnectedCallback() { clearInterval(this.timer); this.over.abort(); this.#lock.off(); this.gone = true; }

  // A reload in the middle finds its place: where the server stands too, or where unsent entries have led. Else it is where
  // the server stands; the rest after the last set goes on.
  #found() {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    const here = kept && this.table.steps[kept.state.key] && (kept.state.key === this.table.at || outbox()?.waiting);
    if (!here) return start(this.table, Date.now(), kept?.state);
    Object.assign(this.#scribe, kept.scribe);
    return { met: [], from: null, ...kept.state };
  }

  #frame() { if (!this.gone) { this.#show(); requestAnimationFrame(() => this.#frame()); } }
  #pass() { this.#take(tick(this.table, this.state, Date.now())); }

  #click(event) {
    const away = event.target.closest("a[data-go]");
    if (away) {
      event.preventDefault();
      leave(away.href, this.written);
    }
    this.#press(event.target.closest("[data-press]")?.dataset.press);
  }

  #press(event) {
    if (!event) return;
    if (event === "begin") this.#lock.on();
    this.#take(press(this.table, this.state, event, Date.now()));
    this.#show();
    if (event === "leave") leave(this.table.urls.end, this.written);
  }

  #submit(event) {
    if (event.target.dataset.form !== "stop_answer") return;
    event.preventDefault();
    if (!complete(event.target)) return;
    this.#take(press(this.table, this.state, "stop_answer", Date.now(), spoken(new FormData(event.target))));
    event.target.reset();
  }

  // Entries first: they are on this device before the screen moves on.
  #take({ state, entries }) {
    this.written = Promise.all([this.written, ...entries.map((entry) => this.#scribe.write(entry))]);
    if (state === this.state) return;
    const onto = state.key !== this.state.key && this.table.steps[state.key].kind === "set";
    this.state = state;
    if (onto) this.#ask();
    sessionStorage.setItem(this.key, JSON.stringify({ state, scribe: this.#scribe }));
  }

  // The page comes with its next steps. At once, and before each set, it asks for all that may follow.
  async #ask() { this.table = (await more(this.main, this.table, this.written)) ?? this.table; }

  #show() {
    const v = view(this.table, this.state, Date.now());
    const moving = LIVE.has(v.screen);
    this.hidden = !moving;
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
