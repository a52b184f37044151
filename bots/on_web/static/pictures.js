// Pictures and clips of a reply: the grid with its cells, single pictures, inline video.

import { h } from "./dom.js";
import { icon } from "./icons.js";

export const isClip = (file) => file.media_type.startsWith("video/");

export function shownElement(reply, look) {
  const see = (files, index) => look(files, index, reply.rows.flat());
  const beside = reply.shown.length > 1 && !reply.shown.some(isClip);
  const element = h("div", { class: beside ? "shown beside" : "shown" }, reply.shown.map((file) => figure(file, reply, see)));
  element.style.setProperty("--columns", Math.min(reply.shown.length, 3));
  return element;
}

function figure(file, reply, see) {
  const element = h("figure", { class: file.alpha ? "alpha" : "" }, isClip(file) ? clip(file) : image(file, file.small));
  // Its place is known before the picture is here: nothing jumps.
  element.style.setProperty("--ratio", file.width / file.height);
  element.style.setProperty("--wide", `${file.width}px`);
  if (!isClip(file)) element.append(...cells(file, reply, see));
  return element;
}

// A picture, itself or in a small version of it.
export function image(file, url = file.url) {
  return h("img", {
    loading: "lazy", src: url, alt: file.alt, width: file.width, height: file.height, decoding: "async", draggable: "false",
  });
}

export function clip(file) {
  return h("video", {
    src: file.url, width: file.width, height: file.height, controls: true, loop: true, playsinline: true,
    preload: "metadata", "aria-label": file.alt || "Clip", ...(file.poster ? { poster: file.poster } : {}),
  });
}

// What of a shown picture opens which file: the cells of a grid, else the whole of it.
function cells(file, reply, see) {
  const areas = file.variant ? [] : reply.cells;
  const opens = areas.map((area) => reply.files.findIndex((one) => one.variant === area.variant));
  if (areas.length > 1 && !opens.includes(-1)) {
    return areas.map((area, i) => cell(area, `See variant ${area.variant} large`, () => see(reply.files, opens[i])));
  }
  const own = reply.files.findIndex((one) => one.variant === file.variant);
  const whole = { left: 0, top: 0, width: 1, height: 1 };
  return [cell(whole, "See it large", () => (own < 0 ? see([file], 0) : see(reply.files, own)))];
}

function cell(area, name, onclick) {
  const element = h("button", { type: "button", class: "cell", "aria-label": name, onclick });
  for (const side of ["left", "top", "width", "height"]) element.style[side] = `${area[side] * 100}%`;
  return element;
}

// A thumbnail of what a person attached; some formats (HEIC) no browser here can show.
export function thumbnail(url, name) {
  const box = h("span", { class: "thumb", title: name });
  const picture = h("img", { loading: "lazy", src: url, alt: name, decoding: "async", draggable: "false" });
  picture.addEventListener("error", () => picture.replaceWith(icon("picture"), h("span", { class: "thumb-name" }, name)));
  box.append(picture);
  return box;
}
