// How an empty channel begins.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const EXAMPLES = [
  "Turn this into a watercolour",
  "Make it a rainy evening",
  "Remove the background",
];

export function showWelcome(suggest, choose) {
  const touch = matchMedia("(pointer: coarse)").matches;
  byId("welcome").replaceChildren(
    h("button", { type: "button", class: "welcome-drop", onclick: choose },
      icon("picture"), h("strong", {}, touch ? "Add a photo" : "Drop a photo"),
      h("span", {}, touch ? "then say what to make of it" : "or choose one, then say what to make of it")),
    h("p", {}, "For example:"),
    h("ul", { class: "examples" }, EXAMPLES.map((words) =>
      h("li", {}, h("button", { type: "button", class: "action", onclick: () => suggest(words) }, words)))),
  );
}
