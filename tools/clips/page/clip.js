// Draws one clip frame by frame and has the pose model look at each picture: nothing is encoded in between.
import { loadBody } from "/static/js/figure/body.js";
import { Stage } from "./room.js";

const VENDOR = "/static/vendor";
const ADDRESSES = {
  bundle: `${VENDOR}/mediapipe/vision_bundle.mjs`, wasm: `${VENDOR}/mediapipe`, model: `${VENDOR}/pose/full.task`,
};

// A pose worker as the app's, with one question at a time.
class Eyes {
  constructor() {
    this.worker = new Worker("/static/js/coach/pose_worker.js", { type: "module" });
    this.worker.addEventListener("message", ({ data }) => {
      if (data.failed) this.fail(new Error(data.failed.text));
      else if (data.ready ?? data.seen) this.tell(data.ready ?? data.seen);
    });
  }

  ask(question, transferred = []) {
    return new Promise((tell, fail) => {
      Object.assign(this, { tell, fail });
      this.worker.postMessage(question, transferred);
    });
  }

  open() { return this.ask({ open: ADDRESSES }); }

  look(frame, t_s, [width, height]) { return this.ask({ frame, t_s, width, height }, [frame]); }

  close() { this.worker.terminate(); }
}

async function staged(id) {
  const answer = await fetch(`/clip/${id}.json`);
  if (!answer.ok) throw new Error(`${id}: ${answer.status}`);
  const wanted = await answer.json();
  const canvas = Object.assign(document.createElement("canvas"), { width: wanted.size[0], height: wanted.size[1] });
  canvas.getContext("webgl2", { antialias: false, alpha: true }); // the model looks at fewer dots than these
  document.querySelector("canvas").replaceWith(canvas);
  const body = await loadBody(`/static/bodies/${wanted.body}.bin`);
  return { canvas, wanted, stage: new Stage(canvas, body, wanted) };
}

const times = ({ motion, clip, fps }) => Array.from({ length: motion.clips[clip].n }, (_, n) => n / fps);

// The landmarks of every frame, or of the first few: [[x, y, z, visibility], ...] of all people seen in it; and the
// seconds it took.
// The next picture is drawn while the model looks at the last one.
async function seen(id, most = Infinity) {
  const eyes = new Eyes();
  const [{ canvas, wanted, stage }] = await Promise.all([staged(id), eyes.open()]);
  const began_ms = performance.now();
  const found = [];
  let asked = null;
  let drawn_ms = 0, looked_ms = 0;
  for (const t_s of times(wanted).slice(0, most)) {
    const from_ms = performance.now();
    stage.draw(t_s);
    const frame = await createImageBitmap(canvas);
    drawn_ms += performance.now() - from_ms;
    if (asked) found.push(await asked);
    asked = eyes.look(frame, t_s, wanted.size);
  }
  found.push(await asked);
  for (const one of found) looked_ms += one.took_ms;
  const took = { all_s: (performance.now() - began_ms) / 1000, drawn_s: drawn_ms / 1000, looked_s: looked_ms / 1000 };
  stage.close();
  eyes.close();
  return { frames: found.map(({ image }) => image.map((row) => row.map((value) => Math.round(value * 1e5) / 1e5))), took };
}

// One picture, or all, as JPEG in base64.
async function pictures(id, which = null, quality = 0.9) {
  const { canvas, wanted, stage } = await staged(id);
  const made = [];
  for (const t_s of which ?? times(wanted)) {
    stage.draw(t_s);
    made.push(canvas.toDataURL("image/jpeg", quality).split(",")[1]);
  }
  stage.close();
  return made;
}

Object.assign(globalThis, { clips: { seen, pictures } });
