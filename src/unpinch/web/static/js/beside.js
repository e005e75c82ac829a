// What stands beside the count: a sentence when the camera has gone, and the number of a set with - and + to put it right.
const COUNTED = ["The camera counted", "The camera saw about"];
const UNITS = { repetitions: "times", hold_s: "seconds" };

export function beside(main, v) {
  main.classList.toggle("watched", v.camera);
  main.classList.toggle("away", v.away);
  for (const note of main.querySelectorAll("[data-note]")) say(note, v.note);
  for (const part of main.querySelectorAll("[data-mend]")) mend(part, v.number);
}

function mend(part, number) {
  part.hidden = !number;
  if (!number) return;
  const { name, values, now, doubtful } = number;
  const counted = values.source === "camera" && now === values[name];
  say(part.querySelector("[data-says]"), counted ? COUNTED[Number(doubtful ?? false)] : "In your diary");
  say(part.querySelector("[data-value]"), String(now));
  say(part.querySelector("[data-unit]"), UNITS[name]);
}

export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
