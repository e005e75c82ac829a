// <unpinch-file>: says at once that a chosen file is too large, and doesn't send it. How large is too large, the page says.
const MB = 1_000_000;

class File extends HTMLElement {
  connectedCallback() {
    const [input, words] = [this.querySelector("input"), this.querySelector("[role=alert]")];
    input.addEventListener("change", () => {
      const size = input.files[0]?.size ?? 0;
      words.hidden = size <= Number(this.dataset.most);
      words.querySelector("[data-size]").textContent = (size / MB).toFixed(1);
      input.setCustomValidity(words.hidden ? "" : words.textContent);
    });
  }
}
customElements.define("unpinch-file", File);
