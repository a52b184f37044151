// The tools without a pointer: arrow keys lead a point or a box over the picture, Enter marks.
//
// Brush and eraser follow the point while Shift is down. A lasso gets a corner with each Enter, and
// is closed by a second one at the same place.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
// How many steps lead from one side of the picture to the other; of 0, each is a pixel.
const STEPS = [["coarse", 10], ["usual", 50], ["fine", 0]];
const MARK = 9; // CSS px from the middle of the cross to its ends

export class Keys {
  // `tools` are what marks and outlines; `stage` hears the keys while it has the focus.
  constructor(stage, tools) {
    this.tools = tools;
    this.pace = 1;
    this.leave();
    stage.addEventListener("keydown", (event) => this.#pressed(event));
  }

  // Somebody points, or took another tool: what was led by keys is gone.
  leave() {
    Object.assign(this, { box: null, spot: null, corners: [] });
  }

  // Finer (1) or coarser (-1) steps; says which they are now.
  stride(by) {
    this.pace = Math.min(STEPS.length - 1, Math.max(0, this.pace + by));
    return `${STEPS[this.pace][0]} steps, ${this.#step} px`;
  }

  get #step() {
    const { width, height } = this.tools.view;
    const [, count] = STEPS[this.pace];
    return count ? Math.max(1, Math.round(Math.max(width, height) / count)) : 1;
  }

  get busy() {
    return Boolean(this.box || this.spot);
  }

  // Draw what is led by keys; false where nothing is.
  redraw() {
    const { tools } = this;
    if (this.box) tools.outlineBox(this.box);
    else if (this.spot && (tools.name === "brush" || tools.name === "eraser")) tools.ring(tools.view.shown(this.spot));
    else if (this.spot) this.#cross();
    return this.busy;
  }

  #pressed(event) {
    const { tools } = this;
    if (tools.settings.placed || event.ctrlKey || event.metaKey || event.altKey) return;
    if (tools.held || tools.under) return; // the keys move the picture, or a hand draws
    const way = WAYS[event.key];
    if (way) this.#lead(way, event.shiftKey);
    else if (event.key === "Enter" && this.busy) this.#mark();
    else if (event.key === "Escape") this.leave();
    else return;
    event.preventDefault();
    if (this.spot) tools.view.reveal(this.spot);
    tools.redraw();
  }

  #lead(way, shifted) {
    const { width, height } = this.tools.view;
    const step = this.#step;
    if (this.tools.name === "box") this.#leadBox(way, step, shifted);
    else if (!this.spot) this.spot = { x: width / 2, y: height / 2 };
    else this.#leadSpot(way, step, shifted);
  }

  #leadSpot([right, down], step, draws) {
    const { mask, name, settings, takes, view } = this.tools;
    const from = this.spot;
    this.spot = { x: Math.min(view.width, Math.max(0, from.x + right * step)),
      y: Math.min(view.height, Math.max(0, from.y + down * step)) };
    if (!draws || (name !== "brush" && name !== "eraser")) return;
    mask.line(from, this.spot, settings.size, takes);
    mask.commit();
  }

  #leadBox([right, down], step, sizes) {
    const { width, height } = this.tools.view;
    const { box } = this;
    if (!box) this.box = { x: width * 0.375, y: height * 0.375, width: width / 4, height: height / 4 };
    else if (sizes) {
      box.width = Math.max(step, box.width + right * step);
      box.height = Math.max(step, box.height + down * step);
    } else {
      box.x = Math.min(width - step, Math.max(step - box.width, box.x + right * step));
      box.y = Math.min(height - step, Math.max(step - box.height, box.y + down * step));
    }
  }

  #mark() {
    const { mask, name, settings, takes } = this.tools;
    if (this.box) mask.box(this.box, takes);
    else if (name === "tap") this.tools.tap(this.spot);
    else if (name === "lasso") this.#corner();
    else mask.line(this.spot, this.spot, settings.size, takes);
    mask.commit();
  }

  #corner() {
    const { x, y } = this.corners.at(-1) ?? {};
    if (x !== this.spot.x || y !== this.spot.y) {
      this.corners.push(this.spot);
      return;
    }
    if (this.corners.length > 2) this.tools.mask.area(this.corners, this.tools.takes);
    this.corners = [];
  }

  // Where the point is, and the corners of a lasso up to it.
  #cross() {
    const { shape, view } = this.tools;
    const { x, y } = view.shown(this.spot);
    const path = this.corners.map((one) => view.shown(one)).map((one, at) => `${at ? "L" : "M"}${one.x} ${one.y}`);
    if (path.length) path.push(`L${x} ${y}`);
    shape.setAttribute("d", `${path.join("")}M${x - MARK} ${y}h${2 * MARK}M${x} ${y - MARK}v${2 * MARK}`);
  }
}
