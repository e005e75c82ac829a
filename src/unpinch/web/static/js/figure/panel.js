// Beside the clear body: what to compare the move with, the nerve's load and the band's pull as they change, and in words.
import { Compared, shorterName } from "./compared.js";
import { Gauge } from "./gauge.js";
import { works } from "./muscles.js";
import { DRAWN_LARGER } from "./nerve.js";

const TOES = "Toes pulled up", HEAVIER = "A heavier band", HERE = "This way";
const TINT = { true: "Tint: the muscle at work.", false: "Tint: muscle that gets longer." };
const KEY = `Line on the bar: a straight-leg raise. Sliding is drawn ${DRAWN_LARGER} times as large.`;
const WANTED = "Frame on the bar: the pull that is wanted.";
const HONEST = "This is a model of an average body, not a picture of yours: it compares ways to move, and it can’t measure your nerve.";
const ASIDE = "The bars show where the move begins. Getting in and out isn’t reckoned.";
const ROOM = 1.1; // a bar is a little longer than the most it shows

const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

export class Panel {
  // `beside` is called with the name of the version to show beside the move, "" for none.
  constructor({ motion, versions }, curves, beside) {
    const { exercise } = motion.data;
    Object.assign(this, { versions, curves, beside, compared: new Compared(curves, exercise), chosen: "" });
    this.names = {
      ...(versions.toes && { toes: TOES }), ...(versions.shorter && { shorter: shorterName(exercise) }), ...(curves.data.heavier && { heavier: HEAVIER }),
    };
    this.root = make("section", "f3-inside");
    this.root.setAttribute("aria-label", "Inside");
    this.root.hidden = true;
    this.labels = make("div", "f3-panes");
    this.gauges = make("div", "f3-gauges");
    this.aside = make("p", "f3-aside", ASIDE);
    this.said = make("p", "f3-compared");
    this.said.setAttribute("aria-live", "polite");
    const key = [TINT[works(exercise)], KEY, ...(curves.data.heavier ? [WANTED] : [])].join(" ");
    this.root.append(...this.#choices(), this.aside, this.gauges, this.said, make("p", "f3-said", key), make("p", "f3-said", HONEST));
    this.first = Object.keys(this.names).find((name) => versions[name]) ?? "";
  }

  #choices() {
    this.buttons = Object.entries(this.names).map(([name, text]) => {
      const button = Object.assign(make("button", "", text), { type: "button", onclick: () => this.choose(this.chosen === name ? "" : name) });
      button.dataset.beside = name;
      return button;
    });
    if (!this.buttons.length) return [];
    const group = make("div", "");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Compare with");
    group.append(make("span", "f3-name", "Compare with"), ...this.buttons);
    return [group];
  }

  // Opened for the first time, it shows beside the move what there is to see beside it.
  open(on) {
    this.root.hidden = !on;
    this.labels.hidden = true;
    if (on) this.choose(this.opened ? this.chosen : this.first);
    else this.beside("");
    this.opened = true;
  }

  choose(name) {
    this.chosen = name;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.beside === name));
    const two = Boolean(this.versions[name]);
    this.labels.replaceChildren(...[HERE, ...(two ? [this.names[name]] : [])].map((text) => make("span", "", text)));
    this.labels.hidden = !two;
    this.said.textContent = this.compared[name || "as_it_is"]();
    this.#measure(name);
    this.beside(name);
  }

  // One bar for each figure now compared.
  #measure(name) {
    const { nerve, band, heavier } = this.curves.data;
    const other = this.versions[name];
    this.loads = [[HERE, this.versions.as_it_is], ...(other ? [[this.names[name], other]] : [])].map(([text, version]) => {
      const full = ROOM * Math.max(1, ...[nerve, other?.nerve].map((one) => this.curves.most(one?.load_index)));
      return [new Gauge("load", other ? `Nerve: ${text.toLowerCase()}` : "Nerve", full, { line: 1 }), version];
    });
    const pulls = band ? [["Band", band], ...(name === "heavier" ? [["Heavier band", heavier]] : [])] : [];
    const most = ROOM * Math.max(1, heavier?.wanted_high_n ?? 0, ...[band, heavier].map((one) => this.curves.most(one?.limb_high_n)));
    const range = heavier ? [heavier.wanted_low_n, heavier.wanted_high_n] : undefined;
    this.pulls = pulls.map(([text, rows]) => [new Gauge("pull", text, most, { range }), rows]);
    this.gauges.replaceChildren(...[...this.loads, ...this.pulls].map(([gauge]) => gauge.root));
  }

  // `aside`: in a part of the move that has no curves, where `time_s` is the move's beginning.
  show(time_s, aside) {
    this.aside.hidden = !aside;
    for (const [gauge, version] of this.loads) {
      const load = version.load(time_s);
      gauge.show(0, load, load.toFixed(2), load);
    }
    for (const [gauge, rows] of this.pulls) {
      const [low, high] = [rows.limb_low_n, rows.limb_high_n].map((row) => this.curves.at(row, time_s) ?? 0);
      gauge.show(low, high, `${Math.round(low)}–${Math.round(high)} N`);
    }
  }
}
