// The tools: what fingers, pen and mouse do to the mask; keys alone do the same in paint-keys.js.

import { flooded } from "./paint-flood.js";
import { Keys } from "./paint-keys.js";

const SVG = "http://www.w3.org/2000/svg";
const NEAR = 3; // CSS px; a lasso takes a point only so far from the one before

// `hands` has the mask, the view, the settings that are chosen, and the pixels of the picture.
export class Tools {
  constructor(stage, guide, hands) {
    Object.assign(this, { stage, guide, ...hands });
    this.name = "brush";
    this.fingers = new Map();
    this.held = false; // whether the space bar is down: then the picture is moved
    this.under = null; // what is being drawn
    this.shape = guide.appendChild(document.createElementNS(SVG, "path"));
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    for (const kind of ["pointerup", "pointercancel"]) stage.addEventListener(kind, (event) => this.#up(event));
    stage.addEventListener("pointerleave", () => !this.under && this.redraw());
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.keys = new Keys(stage, this);
    stage.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  choose(name) {
    this.cancel();
    this.name = name;
    this.keys.leave();
    this.redraw();
  }

  // What is being drawn was no drawing; false where nothing is.
  cancel() {
    const drawing = Boolean(this.under && !this.under.moves);
    if (drawing) this.#giveUp();
    return drawing;
  }

  // What is seen has changed: what lies over it is drawn anew.
  redraw() {
    if (!this.keys.redraw()) this.outline(this.under?.points ?? [], this.name === "box");
  }

  #down(event) {
    if (this.settings.placed) return; // a region was chosen: nothing is painted
    this.stage.focus({ preventScroll: true });
    this.stage.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, this.view.onStage(event));
    if (this.fingers.size === 2) this.#giveUp();
    if (this.fingers.size > 1) return;
    const moves = this.held || event.button === 1;
    if (event.button > 1) return;
    event.preventDefault();
    const from = this.view.onPicture(event);
    this.under = { moves, points: [from], last: from, takes: this.takes };
    this.keys.leave();
    if (!moves) this.#begin(from);
  }

  #begin(from) {
    if (this.name === "brush" || this.name === "eraser") this.mask.line(from, from, this.settings.size, this.under.takes);
    if (this.name === "tap") this.tap(from);
  }

  // Whether what is drawn now takes away.
  get takes() {
    return this.name === "eraser" || (this.name !== "brush" && this.settings.takes);
  }

  #move(event) {
    const before = this.fingers.get(event.pointerId);
    if (before) this.fingers.set(event.pointerId, this.view.onStage(event));
    if (this.fingers.size === 2 && before) this.#pinch(event.pointerId, before);
    else if (this.under?.moves && before) this.#pan(event, before);
    else if (this.under && before) this.#draw(event);
    else if (!this.fingers.size) this.#hover(event);
  }

  #draw(event) {
    const { under } = this;
    // Between two frames a pen has been in many places.
    const events = event.getCoalescedEvents?.() ?? [];
    for (const one of events.length ? events : [event]) {
      const to = this.view.onPicture(one);
      if (this.name === "brush" || this.name === "eraser") this.mask.line(under.last, to, this.settings.size, under.takes);
      else if (this.name === "lasso" && this.#far(under.last, to)) under.points.push(to);
      else if (this.name === "box") under.points = [under.points[0], to];
      else if (this.name === "lasso") continue;
      under.last = to;
    }
    if (this.name === "lasso" || this.name === "box") this.redraw();
    else this.#hover(event);
  }

  #far(from, to) {
    return Math.hypot(to.x - from.x, to.y - from.y) * this.view.scale >= NEAR;
  }

  #up(event) {
    if (!this.fingers.delete(event.pointerId) || !this.under) return;
    const { under } = this;
    this.under = null;
    if (event.type === "pointercancel") this.mask.revert();
    else if (!under.moves) this.#end(under);
    this.redraw();
  }

  #end({ points, takes }) {
    if (this.name === "lasso" && points.length > 2) this.mask.area(points, takes);
    if (this.name === "box" && points.length > 1) this.mask.box(boxOf(points), takes);
    this.mask.commit();
  }

  #giveUp() {
    if (this.under && !this.under.moves) this.mask.revert();
    this.under = null;
    this.redraw();
  }

  #pinch(id, before) {
    const now = this.fingers.get(id);
    const other = [...this.fingers].find(([one]) => one !== id)[1];
    const apart = (one) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
    this.view.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    this.view.zoom(apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
  }

  #pan(event, before) {
    const now = this.view.onStage(event);
    this.view.pan(now.x - before.x, now.y - before.y);
  }

  #wheel(event) {
    event.preventDefault();
    const { x, y } = this.view.onStage(event);
    this.view.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), x, y);
  }

  // Mark what has the colour of a point of the picture and joins it.
  tap({ x, y }) {
    const pixels = this.pixels();
    if (!pixels) return; // the picture is not there yet: nobody sees what is tapped
    const [column, row] = [Math.floor((x / this.view.width) * pixels.width), Math.floor((y / this.view.height) * pixels.height)];
    if (column < 0 || row < 0 || column >= pixels.width || row >= pixels.height) return;
    this.mask.marks(flooded(pixels, column, row, this.settings.tolerance), this.takes);
  }

  #hover(event) {
    const draws = this.name === "brush" || this.name === "eraser";
    if (draws && event.pointerType !== "touch" && !this.held) this.ring(this.view.onStage(event));
    else if (!this.under && !this.keys.busy) this.outline([]);
  }

  // Where the brush is, as large as it draws; in CSS px of the stage.
  ring({ x, y }) {
    const r = (this.settings.size * this.view.scale) / 2;
    this.shape.setAttribute("d", `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`);
  }

  // The way through points of the picture, or the box between two.
  outline(points, boxed = false) {
    if (boxed && points.length > 1) {
      this.outlineBox(boxOf(points));
      return;
    }
    const path = points.map((one) => this.view.shown(one)).map(({ x, y }) => `${x} ${y}`);
    this.shape.setAttribute("d", path.length > 1 ? `M${path.join("L")}${this.under ? "" : "Z"}` : "");
  }

  outlineBox({ x, y, width, height }) {
    const from = this.view.shown({ x, y });
    const [wide, high] = [width * this.view.scale, height * this.view.scale];
    this.shape.setAttribute("d", `M${from.x} ${from.y}h${wide}v${high}h${-wide}Z`);
  }
}

function boxOf([from, to]) {
  return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
}
