// What a set came to, as the player keeps it: whole numbers, but for the seconds a repetition takes. Pure.
export class Tally {
  #faults = new Set();
  #done = null;
  repetitions = 0;
  partials = 0;
  held_s = 0;
  doubtful = 0;

  hear({ event, values }) {
    if (event === "rep") this.repetitions = values.count;
    else if (event === "partial") this.partials = values.count;
    else if (event === "hold") this.held_s = values.total_s;
    else if (event === "unsure") this.doubtful += values.what === "number" ? 1 : 0;
    else if (event === "fault") this.#faults.add(values.fault);
    else if (event === "done") this.#done = values;
  }

  // The coach's own sums; where it broke off before them, what had been counted.
  get summary() {
    const own = { repetitions: this.repetitions, partials: this.partials, held_s: this.held_s, faults: Object.fromEntries([...this.#faults].map((id) => [id, 1])) };
    const { repetitions, partials, held_s, range_percent = 0, tempo_s = 0, faults, watched_s = 0, unsure_ratio = 0 } = this.#done ?? own;
    return {
      repetitions, partials, hold_s: Math.floor(held_s), range_percent: Math.round(range_percent), tempo_s: Math.round(tempo_s * 10) / 10,
      faults: Object.keys(faults), unsure_percent: Math.round(unsure_ratio * 100), seconds: Math.round(watched_s), doubtful: this.doubtful,
    };
  }
}
