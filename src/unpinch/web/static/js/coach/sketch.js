// Draws over the picture: the outline to take place in, and the skeleton of the near side. In the camera's pixels.
import { placed } from "./outline.js";

const LEAST_PX = 2, LINES = 90; // on the screen, however small the picture stands there
const SEEN = 0.5; // below this the model only guesses where a point is
const PART = { ear: 7, shoulder: 11, elbow: 13, wrist: 15, hip: 23, knee: 25, ankle: 27, heel: 29, toe: 31 };
const BONES = [["ear", "shoulder"], ["shoulder", "elbow"], ["elbow", "wrist"], ["shoulder", "hip"], ["hip", "knee"], ["knee", "ankle"], ["ankle", "heel"], ["heel", "toe"], ["toe", "ankle"]];
const SIDES = { left: [0], right: [1], both: [0, 1], "": [0, 1] }; // the landmarks of the right side come one after those of the left

export class Sketch {
  near = ""; // the side of the body that is nearer, as the coach says; both until it does
  pose = null;

  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.outlined = document.createElement("canvas");
  }

  #colour(name) { return getComputedStyle(this.canvas).getPropertyValue(name); }

  // `outline`: the start pose is shown too. `good`: all is well.
  draw({ width, height, image }, { outline, good }) {
    const { canvas, context } = this;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.clearRect(0, 0, width, height);
    if (outline && this.pose) context.drawImage(this.#outline(width, height, good), 0, 0);
    if (image.length) this.#person(image, width, height, this.#colour(good ? "--calm" : "--teal"));
  }

  clear() { this.context.clearRect(0, 0, this.canvas.width, this.canvas.height); }

  #person(image, width, height, colour) {
    const shown = this.canvas.clientWidth || width, thick = (Math.max(LEAST_PX, shown / LINES) * width) / shown;
    const point = (name, side) => image[PART[name] + side];
    const lines = SIDES[this.near].flatMap((side) => BONES.map((ends) => ends.map((name) => point(name, side))))
      .filter((ends) => ends.every(([, , , seen]) => seen >= SEEN)).map((ends) => ends.map(([x, y]) => [x * width, y * height]));
    for (const [more, ink] of [[2 * thick, this.#colour("--paper")], [0, colour]]) {
      this.context.lineWidth = thick + more / 2;
      this.context.strokeStyle = this.context.fillStyle = ink;
      stroke(this.context, lines);
      for (const [x, y] of lines.flat()) dot(this.context, x, y, thick + more / 4);
    }
  }

  // Drawn once for a size and colour: what is thicker, less what is inside.
  #outline(width, height, good) {
    const name = [width, height, good, this.pose.name].join();
    if (this.outlined.dataset.name === name) return this.outlined;
    Object.assign(this.outlined, { width, height });
    this.outlined.dataset.name = name;
    const context = this.outlined.getContext("2d"), thick = Math.max(2, height / 160), lines = placed(this.pose, width, height);
    for (const [more, ink, way] of [[2.5, "--paper", "source-over"], [1.5, good ? "--calm" : "--ink", "source-over"], [0, "--ink", "destination-out"]]) {
      context.globalCompositeOperation = way;
      context.strokeStyle = this.#colour(ink);
      for (const [a, b, r] of lines) { context.lineWidth = 2 * (r + more * thick); stroke(context, [[a, b]]); }
    }
    return this.outlined;
  }
}

function stroke(context, lines) {
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  for (const [a, b] of lines) {
    context.moveTo(...a);
    context.lineTo(b[0] + 0.01, b[1]); // a line without length has no round ends
  }
  context.stroke();
}

function dot(context, x, y, r) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fill();
}
