// What of the picture is seen: zoom and place, in CSS px of the stage.

const MOST = 16; // screen px for one of the picture
const STEP = 1.3;
const RIM = 12; // CSS px that a point which is led by keys keeps from the edges

export class View {
  // `width` and `height` of the picture in px; `over` lies over the lower right corner of the stage;
  // `onChange` is called when what is seen has changed.
  constructor(stage, sheet, over, { width, height }, onChange) {
    Object.assign(this, { stage, sheet, over, width, height, onChange, scale: 1, left: 0, top: 0 });
    this.fitted = true;
    const resizes = new ResizeObserver(() => this.#resized());
    resizes.observe(stage);
    resizes.observe(over);
    this.#resized();
  }

  #resized() {
    this.box = this.stage.getBoundingClientRect();
    if (this.fitted) this.fit();
    else this.#apply();
  }

  // The scale at which the whole picture is seen.
  get whole() {
    return this.#within(this.box.height);
  }

  #within(height) {
    return Math.min(this.box.width / this.width, height / this.height) * 0.96;
  }

  fit() {
    const over = this.over.getBoundingClientRect();
    this.#put(this.box.height);
    const right = this.box.left + this.left + this.width * this.scale;
    const bottom = this.box.top + this.top + this.height * this.scale;
    // Who paints a corner shall reach it.
    if (right > over.left && bottom > over.top) this.#put(over.top - this.box.top);
    this.#apply();
    this.fitted = true;
  }

  // The whole picture in the middle of the upper `height` CSS px of the stage.
  #put(height) {
    this.scale = Math.max(this.#within(height), 1e-4);
    this.left = (this.box.width - this.width * this.scale) / 2;
    this.top = (height - this.height * this.scale) / 2;
  }

  // Zoom by a factor; what is at (x, y) of the stage stays there.
  zoom(factor, x = this.box.width / 2, y = this.box.height / 2) {
    const scale = Math.min(MOST, Math.max(this.whole / 2, this.scale * factor));
    this.left = x - ((x - this.left) * scale) / this.scale;
    this.top = y - ((y - this.top) * scale) / this.scale;
    this.scale = scale;
    this.#apply();
  }

  closer() {
    this.zoom(STEP);
  }

  farther() {
    this.zoom(1 / STEP);
  }

  pan(byX, byY) {
    this.left += byX;
    this.top += byY;
    this.#apply();
  }

  // Move the picture so that a point of it is seen.
  reveal(point) {
    const { x, y } = this.shown(point);
    const into = (at, side) => Math.max(0, RIM - at) - Math.max(0, at - (side - RIM));
    const [byX, byY] = [into(x, this.box.width), into(y, this.box.height)];
    if (byX || byY) this.pan(byX, byY);
  }

  // Where a pointer is on the stage, in CSS px.
  onStage(event) {
    return { x: event.clientX - this.box.left, y: event.clientY - this.box.top };
  }

  // Where a pointer is on the picture, in px of it.
  onPicture(event) {
    const { x, y } = this.onStage(event);
    return { x: (x - this.left) / this.scale, y: (y - this.top) / this.scale };
  }

  // Where a point of the picture is on the stage.
  shown({ x, y }) {
    return { x: this.left + x * this.scale, y: this.top + y * this.scale };
  }

  #apply() {
    this.fitted = false;
    // A corner of the picture can always be got hold of.
    const [wide, high] = [this.width * this.scale, this.height * this.scale];
    this.left = Math.min(this.box.width - 40, Math.max(40 - wide, this.left));
    this.top = Math.min(this.box.height - 40, Math.max(40 - high, this.top));
    const { style } = this.sheet;
    style.width = `${wide}px`;
    style.height = `${high}px`;
    style.transform = `translate(${this.left}px, ${this.top}px)`;
    this.onChange();
  }
}
