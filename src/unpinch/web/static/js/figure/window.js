// The window in which the figure is drawn: said as one picture, reached and turned by keys.
export function opened(label = "The exercise") {
  const window = Object.assign(document.createElement("div"), { className: "f3-window" });
  const canvas = document.createElement("canvas");
  const said = `${label}, as a moving figure. Arrow keys turn it, Home shows the best view.`;
  for (const [name, value] of Object.entries({ tabindex: "0", role: "img", "aria-label": said })) canvas.setAttribute(name, value);
  window.append(canvas);
  return window;
}
