// What a derived file's flat rows of numbers say between two frames. Pure.

// A path is a flat row of numbers, a row of points, or several of these.
export function lines(path) {
  if (!path?.length) return [];
  if (typeof path[0] === "number") return [Array.from({ length: path.length / 3 }, (_, i) => path.slice(i * 3, i * 3 + 3))];
  if (typeof path[0][0] === "number" && path[0].length === 3) return [path];
  return path.flatMap(lines);
}

export const NONE = [];
export const between = (row, { from, to, share }) => (row.length ? row[from] + share * (row[to] - row[from]) : 0);

// `order`: for each place of `out`, which row of a frame it takes; `rows`: how many a frame has.
export function vectors(flat, { from, to, share }, [order, rows], out, mirrored) {
  const width = rows * 3;
  for (let i = 0; i < order.length; i++) {
    if (order[i] < 0) continue;
    for (let axis = 0; axis < 3; axis++) {
      const a = flat[from * width + order[i] * 3 + axis], b = flat[to * width + order[i] * 3 + axis];
      out[i * 3 + axis] = ((a + share * (b - a)) / 1000) * (mirrored && axis === 2 ? -1 : 1);
    }
  }
}

// Quaternions x, y, z, w; mirrored across the plane between left and right, x and y change sign.
export function turns(flat, { from, to, share }, [order, rows], out, mirrored) {
  const width = rows * 4;
  const flip = mirrored ? -1 : 1;
  for (let i = 0; i < order.length; i++) {
    if (order[i] < 0) continue;
    const a = from * width + order[i] * 4, b = to * width + order[i] * 4;
    let dot = 0;
    for (let k = 0; k < 4; k++) dot += flat[a + k] * flat[b + k];
    const way = dot < 0 ? -1 : 1;
    let size = 0;
    for (let k = 0; k < 4; k++) {
      const value = flat[a + k] + share * (way * flat[b + k] - flat[a + k]);
      out[i * 4 + k] = value * (k < 2 ? flip : 1);
      size += value * value;
    }
    size = Math.sqrt(size) || 1;
    for (let k = 0; k < 4; k++) out[i * 4 + k] /= size;
  }
}
