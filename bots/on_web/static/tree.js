// The tree of a thread: what a result came from, and what came of it. A picture leads to its step.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const FORWARD = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Tree {
  constructor(press) {
    this.press = press;
    this.box = byId("tree");
    this.box.addEventListener("keydown", (event) => this.#keyed(event));
    this.box.addEventListener("click", (event) => {
      if (event.target === this.box) this.box.close();
    });
    this.box.addEventListener("close", () => this.box.replaceChildren());
  }

  open({ here, nodes }) {
    this.here = here;
    this.labels = new Map(nodes.map((node) => [node.job, node.label]));
    const after = new Map();
    for (const node of nodes) after.set(node.parent, [...(after.get(node.parent) ?? []), node]);
    this.box.replaceChildren(
      h("div", { class: "tree-bar" },
        h("h2", {}, nodes.length > 1 ? `${nodes.length} steps` : "One step"),
        h("button", { type: "button", class: "round", "aria-label": "Close", onclick: () => this.box.close() }, icon("close"))),
      h("div", { class: "tree-area" }, fork(after.get("") ?? [], after, (node) => this.#steps(node))));
    this.box.showModal();
    const current = this.box.querySelector("[aria-current]");
    current?.scrollIntoView({ block: "center", inline: "center" });
    (current ?? this.box).querySelector(".leaf")?.focus({ preventScroll: true });
  }

  #steps(node) {
    return node.began ? [this.#began(node), this.#step(node)] : [this.#step(node)];
  }

  #began(node) {
    return h("div", { class: "step" }, h("p", { class: "step-words" }, h("b", {}, String(node.number - 1)), " ", "the picture that it began with"),
      h("div", { class: "leaves" }, this.#leaf(node, node.began)));
  }

  #step(node) {
    const parent = this.labels.get(node.parent);
    const picture = node.sources.length === 1 ? `, picture ${node.sources[0]}` : "";
    const source = parent ? `from ${parent}${picture} · ` : "";
    const words = node.deleted ? "This step was deleted." : node.title;
    return h("div", { class: node.deleted ? "step gone" : "step", "aria-current": node.job === this.here ? "step" : null },
      h("p", { class: "step-words" }, h("b", {}, node.label), " ", words),
      node.deleted ? null : h("p", { class: "step-model" }, `${source}${node.model}`),
      h("div", { class: "leaves" }, node.pictures.map((one) => this.#leaf(node, one))));
  }

  #leaf(node, picture) {
    const which = picture.variant ? `${picture.alt}, of step ${node.label}` : `What it began with, before step ${node.label}`;
    return h("button", { type: "button", class: "leaf", "aria-label": `Open ${which}`,
      onclick: (event) => this.#opened(picture, event.currentTarget) },
    picture.small ? h("img", { src: picture.small, alt: "", loading: "lazy", decoding: "async", draggable: "false" }) : icon("picture"),
    picture.plays ? h("span", { class: "leaf-plays" }, icon("animate")) : null,
    picture.variant && node.pictures.length > 1 ? h("span", { class: "leaf-number", "aria-hidden": "true" }, String(picture.variant)) : null);
  }

  #opened(picture, element) {
    this.box.close();
    this.press({ action: picture.action, verb: "open", label: "Open" }, element, picture.variant ? `Open ${picture.variant}` : "Open");
  }

  // Arrows lead from picture to picture, as they stand.
  #keyed(event) {
    const by = FORWARD[event.key];
    const leaves = [...this.box.querySelectorAll(".leaf")];
    if (!by || !leaves.length) return;
    event.preventDefault();
    const at = leaves.indexOf(document.activeElement);
    leaves[Math.min(leaves.length - 1, Math.max(0, at + by))].focus();
  }
}

// What stands side by side: each of these nodes with all that follows it.
function fork(nodes, after, steps) {
  return h("div", { class: nodes.length > 1 ? "fork parted" : "fork" }, nodes.map((node) => chain(node, after, steps)));
}

// Steps one below the other, for as long as one follows another; where several do, they part.
function chain(node, after, steps) {
  const shown = steps(node);
  let next = after.get(node.job) ?? [];
  while (next.length === 1) {
    shown.push(...steps(next[0]));
    next = after.get(next[0].job) ?? [];
  }
  if (next.length) shown.push(fork(next, after, steps));
  return h("ol", { class: "chain" }, shown.map((one) => h("li", {}, one)));
}
