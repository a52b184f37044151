// Pictures that are dropped anywhere or pasted.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

export function takeDrops(attach) {
  const zone = byId("drop");
  let depth = 0; // dragenter and dragleave come for every element on the way
  const show = (visible) => { zone.hidden = !visible; };
  byId("drop-card").append(icon("picture"), h("p", {}, "Drop your pictures here"));
  addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    show(true);
  });
  addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) show(false);
  });
  addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    attach([...event.dataTransfer.files]);
  });
}

export function takePastes(attach) {
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // An office program puts a picture of the text beside the text: then the text is meant.
    if (!files.length || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    attach(files);
  });
}
