// Why the camera can't be used here, in one sentence; empty where it can. Asked before anything is loaded.
import { drawable } from "../figure/drawable.js";

const STYLES = ["selector(:has(*))", "selector(&)"]; // what keeps STOP free in coach.css
const NEEDS = [
  [() => globalThis.isSecureContext, "The camera works only on this device itself, or over a safe connection (https)."],
  [() => navigator.mediaDevices?.getUserMedia, "This browser has no camera to lend."],
  [() => globalThis.WebAssembly && globalThis.Worker && globalThis.OffscreenCanvas && STYLES.every((one) => CSS.supports(one)), "This browser is too old for the camera. A newer one can do it."],
  [drawable, "This browser can’t work with pictures here (WebGL is missing or switched off)."],
];

export const reason = () => NEEDS.find(([has]) => !has())?.[1] ?? "";
