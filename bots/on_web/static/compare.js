// Before and after, one over the other; a handle says how much of each is seen.

import { h } from "./dom.js";

// `before` and `after` are the addresses of two pictures of the same shape, `file` says which shape.
export function compareElement(before, after, file) {
  const over = h("img", { class: "compare-after", src: after, alt: "After", draggable: "false" });
  const handle = h("input", { type: "range", class: "compare-handle", min: "0", max: "100", value: "50",
    "aria-label": "How much of the picture before is seen" });
  const box = h("div", { class: "compare" },
    h("img", { class: "compare-before", src: before, alt: "Before", draggable: "false" }), over,
    h("span", { class: "compare-line", "aria-hidden": "true" }),
    h("span", { class: "compare-tag compare-left", "aria-hidden": "true" }, "Before"),
    h("span", { class: "compare-tag compare-right", "aria-hidden": "true" }, "After"), handle);
  box.style.setProperty("--ratio", file.width / file.height);
  const show = () => box.style.setProperty("--seen", `${handle.value}%`);
  handle.addEventListener("input", show);
  show();
  return box;
}
