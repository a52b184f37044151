// One picture over the whole window; arrows lead to its neighbours, Escape leads back.

import { buttonElement, said } from "./buttons.js";
import { compareElement } from "./compare.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { clip, image, isClip } from "./pictures.js";

export class Lightbox {
  constructor(press) {
    this.press = press;
    this.box = byId("lightbox");
    this.box.addEventListener("keydown", (event) => this.#keyed(event));
    this.box.addEventListener("click", (event) => {
      if (event.target === this.box || event.target.classList.contains("stage-area")) this.box.close();
    });
    this.box.addEventListener("close", () => this.box.replaceChildren());
  }

  // `buttons` are those of the reply that the files belong to; a file shows those of its variant.
  open(files, index, buttons = []) {
    Object.assign(this, { files, index, buttons, comparing: false });
    this.#draw();
    this.box.showModal();
  }

  #step(by) {
    this.index = (this.index + by + this.files.length) % this.files.length;
    this.comparing = false;
    this.#draw();
    this.box.focus();
  }

  #keyed(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && this.files.length > 1 && !["VIDEO", "INPUT"].includes(event.target.tagName)) {
      event.preventDefault();
      this.#step(by);
    }
  }

  #draw() {
    const file = this.files[this.index];
    const several = this.files.length > 1;
    this.box.replaceChildren(
      h("div", { class: "lightbox-bar" },
        h("p", { "aria-live": "polite" },
          several ? h("span", { class: "count" }, `${this.index + 1} of ${this.files.length}`) : null,
          h("span", { class: "about" }, file.alt)),
        this.#compares(file),
        h("a", { class: "round", href: file.download, download: file.name, "aria-label": "Save" }, icon("download")),
        h("button", { type: "button", class: "round", "aria-label": "Close", autofocus: true,
          onclick: () => this.box.close() }, icon("close"))),
      h("div", { class: file.alpha ? "stage-area alpha" : "stage-area" },
        several ? this.#arrow("back", "Previous", -1) : null,
        this.#seen(file),
        several ? this.#arrow("forth", "Next", 1) : null),
      h("div", { class: "deeds" }, this.#deeds(file)));
  }

  #seen(file) {
    if (this.comparing) return compareElement(file.before, file.url, file);
    return isClip(file) ? clip(file) : image(file);
  }

  // The picture before lies under the one after, where both have one shape.
  #compares(file) {
    if (!file.before) return null;
    return h("button", { type: "button", class: "round", "aria-label": "Before and after", "aria-pressed": String(this.comparing),
      onclick: () => {
        this.comparing = !this.comparing;
        this.#draw();
        this.box.querySelector(this.comparing ? ".compare-handle" : "[aria-pressed]").focus();
      } }, icon("compare"));
  }

  #arrow(name, label, by) {
    return h("button", { type: "button", class: `round arrow ${name}`, "aria-label": label,
      onclick: () => this.#step(by) }, icon(name));
  }

  #deeds(file) {
    const own = this.buttons.filter((one) => one.variant && one.variant === file.variant && one.verb !== "open");
    return own.map((one) => buttonElement(one, `${said(one)} ${one.variant}`, (...pressed) => {
      this.box.close();
      this.press(...pressed);
    }));
  }
}
