// The window takes the movement's own shape, within limits; two figures stand in it side by side, or one over the other.
import { corners } from "./around.js";

const NARROWEST = 1, WIDEST = 1.7;
const ONE = { across: 1, down: 1, name: "one" }, ROW = { across: 2, down: 1, name: "row" }, COLUMN = { across: 1, down: 2, name: "column" };
const ROW_FROM_PX = 480; // a window this wide shows two figures side by side
const WIDE = "(min-width: 60rem)"; // and so does a wide screen, where the page then gives the figure more room (stage.css)
const LOOKS = 12; // moments of a clip by which the window is fitted

// All places that the joints and the band's ends reach during the clip that is on, and the mat: what the band is tied to is seen too.
export function reached(motion, { clip, length }) {
  const points = corners(motion.props, motion.mirrored);
  for (let look = 0; look <= LOOKS; look++) {
    const time = (length * look) / LOOKS;
    const flat = motion.sample(clip, time).points;
    for (let i = 0; i < flat.length; i += 3) points.push([flat[i], flat[i + 1], flat[i + 2]]);
    for (const line of motion.band(clip, time)?.lines ?? []) points.push(line[0], line.at(-1));
  }
  return points;
}

// Shapes the window for so many figures, each `ratio` times as wide as high; returns how they stand in it.
export function arranged(window, count, ratio, free) {
  const wide = window.clientWidth >= ROW_FROM_PX || matchMedia(WIDE).matches;
  const grid = count < 2 ? ONE : wide ? ROW : COLUMN;
  const shape = Math.min(WIDEST, Math.max(NARROWEST, ratio)) * (grid.across / grid.down);
  window.dataset.panes = grid.name;
  if (free) window.style.setProperty("--f3-shape", shape.toFixed(2));
  return grid;
}
