// What becomes of what was sent: it is told here too while the page is open.

import { compareElement } from "./compare.js";
import { byId, h } from "./dom.js";
import { linked, state } from "./paint-api.js";
import { close, signed } from "./paint-telegram.js";

const EVERY = 1000; // ms between two looks
const ENOUGH = 30 * 60_000; // ms; a page that was forgotten asks no more

// `chat` says where it is shown; `back` leads to what was painted, where it still is.
export async function showResult(chat, back = null) {
  byId("desk").hidden = true;
  byId("ask").hidden = true;
  byId("share").textContent = "";
  byId("title").textContent = "Sent";
  const box = byId("result");
  box.hidden = false;
  const told = h("p", {}, `It is under way, and will be shown ${chat} as soon as it is done. You can close this page, or wait here.`);
  box.replaceChildren(told, h("progress", { "aria-label": "Under way" }));
  if (signed) box.append(h("button", { type: "button", class: "action", onclick: close }, "Back to the chat"));
  const until = Date.now() + ENOUGH;
  while (Date.now() < until) {
    const now = await state().catch(() => null);
    if (now && now.state !== "working") return showEnd(now, chat, back);
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
  return null;
}

function showEnd({ state: how, text, lines, before, after }, chat, back) {
  const done = how === "done" && after.length > 0;
  byId("title").textContent = done ? "Done" : "That did not work";
  byId("result").replaceChildren(...(done && before ? comparison(before, after) : []), h("p", { class: "paint-text" }, text),
    ...lines.map((line) => h("p", { class: "paint-line" }, line)),
    h("p", { class: "paint-line" }, done ? `It is shown ${chat} too, with its buttons. You can close this page.` : `It is told ${chat}, too.`),
    ...(!done && back ? [h("button", { type: "button", class: "action", onclick: back }, "Try other words")] : []),
    ...(signed ? [h("button", { type: "button", class: "action", onclick: close }, "Back to the chat")] : []));
}

// What it was and what it became; of several results one is chosen by its number.
function comparison(before, after) {
  const fitting = after.filter((one) => alike(before, one));
  if (!fitting.length) return [];
  const shown = h("div", {});
  const buttons = fitting.map((one, at) =>
    h("button", { type: "button", class: "round", "aria-label": `Compare result ${at + 1}`, onclick: () => choose(at) }, String(at + 1)));
  const choose = (chosen) => {
    shown.replaceChildren(compareElement(linked(before.small), linked(fitting[chosen].small), before));
    buttons.forEach((one, at) => one.setAttribute("aria-pressed", String(at === chosen)));
  };
  choose(0);
  return buttons.length > 1 ? [shown, h("div", { class: "paint-which", role: "group", "aria-label": "Results" }, buttons)] : [shown];
}

// A picture of another shape does not lie over the one before.
function alike(one, other) {
  return Math.abs(other.width * one.height - other.height * one.width) < 0.01 * other.width * one.height;
}
