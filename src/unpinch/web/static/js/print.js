// <unpinch-print>: a button that prints the page. Without scripts it isn't shown, and the browser's own menu prints.
class Print extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", (event) => { if (event.target.closest("button")) print(); });
  }
}
customElements.define("unpinch-print", Print);
