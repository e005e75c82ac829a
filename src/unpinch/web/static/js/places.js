// From one place on a map to the nearest one in the direction of an arrow key.
const WAY = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const ASIDE = 3; // a place straight ahead comes before a nearer one off to the side

function middle(place) {
  const { x, y, width, height } = place.getBBox();
  return [x + width / 2, y + height / 2];
}

// The place to go to, the first or last for Home and End, the same where there is none farther; null for any other key.
export function nextPlace(place, key) {
  const all = [...place.closest("svg").querySelectorAll(".region")];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (!WAY[key]) return null;
  const [right, down] = WAY[key];
  const [x, y] = middle(place);
  const far = all.map((one) => {
    const [toX, toY] = middle(one).map((at, axis) => at - [x, y][axis]);
    return { one, ahead: toX * right + toY * down, aside: Math.abs(toX * down) + Math.abs(toY * right) };
  });
  const ahead = far.filter((at) => at.ahead > 1).sort((a, b) => a.ahead + a.aside * ASIDE - b.ahead - b.aside * ASIDE);
  return ahead[0]?.one ?? place;
}
