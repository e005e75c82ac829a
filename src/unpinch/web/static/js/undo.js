// <unpinch-undo>: the offer to undo goes away after its seconds, unless it has the focus.
class Undo extends HTMLElement {
  connectedCallback() { this.timer = setTimeout(() => this.#leave(), Number(this.dataset.seconds) * 1000); }
  disconnectedCallback() { clearTimeout(this.timer); }

  #leave() {
    if (this.contains(document.activeElement)) this.addEventListener("focusout", () => this.remove(), { once: true });
    else this.remove();
  }
}
customElements.define("unpinch-undo", Undo);
