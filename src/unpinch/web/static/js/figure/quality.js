// Keeps the picture fluent: fewer dots, then smaller shadows, where drawing takes too long; never a stutter for sharpness.
const STEPS = [
  { dots: 2, shadow: 1024 }, { dots: 1.5, shadow: 1024 }, { dots: 1, shadow: 512 }, { dots: 0.8, shadow: 512 }, { dots: 0.8, shadow: 0 },
];
const SOFTWARE_STEP = 2;
const SLOW_MS = 24, COUNT = 12;
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

export class Quality {
  #times = [];

  constructor(renderer) {
    this.renderer = renderer;
    this.card = card(renderer.getContext());
    this.level = SOFTWARE.test(this.card) ? SOFTWARE_STEP : 0;
  }

  get dots() { return Math.min(window.devicePixelRatio || 1, STEPS[this.level].dots); }
  get shadow() { return STEPS[this.level].shadow; }

  resize(width, height) {
    this.size = [width, height];
    this.renderer.setPixelRatio(this.dots);
    this.renderer.setSize(width, height, false);
  }

  // Takes the time between two frames of a running movement; true when the picture was made coarser.
  note(ms) {
    this.#times.push(ms);
    if (this.#times.length < COUNT) return false;
    const middle = this.#times.sort((a, b) => a - b)[COUNT >> 1];
    this.#times = [];
    if (middle < SLOW_MS || this.level === STEPS.length - 1) return false;
    this.level++;
    if (this.size) this.resize(...this.size);
    return true;
  }
}

function card(context) {
  const info = context.getExtension("WEBGL_debug_renderer_info");
  return info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "";
}
