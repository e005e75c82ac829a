// The session's other screens (set-up, how did it feel, stopped, waiting, the end): one open at a time, its heading focused.
import { aim } from "./aim.js";

export function openPanel(main, name, step, table) {
  for (const panel of main.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== name;
  const panel = main.querySelector(`[data-panel="${name}"]`);
  if (!panel) return;
  for (const [slot, text] of Object.entries(words(step, table))) fill(panel.querySelector(`[data-${slot}]`), text);
  const lines = (step.text ?? []).map((line) => Object.assign(document.createElement("p"), { textContent: line }));
  panel.querySelector("[data-text]")?.replaceChildren(...lines);
  choose(panel, "setup", step.set && `${step.set.exercise}-${step.set.level}`);
  choose(panel, "unlike", step.set && `${step.set.exercise}-${step.set.level}`);
  choose(panel, "signals", step.set && `${step.set.exercise}-${step.set.level}`);
  choose(panel, "leaving", step.set?.leaving);
  choose(panel, "emergency", step.urgency === "emergency" ? "" : "none");
  draw(main, panel, step.set);
  if (step.set) panel.classList.toggle("mirrored", step.set.side === "right");
  panel.querySelector("h1").focus({ preventScroll: true });
  scrollTo(0, 0);
}

// What a panel says, by its slots.
function words({ kind, set, title, question, how }, table) {
  const asked = table.questions[question] ?? {};
  const said = { title, question: asked.text, help: asked.help ?? "", eyebrow: how ? "One check before you go" : "One question" };
  if (!set) return said;
  const about = `${set.name} · ${set.side_name}`;
  return { ...said, about, exercise: set.name, dose: `${set.level_name}, ${set.side_name}. ${set.dose}.`, number: `${set.number} of ${set.total}`, "setup-band": set.band, "way-out": set.way_out, ...(kind === "ask" ? {} : { eyebrow: about }) };
}

function fill(node, text) {
  if (node && text !== undefined) node.textContent = text;
}

function choose(panel, name, wanted) {
  for (const one of panel.querySelectorAll(`[data-${name}]`)) one.hidden = one.dataset[name] !== wanted;
}

// The drawings stand in the player once; another panel shows a copy, and the figure when it is asked for.
function draw(main, panel, set) {
  const slot = panel.querySelector("[data-start]");
  if (!slot || !set) return;
  aim(panel.querySelector("unpinch-figure"), set);
  const pose = main.querySelector(`[data-pose="${set.drawing}-start"] svg`);
  slot.replaceChildren(...(pose ? [pose.cloneNode(true)] : []));
}
