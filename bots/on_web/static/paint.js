// The page where a part of a picture is painted: puts its pieces together.

import { byId, h } from "./dom.js";
import * as api from "./paint-api.js";
import { Bar } from "./paint-bar.js";
import { contrasting } from "./paint-colour.js";
import { Mask } from "./paint-mask.js";
import { showResult } from "./paint-result.js";
import * as telegram from "./paint-telegram.js";
import { Tools } from "./paint-tools.js";
import { View } from "./paint-view.js";

const SAMPLE = 1024; // px, the longer side at which a colour is looked for
const NOTHING = "Nothing is painted yet: paint over what should change, or choose it under “Where”.";
const TOO_LITTLE = "Too little is painted to be meant: paint over all that should change.";
const PAN = 80; // CSS px that an arrow key moves the picture by
const WAYS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const EVERYTHING = "Everything is painted: leave out what should stay, or ask for the change in the chat.";

function complain(sentence) {
  byId("complaint").textContent = sentence;
  byId("complaint").hidden = !sentence;
}

// A message that takes the place of everything: there is nothing to paint on.
function refuse(sentence) {
  for (const id of ["desk", "ask"]) byId(id).hidden = true;
  byId("title").textContent = "There is nothing to paint on";
  byId("result").hidden = false;
  byId("result").replaceChildren(h("p", {}, sentence));
}

function pictureElement(picture) {
  const image = h("img", { id: "picture", src: api.linked(picture.small), alt: picture.alt, draggable: "false" });
  byId("sheet").prepend(image);
  byId("sheet").classList.toggle("alpha", picture.alpha);
  return image;
}

