// Where the picture's landmarks come from: one frame at a time goes to the pose model's worker and comes back as 33 points.
import { Helper } from "./helper.js";

const MOST_PX = 640;

export class Eyes {
  #busy = false;

  constructor(video, { worker, bundle, wasm }, { seen, progress, died }) {
    Object.assign(this, { video, files: { bundle, wasm }, seen });
    this.helper = new Helper(worker, { progress, died, heard: (data) => this.#hear(data) });
  }

  open(model) { return this.helper.open({ ...this.files, model }); }

  // A frame that comes while another is on its way is let go.
  async look(t_s) {
    if (this.#busy) return;
    this.#busy = true;
    const { videoWidth: width, videoHeight: height } = this.video;
    const frame = width ? await createImageBitmap(this.video, sized(width, height)).catch(() => null) : null;
    if (frame) this.helper.ask({ frame, t_s, width: frame.width, height: frame.height }, [frame]);
    else this.#busy = false;
  }

  #hear({ seen }) {
    this.#busy = false;
    if (seen) this.seen(seen);
  }

  close() { this.helper.close(); }
}

// No larger than the model can use.
function sized(width, height) {
  const share = MOST_PX / Math.max(width, height);
  return share < 1 ? { resizeWidth: Math.round(width * share), resizeHeight: Math.round(height * share) } : {};
}
