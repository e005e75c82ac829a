// The same as rows.js for as long as the page is open, where the browser keeps nothing.
export class Memory {
  #rows = new Map();
  #head = undefined;
  #claims = new Set();

  async ready() { /* nothing to open */ }
  async rows() { return [...this.#rows.values()].sort((a, b) => (a.order < b.order ? -1 : 1)); }
  async head() { return this.#head; }

  async add(row, claim = null) {
    if (claim !== null && this.#claims.has(row.id)) return false;
    if (claim !== null) this.#claims.add(row.id);
    this.#rows.set(row.order, row);
    return true;
  }

  async seal(row, before, next) {
    if ((this.#head?.seq ?? 0) !== before.seq || (this.#head && this.#head.device !== before.device) || !this.#rows.get(row.order)?.entry) return false;
    this.#head = next;
    this.#rows.set(row.order, row);
    return true;
  }

  async drop(rows) { for (const { order } of rows) this.#rows.delete(order); }
}
