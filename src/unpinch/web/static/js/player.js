// <unpinch-player>: shows what machine.js says, writes what it asks for. No rule, no clinical number, no time of its own.
import { press, start, tick } from "./machine.js";
import { clock } from "./moment.js";
import { outbox } from "./outbox.js";
import { openPanel } from "./panels.js";
import { randomId } from "./uuid.js";
import { view } from "./view.js";
import { WakeLock } from "./wake_lock.js";

const LIVE = new Set(["ready", "count_in", "moving", "rest"]);
const BUTTONS = {
  begin: (v) => v.screen === "ready" || (v.screen === "rest" && !v.paused),
  finished: (v) => v.screen === "moving" && v.hand && !v.paused,
  pause: (v) => ["count_in", "moving"].includes(v.screen) && !v.paused,
  resume: (v) => v.paused,
  back: (v) => ["count_in", "moving"].includes(v.screen),
  easier: (v) => v.easier,
  skip: (v) => v.skip,
  undo: (v) => v.undo,
  leave: (v) => v.paused || (v.screen === "ready" && !v.undo),
};

class Player extends HTMLElement {
  #lock = new WakeLock();
  #shown = "";
  #stop = null;
  #last = null;

  connectedCallback() {
    this.table = JSON.parse(document.getElementById("steps").textContent);
    this.key = `unpinch:session:${this.table.session}`;
    this.state = this.#saved() ?? start(this.table, Date.now());
    this.main = this.closest("main");
    this.main.querySelector(".plain-player").hidden = true;
    this.main.addEventListener("click", (event) => this.#press(event.target.closest("[data-press]")?.dataset.press));
    this.main.addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("visibilitychange", () => this.#pass());
    this.#frame();
    this.timer = setInterval(() => this.#pass(), 250);
  }

  disconnectedCallback() { clearInterval(this.timer); this.#lock.off(); this.gone = true; }

  // A reload in the middle finds its place; a step the new table doesn't know begins where the server says.
  #saved() {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    return kept && kept.at === this.table.at && this.table.steps[kept.state.key] ? (([this.#stop, this.#last] = [kept.stop, kept.last]), kept.state) : null;
  }

  #frame() { if (!this.gone) { this.#show(); requestAnimationFrame(() => this.#frame()); } }
  #pass() { this.#take(tick(this.table, this.state, Date.now())); }

  #press(event) {
    if (!event) return;
    if (event === "begin") this.#lock.on();
    this.#take(press(this.table, this.state, event, Date.now()));
    this.#show();
  }

  #submit(event) {
    if (event.target.dataset.form !== "stop_answer") return;
    event.preventDefault();
    const form = new FormData(event.target);
    const number = (name) => (form.get(name) ? { [name]: Number(form.get(name)) } : {});
    const sharp = form.get("back_sharp") ? { back_sharp: form.get("back_sharp") === "yes" } : {};
    const values = { reason: form.get("reason") ?? "tingling", where: form.getAll("where"), alarms: form.getAll("alarms"), ...number("leg_pain"), ...number("back_pain"), ...sharp };
    this.#take(press(this.table, this.state, "stop_answer", Date.now(), values));
    event.target.reset();
  }

  // Entries first: they are on this device before the screen moves on.
  #take({ state, entries }) {
    entries.forEach((entry) => this.#write(entry));
    if (state === this.state) return;
    this.state = state;
    sessionStorage.setItem(this.key, JSON.stringify({ at: this.table.at, state, stop: this.#stop, last: this.#last }));
  }

  #write({ kind, values, derived, stop, ofStop, undo, ofUndo }) {
    const box = outbox();
    if (!box) return;
    if (derived) box.putDerived(kind, values, derived, Date.now());
    else if (stop) box.put(kind, values, { id: (this.#stop = randomId()) });
    else if (ofUndo) box.put(kind, { ...values, replaces: this.#last });
    else {
      const id = box.put(kind, ofStop ? { ...values, stop: this.#stop } : values);
      if (undo) this.#last = id;
    }
  }

  #show() {
    const v = view(this.table, this.state, Date.now());
    const live = LIVE.has(v.screen);
    this.hidden = !live;
    this.#open(live ? "" : v.screen, v);
    if (!live) return;
    this.#text("name", `${v.set.name} · ${v.set.side_name}`);
    this.#text("of", `${v.set.number} of ${v.set.total}`);
    this.#text("count", v.paused ? "" : v.count);
    this.#text("small", v.paused ? "Paused" : v.small);
    this.#text("left", v.paused ? "" : v.left);
    this.#text("cue", v.paused ? "Take the time you need." : v.cue);
    this.#text("band", v.set.band);
    this.style.setProperty("--breath", v.breath.toFixed(3));
    for (const pose of this.querySelectorAll("[data-pose]")) pose.hidden = pose.dataset.pose !== `${v.set.drawing}-${v.pose}`;
    for (const [name, test] of Object.entries(BUTTONS)) this.querySelector(`[data-press=${name}]`).hidden = !test(v);
  }

  #open(name, v) {
    if (name === "wait") this.main.querySelector("[data-clock]").textContent = clock(v.count);
    if (this.#shown === name + this.state.key) return;
    this.#shown = name + this.state.key;
    openPanel(this.main, name, v.step);
    if (name === "ended" || name === "seek_care") this.#lock.off();
  }

  #text(slot, value) {
    const node = this.querySelector(`[data-${slot}]`);
    if (node.textContent !== String(value)) node.textContent = value;
  }
}
customElements.define("unpinch-player", Player);
