// The pose model in a worker: a picture in, the landmarks of the people in it out. Nothing is kept, nothing is sent.
//   in   {open: {bundle, wasm, model}}              out  {progress: {loaded, total, what}}*, {ready: {load_ms}} | {failed}
//   in   {frame: ImageBitmap, t_s, width, height}   out  {seen: {t_s, width, height, image, world, took_ms}} | {failed}
// `wasm` is a folder's address. One frame at a time: whoever sends waits for `seen` and drops what comes meanwhile.
// {failed: {reason: "webgl" | "fetch" | "model" | "memory", text}}: text is a sentence for the person.
import { fetched, FetchError } from "./fetching.js";

const PEOPLE = 2;
const STEP_MS = 1; // the model wants rising times
const SENTENCES = {
  webgl: "The camera coach needs WebGL, which this browser doesn't offer here.",
  model: "The camera coach's model could not be started in this browser.",
  memory: "There is too little memory free for the camera coach. Closing other tabs may help.",
};
const MEMORY = /memory|allocat|grow/i;

let landmarker = null;
let last_ms = -STEP_MS;

const fail = (reason, text = SENTENCES[reason]) => postMessage({ failed: { reason, text } });

function failed(error) {
  if (error instanceof FetchError) fail("fetch", error.message);
  else fail(error instanceof RangeError || MEMORY.test(String(error?.message)) ? "memory" : "model");
}

const hasWebGL = () => Boolean(globalThis.OffscreenCanvas && new OffscreenCanvas(1, 1).getContext("webgl2"));

async function open({ bundle, wasm, model }) {
  const began_ms = performance.now();
  if (!hasWebGL()) {
    fail("webgl");
    return;
  }
  const loader = `${wasm}/vision_wasm_module_internal`;
  const tell = (progress) => postMessage({ progress: { ...progress, what: "pose" } });
  const [wasmBinary, modelAssetBuffer] = await fetched([`${loader}.wasm`, model], tell);
  const { PoseLandmarker } = await import(bundle);
  globalThis.Module = { wasmBinary }; // what the loader starts from, rather than fetching it once more
  landmarker = await PoseLandmarker.createFromOptions(
    { wasmLoaderPath: `${loader}.js`, wasmBinaryPath: `${loader}.wasm` },
    { baseOptions: { modelAssetBuffer, delegate: "CPU" }, runningMode: "VIDEO", numPoses: PEOPLE },
  );
  postMessage({ ready: { load_ms: Math.round(performance.now() - began_ms) } });
}

function look({ frame, t_s, width, height }) {
  const began_ms = performance.now();
  last_ms = Math.max(t_s * 1000, last_ms + STEP_MS);
  const found = landmarker.detectForVideo(frame, last_ms);
  const image = found.landmarks.flat().map(({ x, y, z, visibility }) => [x, y, z, visibility]);
  const world = found.worldLandmarks.flat().map(({ x, y, z }) => [x, y, z]);
  postMessage({ seen: { t_s, width, height, image, world, took_ms: performance.now() - began_ms } });
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.open) await open(data.open);
    else if (data.frame) look(data);
  } catch (error) {
    failed(error);
  } finally {
    data.frame?.close();
  }
});
