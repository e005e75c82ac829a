// How to come well into the picture: one thing at a time, in words for someone three metres away.
const HINTS = {
  slow: "The pictures come too slowly. Close other apps, or count yourself.",
  nobody: "I can’t see you yet.",
  two_people: "I see two people. Let only one be in the picture.",
  too_far: "Come nearer, or bring the camera nearer.",
  too_near: "Move back until I see all of you.",
  feet: "Move back until I see your feet.",
  view: "Turn so that your side faces the camera.",
  level: "Put the camera at your side, at chest height.",
  higher: "Put the camera higher, so that it looks down at you.",
  toward_feet: "Move the camera some way toward your feet.",
  toward_head: "Move the camera some way toward your head.",
  start_pose: "Take the start position, and rest there.",
  good: "I see you.",
};
const DARK = "A little more light, please.";
const TURN = "Turn the phone on its side. Then all of you fits in.";
const CUT = new Set(["too_far", "too_near", "feet"]);

// `upright`: the picture is taller than wide; `lying`: the start pose is wider than tall.
export function hint(what, { dark = false, upright = false, lying = false } = {}) {
  if (dark && what !== "good") return DARK;
  if (upright && lying && CUT.has(what)) return TURN;
  return HINTS[what] ?? "";
}
