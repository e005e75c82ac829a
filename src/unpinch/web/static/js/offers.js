// <unpinch-offer>: "Yesterday: 4" becomes a button that ticks that answer. It offers; it never fills in by itself.
function fill({ fill: name, value }) {
  const wanted = new Set(value.split(" "));
  for (const input of document.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (input.type === "radio" || input.type === "checkbox") input.checked = wanted.has(input.value);
    else input.value = value;
    if (input.checked || input.value) input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

class Offer extends HTMLElement {
  connectedCallback() {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: this.textContent });
    Object.assign(button.dataset, this.dataset);
    button.addEventListener("click", () => fill(button.dataset));
    this.replaceChildren(button);
  }
}
customElements.define("unpinch-offer", Offer);
