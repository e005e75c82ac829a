// Turning the figure by finger, mouse or arrow keys.
const KEYS = { ArrowLeft: [-12, 0], ArrowRight: [12, 0], ArrowUp: [0, 8], ArrowDown: [0, -8] };
const DEG_PER_PIXEL = 0.45;

export function turning(canvas, turn, best) {
  let from = null;
  canvas.addEventListener("pointerdown", (event) => {
    from = [event.clientX, event.clientY];
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    turn((event.clientX - from[0]) * DEG_PER_PIXEL, (event.clientY - from[1]) * DEG_PER_PIXEL);
    from = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { from = null; });
  canvas.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (way) turn(...way);
    else if (event.key === "Home") best();
    else return;
    event.preventDefault();
  });
}
