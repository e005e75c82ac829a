// Stands in for the pose model: answers each frame with the landmarks of a film, or with what a test says over a channel.
//   channel "pose": {people: [33 x [x, y, z, visibility]]} | {took_ms} | {silent: true} | {die: true}
//   channel "coach" out: {got: {swallowed}} for a frame that it doesn't answer
const told = new BroadcastChannel("coach");
let film = [];
let people = null;
let took_ms = 20;
let silent = false;
let began_s = null;

new BroadcastChannel("pose").addEventListener("message", ({ data }) => {
  if (data.die) throw new Error("told to die");
  if ("people" in data) people = data.people;
  if ("took_ms" in data) took_ms = data.took_ms;
  if ("silent" in data) silent = data.silent;
});

function now(t_s) {
  began_s ??= t_s;
  const place = Math.min(film.length - 1, Math.round((t_s - began_s) * 20));
  return people ?? film[place]?.image ?? [];
}

addEventListener("message", async ({ data }) => {
  if (data.open) {
    if (data.open.model === "missing") return postMessage({ failed: { reason: data.open.wasm, text: "" } });
    film = data.open.model ? await (await fetch(data.open.model)).json() : [];
    postMessage({ progress: { loaded: 6_000_000, total: 21_000_000, what: "pose" } });
    if (data.open.wasm === "slow") return undefined;
    return postMessage({ ready: { load_ms: 1 } });
  }
  data.frame.close();
  if (silent) return told.postMessage({ got: { swallowed: true } });
  const { t_s, width, height } = data;
  await new Promise((done) => { setTimeout(done, took_ms); });
  return postMessage({ seen: { t_s, width, height, image: now(t_s), world: [], took_ms } });
});
