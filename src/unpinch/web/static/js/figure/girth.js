// A limb's thickness as a table: stations along it, angles round it.
export const STATIONS = 20, ANGLES = 24;

const cellAt = (turn) => ((turn / (2 * Math.PI)) * ANGLES + ANGLES) % ANGLES;

export const cell = (station, turn) => station * ANGLES + (Math.round(cellAt(turn)) % ANGLES);

// Cells without a value take their neighbours' mean, until none is empty.
export function filled(radius) {
  for (let pass = 0; pass < 6 && radius.includes(0); pass++) fill(radius);
}

function fill(radius) {
  const before = radius.slice();
  before.forEach((value, at) => {
    if (value) return;
    const s = Math.floor(at / ANGLES), k = at % ANGLES;
    const near = [[s, k - 1], [s, k + 1], [s - 1, k], [s + 1, k]].map(([i, j]) => before[i * ANGLES + ((j + ANGLES) % ANGLES)]).filter(Boolean);
    if (near.length) radius[at] = near.reduce((sum, one) => sum + one, 0) / near.length;
  });
}

// The thickness at any place between the stations and angles.
export function between(radius, station, turn) {
  const s = Math.min(STATIONS - 2, Math.floor(station)), t = station - s;
  const at = cellAt(turn);
  const k = Math.floor(at) % ANGLES, w = at - Math.floor(at), n = (k + 1) % ANGLES;
  const row = (i) => radius[i * ANGLES + k] * (1 - w) + radius[i * ANGLES + n] * w;
  return row(s) * (1 - t) + row(s + 1) * t;
}
