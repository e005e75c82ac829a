// What is said of a move beside another version of it. Every figure comes from the derived curves.
import { SITES } from "./curves.js";
import { works } from "./muscles.js";

const NAMES = { root: "in the back", hip: "in the seat", mid_thigh: "in the thigh", popliteal: "behind the knee", mid_calf: "in the calf", ankle: "at the ankle" };
const LIFTS = new Set(["nerve_floss"]); // moves that lift the leg; others go somewhere
const OVER = { no: "That is still within it.", may: "It may go over that.", yes: "That is over it." };
const HARDER = {
  same: "A heavier band doesn’t move the nerve more. It only pulls harder.",
  unknown: "What a harder pull does to the nerve, the model can’t say.",
};
const PULLED = "That is from the joints alone. The band’s pull on the leg loads the nerve too; the model can’t say how much.";
const WORK = "A heavier band asks more of the hip’s muscles. It doesn’t move the nerve more.";

export const shorterName = (exercise) => (LIFTS.has(exercise) ? "A smaller lift" : "Half as far");

export class Compared {
  constructor(curves, exercise) { Object.assign(this, { curves, exercise }); }

  // The peaks of the move itself.
  as_it_is() {
    const { nerve, band, heavier } = this.curves.data;
    const said = [`Most load on the nerve: ${this.#most(nerve.load_index)}, where a straight-leg raise is 1.`];
    if (heavier?.nerve === "unknown") said.push(PULLED);
    if (band) said.push(`Most pull of the band: ${this.#newtons(band)} newtons.`);
    return said.join(" ");
  }

  toes() {
    const { nerve, tensioner_twin: twin } = this.curves.data;
    return `With the toes pulled up the nerve’s most load is ${this.#most(twin.load_index)} instead of ${this.#most(nerve.load_index)}, `
      + `at the ankle ${this.#most(twin.site_load_index.ankle)} instead of ${this.#most(nerve.site_load_index.ankle)}. That is why they point away.`;
  }

  shorter() {
    const { nerve, shorter } = this.curves.data;
    const [site, slid] = this.#mostSlid(nerve);
    return `Going ${shorter.share_percent} percent of the way, the nerve’s most load is ${this.#most(shorter.load_index)} instead of ${this.#most(nerve.load_index)}. `
      + `The nerve still slides: ${this.curves.range(shorter.excursion_mm[site]).toFixed(0)} mm ${NAMES[site]} instead of ${slid.toFixed(0)}.`;
  }

  heavier() {
    const { band, heavier } = this.curves.data;
    return `The ${heavier.name}, set up the same, pulls with up to ${this.#newtons(heavier)} newtons; the ${band.name} with ${this.#newtons(band)}. `
      + `Wanted here: ${heavier.wanted_low_n} to ${heavier.wanted_high_n}. ${OVER[heavier.over]} ${works(this.exercise) ? WORK : HARDER[heavier.nerve]}`;
  }

  #most(row) { return this.curves.most(row).toFixed(2); }
  #newtons(rows) { return `${Math.round(this.curves.most(rows.limb_low_n))} to ${Math.round(this.curves.most(rows.limb_high_n))}`; }

  // Where the nerve slides most.
  #mostSlid({ excursion_mm }) {
    return SITES.map((site) => [site, this.curves.range(excursion_mm[site])]).reduce((most, one) => (one[1] > most[1] ? one : most));
  }
}
