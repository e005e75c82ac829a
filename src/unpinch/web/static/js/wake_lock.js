// Keeps the screen on while a session runs, where the browser can; asks again when the page comes back.
export class WakeLock {
  #lock = null;
  #wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => { if (this.#wanted && !document.hidden) this.on(); });
  }

  async on() {
    this.#wanted = true;
    try {
      this.#lock = await navigator.wakeLock?.request("screen");
    } catch {
      this.#lock = null; // no battery, no permission: the clock goes on without it
    }
  }

  async off() {
    this.#wanted = false;
    await this.#lock?.release();
    this.#lock = null;
  }
}
