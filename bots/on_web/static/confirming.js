// The question before a deletion, which cannot be undone: it stands where the button stood.

import { h } from "./dom.js";

export function confirmDeletion(element, onDelete) {
  const row = element.closest(".row");
  const close = () => {
    box.remove();
    row.hidden = false;
    element.focus({ preventScroll: true });
  };
  const choice = (label, look, onclick) =>
    h("button", { type: "button", class: `action ${look}`, onclick }, h("span", {}, label));
  const keep = choice("Keep", "", close);
  const yes = choice("Delete", "grave", () => {
    close();
    onDelete();
  });
  const box = h("div", { class: "row confirm", role: "group", "aria-label": "Delete this result?" },
    h("p", {}, "Delete this result?"), yes, keep);
  box.addEventListener("keydown", (event) => event.key === "Escape" && close());
  row.hidden = true;
  row.after(box);
  keep.focus({ preventScroll: true });
}
