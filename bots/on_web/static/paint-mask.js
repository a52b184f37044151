// What is marked: a canvas whose opacity is the mask, with everything that can be taken back.
//
// It has the picture's own size up to MOST px of the longer side; masks may have any size of the
// picture's shape. Strokes touch the part of the canvas that they cross and no other.

import { blurred } from "./paint-soft.js";

const MOST = 2048; // px
const REMEMBERED = 32_000_000; // px that can be taken back, in all: 128 MB
const COLOUR = "#ff2d78"; // until the picture is there
const GLANCE = 256; // px, the longer side at which it is measured how much is marked
const HAIR = 0.01; // px
const LEAST = 16; // px of the mask: less is a slip to the worker

const canvasOf = (width, height) => Object.assign(document.createElement("canvas"), { width, height });

export class Mask {
  // `width` and `height` of the picture, in px; `onChange` is called when what is marked changed.
  constructor(canvas, { width, height }, onChange) {
    this.scale = Math.min(1, MOST / Math.max(width, height));
    this.width = Math.max(1, Math.round(width * this.scale));
    this.height = Math.max(1, Math.round(height * this.scale));
    Object.assign(canvas, { width: this.width, height: this.height });
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.kept = canvasOf(this.width, this.height).getContext("2d"); // as before what is under way
    this.done = [];
    this.undone = [];
    this.onChange = onChange;
    Object.assign(this.pen, { lineCap: "round", lineJoin: "round" });
    this.dirty = null;
    this.tint(COLOUR);
  }

  // What is marked from now on is shown in a colour; only where nothing is yet, so that one is enough.
  tint(colour) {
    if (this.dirty || this.done.length) return;
    Object.assign(this, { colour });
    Object.assign(this.pen, { fillStyle: colour, strokeStyle: colour });
  }

  // A line from one point to the next, in px of the picture, as thick as `size`.
  line(from, to, size, takes) {
    const { pen, scale } = this;
    pen.globalCompositeOperation = takes ? "destination-out" : "source-over";
    pen.lineWidth = Math.max(1, size * scale);
    pen.beginPath();
    pen.moveTo(from.x * scale, from.y * scale);
    // A line of no length draws nothing, not even its round ends.
    pen.lineTo(to.x * scale + (from.x === to.x && from.y === to.y ? HAIR : 0), to.y * scale);
    pen.stroke();
    this.#touch([from, to], size / 2);
  }

  // The inside of a line that ends where it began.
  area(points, takes) {
    const { pen, scale } = this;
    pen.globalCompositeOperation = takes ? "destination-out" : "source-over";
    pen.beginPath();
    for (const { x, y } of points) pen.lineTo(x * scale, y * scale);
    pen.fill();
    this.#touch(points, 0);
  }

  box({ x, y, width, height }, takes) {
    const [left, top] = [Math.round(x * this.scale), Math.round(y * this.scale)];
    const [right, bottom] = [Math.round((x + width) * this.scale), Math.round((y + height) * this.scale)];
    this.pen.globalCompositeOperation = takes ? "destination-out" : "source-over";
    this.pen.fillRect(left, top, right - left, bottom - top);
    this.#touch([{ x, y }, { x: x + width, y: y + height }], 0);
  }

  // Marks that came as opacity in some size, 0 to 255 each.
  marks({ data, width, height }, takes) {
    const small = canvasOf(width, height);
    const pixels = new ImageData(width, height);
    for (let i = 0; i < data.length; i += 1) pixels.data[i * 4 + 3] = data[i];
    const tint = small.getContext("2d");
    tint.putImageData(pixels, 0, 0);
    tint.globalCompositeOperation = "source-in";
    tint.fillStyle = this.colour;
    tint.fillRect(0, 0, width, height);
    this.pen.globalCompositeOperation = takes ? "destination-out" : "source-over";
    this.pen.drawImage(small, 0, 0, this.width, this.height);
    this.#all();
  }

  invert() {
    this.pen.globalCompositeOperation = "source-out";
    this.pen.fillRect(0, 0, this.width, this.height);
    this.#all();
    this.commit();
  }

  clear() {
    this.pen.clearRect(0, 0, this.width, this.height);
    this.#all();
    this.commit();
  }