// The pixels in which a tapped colour is looked for; they are read once.
function sampler(image) {
  let pixels = null;
  return () => {
    if (pixels || !image.complete || !image.naturalWidth) return pixels;
    const scale = Math.min(1, SAMPLE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = h("canvas", { width: Math.round(image.naturalWidth * scale), height: Math.round(image.naturalHeight * scale) });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
    return pixels;
  };
}

function percent({ share, much }) {
  if (share === 0 || much) return share ? "everything marked" : "";
  const value = share * 100;
  if (value < 0.1) return "less than 0.1 % marked";
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} % marked`;
}

// Once what is seen is larger than the small version has pixels, the picture itself is fetched.
function sharpen(image, picture, view) {
  const short = view.scale * devicePixelRatio * picture.width > image.naturalWidth * 1.25;
  if (!short || !image.naturalWidth || image.dataset.whole || picture.small === picture.url) return;
  image.dataset.whole = "1";
  const whole = new Image();
  whole.src = api.linked(picture.url);
  whole.decode().then(() => { image.src = whole.src; }, () => {});
}

class Page {
  constructor(task) {
    const { picture } = task;
    const longest = Math.max(picture.width, picture.height);
    const large = Math.max(24, Math.round(longest / 4));
    this.settings = { size: Math.max(8, Math.round(longest / 18)), largest: large, tolerance: 24, takes: false, placed: false,
      soft: 0, softest: Math.max(8, Math.round(longest / 24)) };
    this.task = task;
    this.image = pictureElement(picture);
    this.mask = new Mask(byId("mask"), picture, () => this.#marked());
    this.view = new View(byId("stage"), byId("sheet"), byId("zoom"), picture, () => this.#seen());
    this.tools = new Tools(byId("stage"), byId("guide"),
      { mask: this.mask, view: this.view, settings: this.settings, pixels: sampler(this.image) });
    this.bar = new Bar(this.settings, {
      choose: (tool) => this.tools.choose(tool),
      changed: (name) => name === "soft" && this.#soften(),
      stride: (by) => { byId("share").textContent = this.tools.keys.stride(by); },
      deeds: { undo: () => this.#step("undo"), redo: () => this.#step("redo"), invert: () => this.#step("invert"),
        clear: () => this.#step("clear"), closer: () => this.view.closer(), farther: () => this.view.farther(), fit: () => this.view.fit() },
    });
    this.#ask(task);
    this.#hold();
    this.#marked();
    this.#seen();
  }

  #ask({ said, regions }) {
    byId("region").append(...regions.map((one) => h("option", { value: one.name }, one.title)));
    byId("region").addEventListener("change", () => this.#placed());
    byId("words").addEventListener("input", () => this.#ready());
    byId("words").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      byId("ask").requestSubmit();
    });
    byId("ask").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    if (said) byId("stage").title = said;
  }

  // Whoever draws just now takes that back first, and nothing else.
  #step(deed) {
    if (!this.tools.cancel()) this.mask[deed]();
    this.#marked();
  }

  // While the space bar is down, dragging and arrow keys move the picture.
  #hold() {
    const held = (event, down) => {
      const way = down && this.tools.held && WAYS[event.key];
      if (way) {
        event.preventDefault();
        this.view.pan(way[0] * PAN, way[1] * PAN);
      }
      if (event.key !== " " || event.target.matches("textarea, select, button, input, summary")) return;
      event.preventDefault();
      this.tools.held = down;
      byId("stage").classList.toggle("held", down);
    };
    addEventListener("keydown", (event) => held(event, true));
    addEventListener("keyup", (event) => held(event, false));
    addEventListener("keydown", (event) => event.key === "Escape" && this.tools.cancel());
  }

  #marked() {
    this.marked = this.mask.share();
    byId("share").textContent = percent(this.marked);
    this.bar?.able("undo", this.mask.done.length > 0);
    this.bar?.able("redo", this.mask.undone.length > 0);
    if (!this.marked.little) complain("");
    this.#ready();
  }

  #seen() {
    this.tools?.redraw();
    if (!this.view) return;
    this.#soften();
    sharpen(this.image, this.task.picture, this.view);
  }

  #soften() {
    const soft = (this.settings.soft / 2) * this.view.scale;
    byId("mask").style.filter = soft > 0.3 ? `blur(${soft}px)` : "";
  }

  #placed() {
    const { selectedOptions: [chosen], value } = byId("region");
    this.settings.placed = Boolean(value);
    byId("note").hidden = !value;
    byId("note").textContent = value ? `${chosen.textContent}: found for you, nothing to paint` : "";
    complain("");
    this.#ready();
  }

  #ready() {
    byId("send").disabled = this.sending || !byId("words").value.trim();
  }

  async #send() {
    const [words, region] = [byId("words").value.trim(), byId("region").value];
    if (this.sending || !words) return;
    const { share, little, much } = this.marked;
    if (!region && (little || much)) {
      complain(much ? EVERYTHING : share ? TOO_LITTLE : NOTHING);
      return;
    }
    complain("");
    this.sending = true;
    byId("send").textContent = "Sending …";
    this.#ready();
    try {
      await api.send({ words, region, mask: region ? null : await this.mask.png(this.settings.soft) });
      showResult(this.task.chat, () => this.#back());
    } catch (error) {
      complain(error.message);
    } finally {
      this.sending = false;
      byId("send").textContent = "Send";
      this.#ready();
    }
  }

  // What was asked for could not be made: what is painted is still there, for other words.
  #back() {
    byId("desk").hidden = false;
    byId("ask").hidden = false;
    byId("result").hidden = true;
    byId("title").textContent = "Paint what should change";
    byId("share").textContent = percent(this.marked);
    byId("words").focus();
  }
}

async function start() {
  telegram.settle();
  try {
    const task = await api.task();
    if (task.sent) {
      showResult(task.chat);
      return;
    }
    const page = new Page(task);
    page.image.decode().then(() => page.mask.tint(contrasting(page.image)), () => {})
      .then(() => performance.mark("easel-painting"));
  } catch (error) {
    if (!(error instanceof api.Refused)) throw error;
    refuse(error.message);
  }
}

start();
