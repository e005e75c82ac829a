// The parts of the element by their names, as the template has them.
export function parts(host) {
  const named = Object.fromEntries([...host.querySelectorAll("[data-c]")].map((node) => [node.dataset.c, node]));
  return { ...named, turns: host.querySelectorAll('[data-do="voice"]') };
}
