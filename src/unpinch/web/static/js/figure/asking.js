// The button over a still that waits to be asked for its figure.
export function asking({ ask, label }, asked) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "f3-ask btn plain", textContent: ask });
  if (label) button.setAttribute("aria-label", `${ask}: ${label}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    await asked();
    button.remove();
  });
  return button;
}
