// The figures beside the clear body: the band's force, and the nerve's load as this exercise is done and with toes pulled up.
import { SITES } from "./curves.js";
import { works } from "./muscles.js";
import { DRAWN_LARGER } from "./nerve.js";

const SVG = "http://www.w3.org/2000/svg"; // a name, not an address
const NAMES = { root: "back", hip: "seat", mid_thigh: "thigh", popliteal: "knee", mid_calf: "calf", ankle: "ankle" };
const FULL_N = 60;
const TINT = { true: "The tint shows the muscle at work.", false: "The tint shows muscle that gets longer." };
const HONEST = `A model of an average body, not a picture of yours. Light shows load against a straight-leg raise; sliding is drawn ${DRAWN_LARGER} times as large.`;

const text = (tag, said, name = "") => Object.assign(document.createElement(tag), { textContent: said, className: name });

function svg(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

export class Panel {
  constructor(curves, data) {
    this.curves = curves;
    this.root = text("section", "", "f3-inside");
    this.root.setAttribute("aria-label", "Inside");
    this.root.hidden = true;
    const { nerve, tensioner_twin: twin, band } = curves.data;
    const legs = text("div", "", "f3-legs");
    if (nerve) legs.append((this.here = leg("This way")).root);
    if (twin) legs.append((this.twin = leg("Toes pulled up")).root);
    this.root.append(legs);
    if (band) this.root.append((this.force = gauge()).root);
    this.root.append(text("p", this.#summary(nerve, twin, band), "f3-said"), text("p", `${TINT[works(data.exercise)]} ${HONEST}`, "f3-said"));
  }

  // The peaks in words: what the moving marks show, for those who don't see them.
  #summary(nerve, twin, band) {
    const most = (row) => this.curves.most(row);
    const said = [];
    if (nerve) said.push(`Most load on the nerve: ${most(nerve.load_index).toFixed(2)} of a straight-leg raise`);
    if (twin) said.push(`${said.pop()}; with toes pulled up ${most(twin.load_index).toFixed(2)}, at the ankle ${most(twin.site_load_index?.ankle).toFixed(2)} instead of ${most(nerve?.site_load_index?.ankle).toFixed(2)}`);
    if (band) said.push(`Most pull of the band: ${Math.round(most(band.limb_low_n))} to ${Math.round(most(band.limb_high_n))} newtons`);
    return said.map((line) => `${line}.`).join(" ");
  }

  show(time_s, loads) {
    this.here?.show(loads);
    this.twin?.show(this.curves.loads(this.curves.data.tensioner_twin, time_s));
    const { band } = this.curves.data;
    if (band) this.force.show(...["limb_low_n", "limb_n", "limb_high_n"].map((name) => this.curves.at(band[name], time_s) ?? 0));
  }
}

// The nerve as a straight line with its six places: thicker and warmer where it is loaded.
function leg(title) {
  const root = text("figure", "");
  const drawn = svg("svg", { viewBox: "0 0 110 150", "aria-hidden": "true" });
  const dots = SITES.map((site, i) => {
    const y = 12 + i * 25;
    const dot = svg("circle", { cx: 26, cy: y, r: 5 });
    const name = svg("text", { x: 46, y: y + 4 });
    name.textContent = NAMES[site];
    drawn.append(...(i ? [svg("line", { x1: 26, y1: y - 25, x2: 26, y2: y })] : []), name);
    return dot;
  });
  drawn.append(...dots);
  root.append(drawn, text("figcaption", title));
  return { root, show: (loads) => loads.forEach((load, i) => {
    dots[i].setAttribute("r", (4 + 7 * Math.min(1.3, load)).toFixed(1));
    dots[i].style.setProperty("--heat", `${Math.round(100 * Math.min(1, load))}%`);
  }) };
}

// A bar for the band's pull, pale over the range that its colour leaves open.
function gauge() {
  const root = text("div", "", "f3-gauge");
  const bar = text("div", "", "f3-bar"), range = text("i", ""), now = text("b", "");
  const said = text("span", "");
  bar.append(range, now);
  bar.setAttribute("aria-hidden", "true");
  root.append(text("span", "Band"), bar, said);
  return { root, show: (low, middle, high) => {
    const share = (value) => `${Math.min(100, (100 * value) / FULL_N)}%`;
    range.style.insetInlineStart = share(low);
    range.style.inlineSize = `${Math.min(100, (100 * (high - low)) / FULL_N)}%`;
    now.style.insetInlineStart = share(middle);
    said.textContent = `${Math.round(low)}–${Math.round(high)} N`;
  } };
}
