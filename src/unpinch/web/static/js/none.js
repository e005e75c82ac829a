// <unpinch-none>: "none of these" and the other answers exclude each other.
class None extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", ({ target }) => {
      if (!target.checked) return;
      const alone = target.value === "none";
      for (const box of this.querySelectorAll("input")) if (box !== target && (alone || box.value === "none")) box.checked = false;
    });
  }
}
customElements.define("unpinch-none", None);
