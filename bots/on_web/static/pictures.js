// Pictures and clips of a reply: the grid with its cells, single pictures, inline video.

import { h } from "./dom.js";
import { icon } from "./icons.js";

export const isClip = (file) => file.media_type.startsWith("video/");

export function shownElement(reply, look) {
  return h("div", { class: `shown count-${Math.min(3, reply.shown.length)}` },
    reply.shown.map((file) => figure(file, reply, look)));
}

function figure(file, reply, look) {
  if (isClip(file)) return h("figure", { class: "clip" }, clip(file));
  const pictures = reply.files.filter((one) => !isClip(one));
  const isGrid = !file.variant && pictures.length > 1;
  const element = h("figure", { class: file.alpha ? "picture alpha" : "picture" }, image(file));
  if (isGrid) element.append(...cells(reply.cells, pictures, look));
  else element.append(wholeCell(file, pictures, look));
  return element;
}

export function image(file) {
  return h("img", {
    src: file.url, alt: file.alt, width: file.width, height: file.height, decoding: "async", draggable: "false",
  });
}

export function clip(file) {
  return h("video", {
    src: file.url, width: file.width, height: file.height, controls: true, loop: true, playsinline: true,
    preload: "metadata", "aria-label": file.alt || "Clip",
  });
}

function wholeCell(file, pictures, look) {
  const own = pictures.find((one) => one.variant === file.variant) ?? (pictures.length === 1 ? pictures[0] : null);
  const all = own ? pictures : [file];
  const open = () => look(all, all.indexOf(own ?? file));
  return h("button", { type: "button", class: "cell whole", "aria-label": "See it large", onclick: open });
}

function cells(areas, pictures, look) {
  return pictures.map((picture, i) => {
    const area = areas.find((cell) => cell.variant === picture.variant) ?? evenly(i, pictures.length);
    const cell = h("button", {
      type: "button", class: "cell", "aria-label": `See variant ${picture.variant} large`,
      onclick: () => look(pictures, i),
    });
    for (const side of ["left", "top", "width", "height"]) cell.style[side] = `${area[side] * 100}%`;
    return cell;
  });
}

function evenly(index, count) {
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  return {
    left: (index % columns) / columns, top: Math.floor(index / columns) / rows,
    width: 1 / columns, height: 1 / rows,
  };
}

// A thumbnail of what a person attached; some formats (HEIC) no browser here can show.
export function thumbnail(url, name, className = "thumb") {
  const box = h("span", { class: className, title: name });
  const picture = h("img", { src: url, alt: name, decoding: "async", draggable: "false" });
  picture.addEventListener("error", () => picture.replaceWith(icon("picture"), h("span", { class: "thumb-name" }, name)));
  box.append(picture);
  return box;
}
