// Steps through a clip, shows each frame to the pose model and tells the server of this page what it saw.
// Time is the frames' own: a slow computer takes longer and sees the same.
const said = async (what) => {
  await fetch("said", { method: "POST", body: JSON.stringify(what) });
};
const FIRST_STEP_S = 1 / 120; // half of the shortest frame that is looked for
const BEYOND = 1.1; // a frame is looked for so many frame lengths after the last one
const HALF = 0.5;
const MICRO = 1e6;
const PATIENCE_MS = 5000;

function poseWorker() {
  const worker = new Worker("static/js/coach/pose_worker.js", { type: "module" });
  let answered;
  worker.addEventListener("message", ({ data }) => data.progress || answered(data));
  worker.addEventListener("error", () => answered({ failed: { reason: "model", text: "" } }));
  return (message, moved = []) => new Promise((resolve) => {
    answered = ({ failed, ...rest }) => resolve({ failed, ...rest });
    worker.postMessage(message, moved);
  });
}

const happens = (target, ...names) => new Promise((resolve) => {
  names.forEach((name) => target.addEventListener(name, () => resolve(name), { once: true }));
});

async function opened() {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  const known = happens(video, "loadeddata", "error");
  video.src = "video";
  if ((await known) === "error" || !video.videoWidth) return null;
  if (video.duration === Infinity) await seek(video, Number.MAX_SAFE_INTEGER); // a live recording: its end tells its length
  return video;
}

// Go to a time and wait until the frame of that time is the one shown: "seeked" alone comes too early.
async function seek(video, t_s) {
  const shown = new Promise((resolve) => { video.requestVideoFrameCallback(resolve); });
  const there = happens(video, "seeked", "error");
  video.currentTime = t_s;
  if ((await there) === "error") throw new Error("broken");
  await Promise.race([shown, new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); })]);
}

// Yield each frame once, in order. `step_s` is the shortest frame met so far.
async function* stepped(video) {
  let last_s = -1;
  let step_s = FIRST_STEP_S;
  for (let wanted_s = 0; ; ) {
    await seek(video, Math.min(wanted_s, video.duration));
    const frame = new VideoFrame(video);
    const t_s = frame.timestamp / MICRO;
    if (t_s > last_s) {
      if (last_s >= 0) step_s = last_step(step_s, t_s - last_s);
      last_s = t_s;
      wanted_s = t_s + BEYOND * step_s;
      yield { frame, t_s, whole: video.duration };
    } else if (wanted_s >= video.duration) {
      frame.close();
      return;
    } else {
      wanted_s += HALF * step_s;
    }
    frame.close();
  }
}

const last_step = (known_s, new_s) => (known_s === FIRST_STEP_S ? new_s : Math.min(known_s, new_s));

// Yield the pictures that the server has taken out of a raw recording.
async function* handed() {
  for (let number = 0; ; number += 1) {
    const answer = await fetch(`picture/${number}`);
    if (answer.status !== 200) return;
    const [t_s, codedWidth, codedHeight] = answer.headers.get("Picture").split(" ").map(Number);
    const content = await answer.arrayBuffer();
    const frame = codedWidth
      ? new VideoFrame(content, { format: "I420", codedWidth, codedHeight, timestamp: t_s * MICRO })
      : await createImageBitmap(new Blob([content]));
    yield { frame, t_s, whole: 0 };
    frame.close();
  }
}

async function look(ask, frames) {
  for await (const { frame, t_s, whole } of frames) {
    const picture = await createImageBitmap(frame);
    const { width, height } = picture;
    const { failed, seen } = await ask({ frame: picture, t_s, width, height }, [picture]);
    if (failed) return failed;
    await said({ seen, whole });
  }
  return null;
}

async function main() {
  const { open, raw } = await (await fetch("wanted")).json();
  const ask = poseWorker();
  const { failed } = await ask({ open });
  if (failed) return failed;
  if (raw) return look(ask, handed());
  const video = await opened();
  return video ? look(ask, stepped(video)) : { reason: "video", text: "" };
}

const broken = () => ({ reason: "video", text: "" });
main().catch(broken).then((failed) => said(failed ? { failed } : { done: true }));
