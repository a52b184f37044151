// The colour that marks are shown in: one that can be told from the picture under them.

const USUAL = "#ff2d78"; // pink
const OTHERS = ["#00d2ff", "#7cff00", "#ffe600", "#1b1bff", "#ffffff", "#000000"];
const GLANCE = 32; // px of a side
const LEAST = 80; // of tone and tint (Y, Cb, Cr): what differs less is hardly seen half through
const FEW = 0.1;

// Pink, or the first colour that differs more from nearly all of the picture, where pink does not.
export function contrasting(image) {
  const canvas = Object.assign(document.createElement("canvas"), { width: GLANCE, height: GLANCE });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0, GLANCE, GLANCE);
  const { data } = pen.getImageData(0, 0, GLANCE, GLANCE);
  const differs = new Map([USUAL, ...OTHERS].map((colour) => [colour, difference(colour, data)]));
  if (differs.get(USUAL) >= LEAST) return USUAL;
  return [...differs].sort(([, one], [, other]) => other - one)[0][0];
}

// How far a colour is from the tenth of the pixels that are nearest to it.
function difference(colour, data) {
  const own = toned(...[1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  const away = [];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 128) continue; // nothing is there
    const other = toned(data[i], data[i + 1], data[i + 2]);
    away.push(Math.hypot(...own.map((value, at) => value - other[at])));
  }
  away.sort((one, other) => one - other);
  return away[Math.floor(away.length * FEW)] ?? Infinity;
}

// Tone and tint (ITU-R BT.601): to the eye, pink is nearer to red than to grey.
function toned(red, green, blue) {
  const tone = 0.299 * red + 0.587 * green + 0.114 * blue;
  return [tone, 0.564 * (blue - tone), 0.713 * (red - tone)];
}
