// The list of channels, and the drawer that holds it on a phone.

import { newChannel } from "./api.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

export class Channels {
  constructor(onComplaint) {
    this.all = [];
    this.onComplaint = onComplaint;
    byId("new-button").append(icon("more"), h("span", {}, "New channel"));
    byId("drawer").append(icon("menu"));
    byId("new-channel").addEventListener("submit", (event) => this.#submit(event));
    byId("new-title").addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#fold();
    });
    byId("drawer").addEventListener("click", () => this.drawer(!this.isOpen));
    byId("veil").addEventListener("click", () => this.drawer(false));
    byId("side").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) this.drawer(false);
    });
    this.narrow = matchMedia("(max-width: 760px)");
    this.narrow.addEventListener("change", () => this.drawer(false));
    this.drawer(false);
  }

  get isOpen() {
    return byId("drawer").getAttribute("aria-expanded") === "true";
  }

  drawer(open) {
    byId("drawer").setAttribute("aria-expanded", String(open));
    byId("side").classList.toggle("open", open);
    byId("side").inert = this.narrow.matches && !open;
    byId("veil").hidden = !open;
    if (open) byId("side").querySelector("[aria-current]")?.focus();
    else if (byId("side").contains(document.activeElement)) byId("drawer").focus();
  }

  show(all, current) {
    this.all = all;
    byId("channels").replaceChildren(...all.map((channel) => h("li", {},
      h("a", { href: `#${channel.id}`, "aria-current": channel.id === current && "page" }, channel.title))));
    const open = all.find((channel) => channel.id === current);
    byId("title").textContent = open?.title ?? "Easel";
    document.title = open ? `${open.title} · Easel` : "Easel";
  }

  async #submit(event) {
    event.preventDefault();
    const field = byId("new-title");
    if (field.hidden) {
      field.hidden = false;
      field.focus();
      return;
    }
    try {
      const channel = await newChannel(field.value);
      this.all = [...this.all, channel];
      this.#fold();
      location.hash = channel.id;
    } catch (error) {
      this.onComplaint(error.message);
    }
  }

  #fold() {
    byId("new-title").value = "";
    byId("new-title").hidden = true;
    byId("new-button").focus();
  }
}
