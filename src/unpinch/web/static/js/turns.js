// What changes the screen of a set alone and writes nothing. Pure.
import { opening } from "./coached.js";
import { setup, step } from "./table.js";

export function moved(table, state, event, now) {
  const { kind, set } = step(table, state);
  const fresh = { since: now, seen: now, paused: null, from: null };
  const turns = {
    pause: () => ({ paused: now }),
    resume: () => ({ since: state.since + now - state.paused, seen: now, paused: null }),
    begin: () => ({ ...fresh, handed: false, note: "", ...opening(table, state, now), met: [...new Set([...state.met, setup(set)])] }),
    again: () => ({ ...fresh, screen: "ready" }),
    back: () => ({ ...fresh, screen: "ready" }),
    look: () => ({ screen: "setup", from: { screen: state.screen } }),
    unlook: () => ({ ...state.from, from: null }),
    camera: () => ({ screen: "camera" }),
    uncamera: () => ({ screen: "setup" }),
  };
  return turns[event] && kind === "set" ? { state: { ...state, ...turns[event]() }, entries: [] } : null;
}
