// What belongs to the spot that was tapped: all that joins it in about the same colour.

// `pixels` is ImageData; `tolerance` how far a channel may be from the tapped one, 0 to 255.
// Gives the opacity of each pixel, 0 or 255.
export function flooded({ data, width, height }, x, y, tolerance) {
  const marks = new Uint8ClampedArray(width * height);
  const seed = (y * width + x) * 4;
  const [red, green, blue, clear] = data.subarray(seed, seed + 4);
  const fits = (at) =>
    marks[at] === 0 &&
    Math.abs(data[at * 4] - red) <= tolerance &&
    Math.abs(data[at * 4 + 1] - green) <= tolerance &&
    Math.abs(data[at * 4 + 2] - blue) <= tolerance &&
    Math.abs(data[at * 4 + 3] - clear) <= tolerance;
  const spots = [y * width + x];
  while (spots.length) {
    const at = spots.pop();
    if (!fits(at)) continue;
    const row = at - (at % width);
    let [left, right] = [at, at];
    while (left > row && fits(left - 1)) left -= 1;
    while (right < row + width - 1 && fits(right + 1)) right += 1;
    marks.fill(255, left, right + 1);
    for (const other of [row - width, row + width]) {
      if (other < 0 || other >= width * height) continue;
      // One spot for each stretch of the next row that joins.
      for (let i = left - row, open = false; i <= right - row; i += 1) {
        const joins = fits(other + i);
        if (joins && !open) spots.push(other + i);
        open = joins;
      }
    }
  }
  return { data: marks, width, height };
}
