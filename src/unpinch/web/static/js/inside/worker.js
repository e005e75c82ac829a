// A person's pages in a worker: Python with the same screens, templates and rules as on the server. Text in, text out.
//   in   {open: {pyodide, core}}                                       out  {progress}*, {ready: {load_ms}} | {failed: {reason}}
//   in   {call: n, name: "begin" | "stand" | "add" | "answer" | "journal", value}  out  {call: n, found, took_ms} | {call: n, fault: text}
// `value`: text, for `add` bytes. `found`: text, of `journal` bytes. A fault ends nothing: the next call is answered.
import { seated } from "./python.js";

const ROOM = "unpinch.screens.seat";
const LATER_MS = 3_000; // the page that is waited for comes first
let python = null;
let seat = null;

async function open(addresses) {
  const began_ms = performance.now();
  const made = await seated(ROOM, addresses, (progress) => postMessage({ progress: { ...progress, what: "inside" } }));
  ({ python, seat } = made);
  postMessage({ ready: { load_ms: Math.round(performance.now() - began_ms) } });
  setTimeout(made.later, LATER_MS);
}

const CALLS = {
  begin: () => seat.begin(),
  stand: (text) => seat.stand(text),
  add: (bytes) => seat.add(python.toPy(bytes)),
  answer: (text) => seat.answer(text),
  journal: () => {
    const bytes = seat.journal();
    const found = bytes.toJs();
    bytes.destroy();
    return found;
  },
};

function called({ call, name, value }) {
  const began_ms = performance.now();
  try {
    const found = CALLS[name](value) ?? null;
    postMessage({ call, found, took_ms: performance.now() - began_ms });
  } catch (error) {
    postMessage({ call, fault: error.message.slice(-500) });
  }
}

addEventListener("message", ({ data }) => {
  if (data.open) open(data.open).catch(() => postMessage({ failed: { reason: "python" } }));
  else called(data);
});
