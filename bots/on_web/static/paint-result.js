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
  const [first] = after;
  const done = how === "done" && first;
  byId("title").textContent = done ? "Done" : "That did not work";
  // A picture of another shape does not lie over the one before.
  const alike = first && Math.abs(first.width * before.height - first.height * before.width) < 0.01 * first.width * before.height;
  const shown = done && alike ? [compareElement(linked(before.small), linked(first.small), before)] : [];
  byId("result").replaceChildren(...shown, h("p", { class: "paint-text" }, text),
    ...lines.map((line) => h("p", { class: "paint-line" }, line)),
    h("p", { class: "paint-line" }, done ? `It is shown ${chat} too, with its buttons. You can close this page.` : `It is told ${chat}, too.`),
    ...(!done && back ? [h("button", { type: "button", class: "action", onclick: back }, "Try other words")] : []),
    ...(signed ? [h("button", { type: "button", class: "action", onclick: close }, "Back to the chat")] : []));
}
