// The things around the person: mats no larger than the movement needs, and what of all things has its place in the window. Pure.
const SPARE = 0.055; // of the height, beyond joints

// The things around, with every mat drawn in to what the person reaches in all clips. As written: before any mirroring.
export function around({ props, clips, height_m }) {
  const spare = SPARE * height_m * 1000, spans = [0, 2].map((axis) => span(clips, axis, spare));
  return props.map((prop) => (prop.kind === "mat" && !prop.yaw_deg ? drawnIn(prop, spans) : prop));
}

function span(clips, axis, spare) {
  let [low, high] = [Infinity, -Infinity];
  for (const { points_mm } of Object.values(clips).filter(Boolean)) {
    for (let i = axis; i < points_mm.length; i += 3) {
      low = Math.min(low, points_mm[i]);
      high = Math.max(high, points_mm[i]);
    }
  }
  return [low - spare, high + spare];
}

function drawnIn(prop, [ahead, aside]) {
  const centre_mm = [...prop.centre_mm], size_mm = [...prop.size_mm];
  for (const [axis, [low, high]] of [[0, ahead], [2, aside]]) {
    const from = Math.max(low, centre_mm[axis] - size_mm[axis] / 2), to = Math.min(high, centre_mm[axis] + size_mm[axis] / 2);
    if (to <= from) continue;
    centre_mm[axis] = (from + to) / 2;
    size_mm[axis] = to - from;
  }
  return { ...prop, centre_mm, size_mm };
}

export const BACK_M = 0.4; // of a chair, above its seat

// What of the things has to be seen, in metres: the upper corners of mats, and of chairs the top of the back.
export function corners(props, mirrored) {
  return props.flatMap((prop) => (RISES_M[prop.kind] ?? []).map(([a, up_m, b]) => placed(prop, [a, up_m, b], mirrored)));
}

const RISES_M = { mat: [[-1, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1]], chair: [[-1, BACK_M, -1], [-1, BACK_M, 1]] };

function placed({ centre_mm: [x, y, z], size_mm: [long, high, wide], yaw_deg }, [a, up_m, b], mirrored) {
  const [ahead, aside] = [(a * long) / 2, (b * wide) / 2], turn = (yaw_deg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const spot = [x + ahead * cos + aside * sin, y + high / 2, (mirrored ? -1 : 1) * (z + aside * cos - ahead * sin)];
  return spot.map((mm, axis) => mm / 1000 + (axis === 1 ? up_m : 0));
}
