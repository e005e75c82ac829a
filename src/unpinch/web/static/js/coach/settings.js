// What a person chose for the camera coach, kept on this device alone: camera, volume, voice on or off.
const slot = (name) => `unpinch:coach:${name}`;

export function kept(name, usual = "") {
  try {
    return localStorage.getItem(slot(name)) ?? usual;
  } catch {
    return usual; // storage is closed to this page: the choice lasts as long as the page
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(slot(name), String(value));
  } catch {
    // as above
  }
}
