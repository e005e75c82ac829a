// The camera coach at the player's side: what it tells becomes presses, and what becomes of a set is told to it. It is there only
// where the page has <unpinch-coach>. It opens by a tap, watches sets alone, and closes with a stop, an end or a failure.
import { looksAway, watched } from "./coached.js";
import { step } from "./table.js";

const PATIENCE_MS = 2_000;
const HEARD = ["armed", "count", "hold", "done", "failed"];
const PAUSES = { "coach:paused": "pause", "coach:going_on": "resume" };
const run = (state) => (watched(state) ? `${state.key} ${state.camera.begun}` : "");

export class Camera {
  #over = ""; // the run that has ended by itself
  #echo = false; // whether the coach itself has just paused or gone on
  #lost = false; // whether it has just failed: then it has closed, and says so itself

  // `player`: its state, and how to press.
  constructor(main, player, signal) {
    Object.assign(this, { main, player, coach: main.querySelector("unpinch-coach") });
    if (!this.coach) return;
    const on = (name, act) => main.addEventListener(name, act, { signal });
    for (const name of HEARD) on(`coach:${name}`, ({ detail }) => this.#heard(name, detail ?? {}));
    for (const [name, press] of Object.entries(PAUSES)) on(name, () => this.#paused(press));
    on("coach:stop", () => this.#stop());
    on("click", ({ target }) => { if (target.closest("[data-open-camera]")) this.#open(target.closest("button")); });
    customElements.whenDefined("unpinch-coach").then(() => this.#offer());
  }

  get #run() { return run(this.player.state); }

  #offer() {
    const why = this.coach.reason();
    for (const card of this.main.querySelectorAll("[data-camera]")) {
      card.hidden = false;
      card.querySelector("[data-can]").hidden = Boolean(why);
      card.querySelector("[data-cannot]").hidden = !why;
      card.querySelector("[data-why]").textContent = why;
    }
  }

  async #open(button) {
    button.disabled = true;
    const opened = await this.coach.open();
    button.disabled = false;
    if (this.player.state.screen === "camera") this.player.press(opened ? "coach_on" : "uncamera");
  }

  #heard(name, detail) {
    if (name === "done") this.#over = this.#run;
    this.#lost = name === "failed";
    this.player.press(`coach_${name}`, detail);
    this.#lost = false;
  }

  #paused(press) {
    if (!this.#run || (this.player.state.paused !== null) !== (press === "resume")) return;
    this.#echo = true;
    this.player.press(press);
    this.#echo = false;
  }

  #stop() {
    if (this.player.state.camera) this.player.press("stop");
  }

  // The set is done by a tap: what was seen of it comes along, if it comes soon.
  async finish() {
    const ending = this.#run;
    if (this.#over === ending) return;
    this.#over = ending;
    const late = new Promise((done) => { setTimeout(done, PATIENCE_MS); });
    const summary = await Promise.race([this.#quietly("end"), late]);
    if (this.#run === ending) this.player.press("finished", { summary });
  }

  // Tells the coach what has become of the session.
  follow(table, before, after) {
    if (!this.coach || this.#lost) return;
    const [was, is] = [run(before), run(after)];
    const off = !after.camera && (before.camera || (before.screen === "camera" && after.screen !== "camera"));
    if (off) this.coach.close();
    else if (was && was !== is && was !== this.#over) this.#quietly("end");
    if (after.camera && turnsAway(table, after) && !(before.camera && turnsAway(table, before))) this.#quietly("end");
    if (after.camera?.away && after.camera !== before.camera) this.coach.say(after.note, "hint");
    if (is && is !== was) this.coach.begin(wanted(table, after, is));
    else if (is && (before.paused === null) !== (after.paused === null) && !this.#echo) this.coach[after.paused === null ? "resume" : "pause"]();
  }

  close() { this.coach?.close?.(); }

  async #quietly(method) {
    try {
      return await this.coach[method]();
    } catch {
      return undefined; // a coach that fails at the end of a set has nothing to add
    }
  }
}

// A set that it can't tell: it rests from the set-up on.
const turnsAway = (table, state) => looksAway(table, step(table, state).set);

function wanted(table, state, id) {
  const { set } = step(table, state);
  const { exercise, level, side, repetitions, hold_s, name, way_out } = set;
  return { id, exercise, level, side, repetitions: hold_s > 0 ? 0 : repetitions, hold_s, name, way_out };
}
