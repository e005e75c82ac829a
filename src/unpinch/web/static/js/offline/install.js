// The browser's offer to install, kept for whoever asks for it: nothing pops up by itself.
let offer = null;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
  document.dispatchEvent(new Event("unpinch:installable"));
});

export const installable = () => Boolean(offer);
export const installed = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

export async function install() {
  const asked = offer;
  offer = null;
  await asked?.prompt();
}
