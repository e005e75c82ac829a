// The session's moving screen: one set, its count and cue, and the figure, led by the pacer. Without WebGL the drawings stay.
import { aim } from "./aim.js";
import { say } from "./beside.js";

export function live(player, v) {
  const texts = { name: `${v.set.name} · ${v.set.side_name}`, of: `${v.set.number} of ${v.set.total}`, count: v.count, small: v.small, left: v.left, cue: v.cue, band: v.screen === "moving" ? "" : v.set.band };
  const paused = v.paused ? { count: "", small: "Paused", left: "", cue: "Take the time you need." } : {};
  for (const [slot, text] of Object.entries({ ...texts, ...paused })) say(player.querySelector(`[data-${slot}]`), String(text));
  player.style.setProperty("--breath", v.breath.toFixed(3));
  player.classList.toggle("mirrored", v.set.side === "right");
  for (const pose of player.querySelectorAll("[data-pose]")) pose.hidden = pose.dataset.pose !== `${v.set.drawing}-${v.pose}`;
  lead(player.querySelector("unpinch-figure"), v);
}

function lead(figure, v) {
  aim(figure, v.set);
  if (!figure.follow) return;
  if (v.held_s !== undefined) figure.hold(v.held_s);
  else figure.follow(v.phase ?? v.set.tempo[0]?.name ?? "", v.along ?? 0);
}
