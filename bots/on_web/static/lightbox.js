// One picture over the whole window; arrows lead to its neighbours, Escape leads back.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { clip, image, isClip } from "./pictures.js";

export class Lightbox {
  constructor() {
    this.box = byId("lightbox");
    this.box.addEventListener("keydown", (event) => this.#keyed(event));
    this.box.addEventListener("click", (event) => {
      if (event.target === this.box || event.target.classList.contains("stage-area")) this.box.close();
    });
    this.box.addEventListener("close", () => this.box.replaceChildren());
  }

  open(files, index) {
    this.files = files;
    this.index = index;
    this.#draw();
    this.box.showModal();
  }

  #step(by) {
    this.index = (this.index + by + this.files.length) % this.files.length;
    this.#draw();
    this.box.focus();
  }

  #keyed(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && this.files.length > 1 && event.target.tagName !== "VIDEO") {
      event.preventDefault();
      this.#step(by);
    }
  }

  #draw() {
    const file = this.files[this.index];
    const several = this.files.length > 1;
    const arrow = (name, label, by) => several
      ? h("button", { type: "button", class: `round arrow ${name}`, "aria-label": label, onclick: () => this.#step(by) }, icon(name))
      : null;
    this.box.replaceChildren(
      h("div", { class: "lightbox-bar" },
        h("p", { "aria-live": "polite" }, several ? `${this.index + 1} of ${this.files.length}` : "", h("span", {}, file.alt)),
        h("a", { class: "round", href: file.download, download: file.name, "aria-label": "Save" }, icon("download")),
        h("button", { type: "button", class: "round", "aria-label": "Close", autofocus: true,
          onclick: () => this.box.close() }, icon("close"))),
      h("div", { class: file.alpha ? "stage-area alpha" : "stage-area" },
        arrow("back", "Previous", -1), isClip(file) ? clip(file) : image(file), arrow("forth", "Next", 1)),
    );
  }
}
