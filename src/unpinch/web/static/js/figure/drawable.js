// Whether this browser can draw the figure at all: asked before anything is fetched for it.
let known;
export function drawable() {
  if (known === undefined) {
    const context = document.createElement("canvas").getContext("webgl2");
    known = Boolean(context);
    context?.getExtension("WEBGL_lose_context")?.loseContext();
  }
  return known;
}
