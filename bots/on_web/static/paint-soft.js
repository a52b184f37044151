// A soft edge: three box blurs, which come close to a Gaussian.
// (P. Kovesi, Fast Almost-Gaussian Filtering, 2010. Canvas filters are not everywhere.)

const TIMES = 3;

// `values`, 0 to 255, of a picture of `width` by `height`, blurred by a Gaussian of `sigma` px.
export function blurred(values, width, height, sigma) {
  const radius = Math.round((Math.sqrt((12 * sigma * sigma) / TIMES + 1) - 1) / 2);
  if (radius < 1) return values;
  let [from, to] = [Float32Array.from(values), new Float32Array(values.length)];
  for (let time = 0; time < TIMES; time += 1) {
    for (let y = 0; y < height; y += 1) slide(from, to, y * width, 1, width, radius);
    for (let x = 0; x < width; x += 1) slide(to, from, x, width, height, radius);
  }
  return Uint8ClampedArray.from(from, Math.round);
}

// The mean of what is around each of `count` values, `stride` apart; edges go on as they end.
function slide(from, to, start, stride, count, radius) {
  const at = (i) => from[start + Math.min(count - 1, Math.max(0, i)) * stride];
  let sum = 0;
  for (let i = -radius; i <= radius; i += 1) sum += at(i);
  for (let i = 0; i < count; i += 1) {
    to[start + i * stride] = sum / (2 * radius + 1);
    sum += at(i + radius + 1) - at(i - radius);
  }
}
