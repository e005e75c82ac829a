// The design's own colours, as the page shows them now: light or dark, read from its tokens.
const NAMES = {
  skin: "--fig-skin", hair: "--fig-hair", top: "--fig-shirt", shorts: "--fig-trousers", sock: "--fig-shoe",
  shoe: "--fig-shoe-far", sole: "--fig-shoe", mat: "--fig-mat", pillow: "--fig-pillow", towel: "--fig-towel", wood: "--fig-wood",
  door: "--fig-door", wall: "--fig-door-side", band: "--fig-band", strap: "--fig-cuff", nerve: "--nerve", warm: "--p3", hot: "--p5", card: "--card", grey: "--edge",
};

export function colours(element) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const found = {};
  for (const [name, token] of Object.entries(NAMES)) {
    probe.style.color = `var(${token})`;
    found[name] = getComputedStyle(probe).color;
  }
  found.dark = luminance(getComputedStyle(element).color) > 0.5;
  probe.remove();
  return found;
}

// Light ink means a dark page.
const luminance = (rgb) => {
  const [r, g, b] = rgb.match(/[\d.]+/g).map(Number);
  return (0.3 * r + 0.6 * g + 0.1 * b) / 255;
};

export function onTheme(changed) {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(changed);
  media.addEventListener("change", changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => { media.removeEventListener("change", changed); observer.disconnect(); };
}
