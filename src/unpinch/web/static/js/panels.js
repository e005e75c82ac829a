// The session's other screens (how did it feel, stopped, waiting, the end): one open at a time, its heading focused.
export function openPanel(main, name, { set, title, text = [] }) {
  for (const panel of main.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== name;
  const panel = main.querySelector(`[data-panel="${name}"]`);
  if (!panel) return;
  fill(panel.querySelector("[data-about]"), set && `${set.name} · ${set.side_name}`);
  fill(panel.querySelector("[data-title]"), title);
  const lines = text.map((line) => Object.assign(document.createElement("p"), { textContent: line }));
  panel.querySelector("[data-text]")?.replaceChildren(...lines);
  panel.querySelector("h1").focus({ preventScroll: true });
  scrollTo(0, 0);
}

function fill(node, words) {
  if (node && words) node.textContent = words;
}