  // What was drawn stays, and can be taken back as one.
  commit() {
    if (!this.dirty) return;
    const spot = this.dirty;
    this.done.push({ spot, was: this.#cut(this.kept.canvas, spot) });
    this.undone = [];
    this.#copy(this.kept, this.canvas, spot);
    this.dirty = null;
    this.#forget();
    this.onChange();
  }

  // What was drawn since the last commit was no drawing: two fingers came.
  revert() {
    if (this.dirty) this.#copy(this.pen, this.kept.canvas, this.dirty);
    this.dirty = null;
  }

  undo() {
    this.#swap(this.done, this.undone);
  }

  redo() {
    this.#swap(this.undone, this.done);
  }

  // How much is marked, 0 to 1, and whether the worker would take that for a slip: `little` is
  // where too little is marked, `much` where too little is left out.
  share() {
    const scale = Math.min(1, GLANCE / Math.max(this.width, this.height));
    const glance = canvasOf(Math.ceil(this.width * scale), Math.ceil(this.height * scale));
    const pen = glance.getContext("2d", { willReadFrequently: true });
    pen.imageSmoothingQuality = "high"; // a dot of a few pixels must not fall between two
    pen.drawImage(this.canvas, 0, 0, glance.width, glance.height);
    const { data } = pen.getImageData(0, 0, glance.width, glance.height);
    let sum = 0;
    for (let i = 3; i < data.length; i += 4) sum += data[i];
    const share = sum / (255 * glance.width * glance.height);
    const pixels = this.width * this.height;
    return { share, little: share * pixels < LEAST, much: (1 - share) * pixels < LEAST };
  }

  // White where it is marked, black elsewhere; `soft` is how far its edge reaches, in px of the picture.
  png(soft) {
    // Read from a copy: what is painted on stays with the graphics card, whose way back is slow.
    const sheet = canvasOf(this.width, this.height);
    const copy = sheet.getContext("2d", { willReadFrequently: true });
    copy.drawImage(this.pen.canvas, 0, 0);
    const pixels = copy.getImageData(0, 0, this.width, this.height);
    const opacity = new Uint8ClampedArray(this.width * this.height);
    for (let i = 0; i < opacity.length; i += 1) opacity[i] = pixels.data[i * 4 + 3];
    const marks = blurred(opacity, this.width, this.height, (soft * this.scale) / 2);
    const greys = new Uint32Array(pixels.data.buffer);
    for (let i = 0; i < marks.length; i += 1) greys[i] = 0xff000000 + marks[i] * 0x010101;
    copy.putImageData(pixels, 0, 0);
    return new Promise((resolve) => sheet.toBlob(resolve, "image/png"));
  }

  #touch(points, around) {
    const reach = around + 2 / this.scale; // and what smooths its edge
    const [xs, ys] = [points.map((one) => one.x), points.map((one) => one.y)];
    const to = (value, most) => Math.max(0, Math.min(most, value));
    const left = to(Math.floor((Math.min(...xs) - reach) * this.scale), this.width);
    const top = to(Math.floor((Math.min(...ys) - reach) * this.scale), this.height);
    const right = to(Math.ceil((Math.max(...xs) + reach) * this.scale), this.width);
    const bottom = to(Math.ceil((Math.max(...ys) + reach) * this.scale), this.height);
    if (right <= left || bottom <= top) return; // beside the picture
    const was = this.dirty ?? { left, top, right, bottom };
    this.dirty = { left: Math.min(was.left, left), top: Math.min(was.top, top),
      right: Math.max(was.right, right), bottom: Math.max(was.bottom, bottom) };
  }

  #all() {
    this.dirty = { left: 0, top: 0, right: this.width, bottom: this.height };
  }

  #cut(canvas, spot) {
    const cut = canvasOf(spot.right - spot.left, spot.bottom - spot.top);
    cut.getContext("2d").drawImage(canvas, -spot.left, -spot.top);
    return cut;
  }

  #copy(pen, canvas, { left, top, right, bottom }) {
    const [width, height] = [right - left, bottom - top];
    pen.globalCompositeOperation = "source-over";
    pen.clearRect(left, top, width, height);
    pen.drawImage(canvas, left, top, width, height, left, top, width, height);
  }

  #swap(from, to) {
    this.revert(); // what is under way was no step yet
    const step = from.pop();
    if (!step) return;
    const { spot, was } = step;
    to.push({ spot, was: this.#cut(this.canvas, spot) });
    for (const pen of [this.pen, this.kept]) {
      pen.globalCompositeOperation = "source-over";
      pen.clearRect(spot.left, spot.top, was.width, was.height);
      pen.drawImage(was, spot.left, spot.top);
    }
    this.onChange();
  }

  #forget() {
    let room = REMEMBERED;
    for (const { was } of this.done) room -= was.width * was.height;
    while (room < 0 && this.done.length > 1) {
      const { was } = this.done.shift();
      room += was.width * was.height;
    }
  }
}
