// What fingers and keys do in the player: buttons, the form after a stop, links that lead away, and + and - for a number.
import { complete, spoken } from "./answers.js";
import { leave } from "./leave.js";

const KEYS = { "+": "plus", "-": "minus" };

// `player` has press(event, values), and `written`, which resolves when every entry is on this device.
export function presses(main, player, signal) {
  const on = (target, name, act) => target.addEventListener(name, act, { signal });
  on(main, "click", (event) => {
    const away = event.target.closest("a[data-go]");
    if (away) {
      event.preventDefault();
      leave(away.href, player.written);
    }
    player.press(event.target.closest("[data-press]")?.dataset.press);
  });
  on(main, "submit", (event) => {
    if (event.target.dataset.form !== "stop_answer") return;
    event.preventDefault();
    if (!complete(event.target)) return;
    player.press("stop_answer", spoken(new FormData(event.target)));
    event.target.reset();
  });
  on(document, "keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (ctrlKey || metaKey || altKey || target.closest("input, textarea, select")) return;
    if (key in KEYS) player.press(KEYS[key]);
  });
}
