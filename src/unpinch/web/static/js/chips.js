// "Yesterday: 4" becomes a button that ticks that answer. It offers; it never fills in by itself.
function fill({ dataset: { fill: name, value } }) {
  const wanted = new Set(value.split(" "));
  for (const input of document.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (input.type === "radio" || input.type === "checkbox") input.checked = wanted.has(input.value);
    else input.value = value;
    if (input.checked || input.value) input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function offer(chip) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: chip.className, textContent: chip.textContent });
  Object.assign(button.dataset, chip.dataset);
  chip.replaceWith(button);
}

document.querySelectorAll("span.chip[data-fill]").forEach(offer);
document.addEventListener("click", (event) => {
  const chip = event.target.closest("button[data-fill]");
  if (chip) fill(chip);
});
