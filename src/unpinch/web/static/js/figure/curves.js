// What the mechanics found for one repetition, at any moment of it. Keys are those of the derived file's "curves".
export const SITES = ["root", "hip", "mid_thigh", "popliteal", "mid_calf", "ankle"];

export class Curves {
  constructor(data) {
    this.data = data;
    this.time = data.time_s;
  }

  // One row of numbers at a moment; null where the file has no such row.
  at(row, time_s) {
    if (!row?.length) return null;
    const last = this.time.length - 1;
    let to = this.time.findIndex((t) => t >= time_s);
    if (to < 0) to = last;
    const from = Math.max(0, to - 1);
    const share = to === from ? 0 : (Math.min(time_s, this.time[last]) - this.time[from]) / (this.time[to] - this.time[from]);
    return row[from] + share * (row[to] - row[from]);
  }

  // Load on the nerve at each site; 1 is the straight-leg raise that the index is measured by.
  loads(nerve, time_s) { return SITES.map((site) => this.at(nerve?.site_load_index?.[site], time_s) ?? 0); }
  // How far the nerve has slid at each site, in mm, toward the foot.
  slides(nerve, time_s) { return SITES.map((site) => this.at(nerve?.excursion_mm?.[site], time_s) ?? 0); }

  muscles(side, time_s) {
    const rows = this.data.muscle_length_change_percent?.[side] ?? {};
    return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, this.at(row, time_s)]));
  }

  range(row) { return row?.length ? Math.max(...row) - Math.min(...row) : 0; }
  most(row) { return row?.length ? Math.max(...row) : 0; }
}
