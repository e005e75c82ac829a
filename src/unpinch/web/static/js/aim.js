// Tells a figure of the session which move to show, and on which side.
export function aim(figure, { exercise, level, side, name }) {
  const wanted = { label: name, motion: `${figure.dataset.motions}/${exercise}_${level}.json`, side };
  for (const [key, value] of Object.entries(wanted)) if (figure.dataset[key] !== value) figure.dataset[key] = value;
}
