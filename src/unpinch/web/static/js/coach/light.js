// Whether the picture is too dark to see a person in, by its mean brightness on a tiny canvas.
const WIDE = 32, HIGH = 24;
const DARK = 40; // of 255: a lit room in the evening gives 70 and more (choice)

export class Light {
  constructor(video) {
    this.video = video;
    this.canvas = Object.assign(document.createElement("canvas"), { width: WIDE, height: HIGH });
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  get isDark() {
    if (!this.video.videoWidth) return false;
    this.context.drawImage(this.video, 0, 0, WIDE, HIGH);
    return brightness(this.context.getImageData(0, 0, WIDE, HIGH).data) < DARK;
  }
}

// Of red, green, blue, alpha in turn: how bright on the whole, 0 to 255.
export function brightness(data) {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2];
  return sum / (data.length / 4);
}
