// The coach in a worker: Python in WebAssembly, with the same files as on the server. Landmarks in, events out.
//   in   {open: {pyodide, core}}                                    out  {progress: {loaded, total, what}}*, {ready} | {failed}
//   in   {set: {id, exercise, level, side, repetitions, hold_s}}    out  {set: id} | {failed}
//   in   {frame: {t_s, width, height, image, world}}                out  {events: [...], id, took_ms}
//   in   {finish: true}                                             out  {events: [...], id}
// An event is {event, t_s, values, confidence, seen, say} (docs/coach-core.md). `pyodide` is a folder's address.
// {failed: {reason: "fetch" | "python" | "memory" | "exercise", text}}: text is a sentence for the person.
import { seated } from "../inside/python.js";
import { FetchError } from "./fetching.js";

const SENTENCES = {
  python: "The camera coach could not be started in this browser.",
  memory: "There is too little memory free for the camera coach. Closing other tabs may help.",
  exercise: "The camera coach doesn't know this exercise.",
};

let seat = null;
let id = null;

const fail = (reason, text = SENTENCES[reason]) => postMessage({ failed: { reason, text } });

function failed(error) {
  if (error instanceof FetchError) fail("fetch", error.message);
  else fail(error instanceof RangeError || /MemoryError/.test(error?.type) ? "memory" : "python");
}

async function open({ pyodide, core }) {
  const began_ms = performance.now();
  const tell = (progress) => postMessage({ progress: { ...progress, what: "coach" } });
  ({ seat } = await seated("unpinch.coach.page", { pyodide, core }, tell));
  postMessage({ ready: { load_ms: Math.round(performance.now() - began_ms) } });
}

function begin(set) {
  if (!seat.begin(JSON.stringify(set))) {
    fail("exercise");
    return;
  }
  ({ id } = set);
  postMessage({ set: id });
}

function watch(frame) {
  const began_ms = performance.now();
  const events = JSON.parse(seat.push(JSON.stringify(frame)));
  postMessage({ events, id, took_ms: performance.now() - began_ms });
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.open) await open(data.open);
    else if (data.set) begin(data.set);
    else if (data.frame) watch(data.frame);
    else if (data.finish) postMessage({ events: JSON.parse(seat.finish()), id });
  } catch (error) {
    failed(error);
  }
});
