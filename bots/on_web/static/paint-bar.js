// What there is to press: tools, deeds and sliders, each with its key.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const TOOLS = [
  ["brush", "Brush", "B"], ["eraser", "Eraser", "E"], ["lasso", "Lasso", "L"], ["box", "Box", "R"], ["tap", "Tap a colour", "T", "Tap"],
];
const WHOLE = [["invert", "Invert", "I"], ["clear", "Clear", "C"]];
const STEPS = [["undo", "Undo", "Z"], ["redo", "Redo", "Y"]];
const ZOOMS = [["closer", "Closer", "+"], ["farther", "Farther", "-"], ["fit", "Whole picture", "0"]];
const DEEDS = [...STEPS, ...WHOLE, ...ZOOMS];
const SYMBOLS = { box: "area", clear: "delete", closer: "more", farther: "less" };
const OTHER_KEYS = "[ and ]: smaller and larger brush. X: lasso, box and tap take away. Space and drag, Space "
  + "and arrow keys, or two fingers: move the picture. Wheel: zoom. On the picture, arrow keys lead the tool and Enter marks; with "
  + "Shift, brush and eraser draw and the box changes its size; . and , make their steps finer and coarser. Escape, or Undo while "
  + "drawing: drop what is being drawn. A lasso gets a corner with each Enter, and is closed by a second one.";
const SHOWS = { brush: ["size"], eraser: ["size"], lasso: ["takes"], box: ["takes"], tap: ["takes", "tolerance"] };

export class Bar {
  // `hands.choose(tool)`, `hands.deeds[name]()`; `settings` are what the sliders set.
  constructor(settings, hands) {
    Object.assign(this, { settings, hands });
    this.tool = "brush";
    this.buttons = new Map();
    const deeds = (some) => some.map((one) => this.#button(one, () => this.#do(one[0])));
    byId("tools").append(...TOOLS.map((one) => this.#button(one, () => this.choose(one[0]), true)),
      h("span", { class: "paint-gap" }), ...deeds(WHOLE));
    byId("zoom").append(...deeds(STEPS), ...deeds(ZOOMS));
    const takes = h("input", { type: "checkbox", id: "takes", onchange: () => { settings.takes = takes.checked; } });
    byId("how").append(
      this.#slider("size", "Size", 2, settings.largest), this.#slider("tolerance", "Tolerance", 0, 128),
      h("label", { class: "paint-check", dataset: { how: "takes" } }, takes, h("span", {}, "Take away")),
      this.#slider("soft", "Soft edge", 0, settings.softest));
    byId("hint").textContent = [...TOOLS, ...DEEDS].map(([, name, key]) => `${key}: ${name.toLowerCase()}`).join(". ") + `. ${OTHER_KEYS}`;
    document.addEventListener("keydown", (event) => this.#keyed(event));
    this.choose("brush");
  }

  choose(tool) {
    this.tool = tool;
    for (const [name] of TOOLS) this.buttons.get(name).setAttribute("aria-pressed", String(name === tool));
    for (const one of byId("how").querySelectorAll("[data-how]")) {
      one.hidden = one.dataset.how !== "soft" && !SHOWS[tool].includes(one.dataset.how);
    }
    this.hands.choose(tool);
  }

  // What cannot be done now is not offered.
  able(name, can) {
    this.buttons.get(name).disabled = !can;
  }

  #do(name) {
    if (!this.buttons.get(name).disabled) this.hands.deeds[name]();
  }

  #button([name, label, key, short = label], act, pressed = false) {
    const button = h("button", { type: "button", class: "round", "aria-label": label, title: `${label} (${key})`,
      "aria-keyshortcuts": key, "aria-pressed": pressed ? "false" : null, onclick: act, dataset: { deed: name } },
      icon(SYMBOLS[name] ?? name), h("span", { class: "paint-name", "aria-hidden": "true" }, short));
    this.buttons.set(name, button);
    return button;
  }

  #slider(name, label, min, max) {
    const input = h("input", { type: "range", id: name, min: String(min), max: String(max), value: String(this.settings[name]) });
    const told = h("output", { for: name }, String(this.settings[name]));
    input.addEventListener("input", () => this.#set(name, Number(input.value)));
    this[name] = (value) => {
      input.value = String(value);
      told.textContent = input.value;
    };
    return h("label", { class: "paint-slider", dataset: { how: name } }, h("span", {}, label), input, told);
  }

  #set(name, value) {
    this.settings[name] = value;
    this[name](value);
    this.hands.changed?.(name);
  }

  #keyed(event) {
    const writes = event.target.matches?.("textarea, select, summary, input:not([type=range]):not([type=checkbox])");
    if (writes || byId("desk").hidden || event.altKey) return;
    const key = event.key.toUpperCase();
    if (event.ctrlKey || event.metaKey) {
      if (key !== "Z" && key !== "Y") return;
      this.#do(key === "Y" || event.shiftKey ? "redo" : "undo");
    } else if (!this.#plain(event.key, key)) return;
    event.preventDefault();
  }

  #plain(raw, key) {
    const same = ([, , one]) => one === key || (one === "+" && raw === "=");
    const tool = TOOLS.find(same);
    const deed = DEEDS.find(same);
    if (tool) this.choose(tool[0]);
    else if (deed) this.#do(deed[0]);
    else if (key === "X") byId("takes").click();
    else if (raw === "[" || raw === "]") {
      const by = raw === "]" ? 1.25 : 0.8;
      this.#set("size", Math.round(Math.min(this.settings.largest, Math.max(2, this.settings.size * by))));
    } else if (raw === "." || raw === ",") this.hands.stride(raw === "." ? 1 : -1);
    else return false;
    return true;
  }
}
