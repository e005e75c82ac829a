// Stands in for the coach: says what a test tells it to, and tells the test what it was sent.
//   channel "coach" in: {events: [...]} | {echo} | {die: true}; out: {got: {set}} | {got: {frames}} | {got: {finish}} | {got: {echo}}
const channel = new BroadcastChannel("coach");
let id = null;
let frames = 0;
let before_s = -Infinity;

channel.addEventListener("message", ({ data }) => {
  if (data.echo) channel.postMessage({ got: { echo: data.echo } });
  if (data.die) throw new Error("told to die");
  if (data.events) postMessage({ events: data.events.map((one) => ({ t_s: 0, values: {}, confidence: 1, seen: "", say: "", ...one })), id });
});

addEventListener("message", ({ data }) => {
  if (data.open) postMessage({ ready: { load_ms: 1 } });
  if (data.set) {
    id = data.set.id;
    frames = 0;
    channel.postMessage({ got: { set: data.set } });
    postMessage({ set: id });
  }
  if (data.frame) {
    frames += 1;
    const later = data.frame.t_s > before_s;
    before_s = data.frame.t_s;
    channel.postMessage({ got: { frames, later, people: data.frame.image.length / 33 } });
    postMessage({ events: [], id, took_ms: 1 });
  }
  if (data.finish) {
    channel.postMessage({ got: { finish: true } });
    postMessage({ events: [{ event: "done", t_s: 9, values: { reason: "end", repetitions: 3, partials: 1, range_percent: 87.4, tempo_s: 3.96, held_s: 0, faults: { too_fast: 2 }, watched_s: 30.2, unsure_ratio: 0.104 }, confidence: 1, seen: "", say: "" }], id });
  }
});
