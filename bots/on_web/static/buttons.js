// The buttons of a reply: those of the variants as a matrix, the others in rows.

import { h } from "./dom.js";
import { icon } from "./icons.js";

// `extras` are elements that stand at the end of the last row.
export function buttonsElement(reply, press, extras) {
  const columns = new Map();
  const rows = [];
  for (const row of reply.rows) {
    const variant = variantOf(row);
    if (variant) columns.set(variant, [...(columns.get(variant) ?? []), ...row]);
    else rows.push(row);
  }
  if (columns.size === 1) rows.unshift([...columns.values()][0]);
  const beneath = columns.size > 1 ? "row whole" : "row";
  const elements = rows.map((row) =>
    h("div", { class: beneath }, row.map((one) => buttonElement(one, said(one), press))));
  if (extras.length && !elements.length) elements.push(h("div", { class: "row" }));
  elements.at(-1)?.append(...extras);
  return columns.size > 1 ? [matrix(columns, press), ...elements] : elements;
}

// The variant that all buttons of a row belong to; 0 where they belong to none or to several.
function variantOf(row) {
  const variant = row[0]?.variant ?? 0;
  return row.every((button) => button.variant === variant) ? variant : 0;
}

function matrix(columns, press) {
  const ordered = [...columns.entries()].sort(([a], [b]) => a - b);
  return h("div", { class: "matrix" }, ordered.map(([variant, buttons]) =>
    h("div", { class: "column", role: "group", "aria-label": `Variant ${variant}` },
      h("span", { class: "badge", "aria-hidden": "true" }, String(variant)),
      buttons.map((one) => buttonElement(one, `${said(one)} ${variant}`, press)))));
}

// `name` is what a screen reader says: beside its badge a label needs no number, alone it does.
export function buttonElement(button, name, press) {
  const element = h("button", {
    type: "button", class: "action", "aria-label": name, dataset: { action: button.action },
  }, icon(symbol(button)), ...(button.verb === "star" ? [] : [h("span", {}, button.label)]));
  element.addEventListener("click", () => press(button, element, name));
  return element;
}

// The star is its own symbol; those who hear it are told its name.
export function said({ verb, label }) {
  return verb === "star" ? "Favourite" : label;
}

// Back and ahead along the steps are one verb.
function symbol({ verb, label }) {
  return verb === "step" && label === "Redo" ? "redo" : verb;
}
