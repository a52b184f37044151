// One turn of the conversation: what a person sent, and Easel's answer.

import { buttonsElement } from "./buttons.js";
import { h, prose } from "./dom.js";
import { icon } from "./icons.js";
import { shownElement, thumbnail } from "./pictures.js";

const PATIENCE = 10 * 60_000; // ms in which an unanswered turn may still be answered

export function turnElement(turn, hands) {
  return h("article", { class: "turn", dataset: { turn: turn.id, job: turn.job } },
    saidElement(turn, hands.look), replyElement(turn, hands));
}

export function pendingElement(message) {
  const bar = h("progress", { max: "1", value: "0", "aria-label": "Sending" });
  const thumbs = message.thumbs.map((one) => thumbnail(one.url, one.name));
  const element = h("article", { class: "turn pending", dataset: { key: message.key } },
    h("div", { class: "said" },
      thumbs.length ? h("div", { class: "thumbs" }, thumbs) : null,
      bubble(message.label, message.words)),
    h("div", { class: "reply" }, dots()));
  if (message.files.length) element.querySelector(".said").append(bar);
  return { element, tell: (fraction) => { bar.value = fraction; } };
}

function saidElement(turn, look) {
  const thumbs = turn.pictures.map((file, i) => {
    const box = thumbnail(file.small, file.alt);
    return h("button", { type: "button", class: "thumb-button", "aria-label": `See ${file.alt.toLowerCase()} large`,
      onclick: () => look(turn.pictures, i) }, box);
  });
  const label = turn.pressed ? pressedLabel(turn.pressed) : "";
  if (!thumbs.length && !label && !turn.words) return null;
  return h("div", { class: "said" },
    thumbs.length ? h("div", { class: "thumbs" }, thumbs) : null, bubble(label, turn.words));
}

function bubble(label, words) {
  if (!label && !words) return null;
  return h("div", { class: words ? "bubble" : "bubble bare" },
    label ? h("span", { class: "pressed" }, label) : null, words ? h("p", {}, words) : null);
}

function pressedLabel({ label, variant }) {
  return variant ? `${label} ${variant}` : label;
}

function replyElement(turn, hands) {
  if (!turn.reply) return unansweredElement(turn);
  const { reply } = turn;
  const working = reply.kind === "working";
  const boxed = ["error", "question", "notice"].includes(reply.kind) && !reply.shown.length;
  const small = reply.lines.length
    ? h("div", { class: "small" }, reply.lines.map((line) => h("p", {}, prose(line)))) : null;
  const buttons = h("div", { class: "buttons" }, buttonsElement(reply, hands.press, extras(reply, hands)));
  // What can be done with a picture stands right below it, the small print after that.
  const rest = reply.shown.length ? [buttons, small] : [small, buttons];
  return h("div", { class: `reply ${reply.kind}${boxed ? " boxed" : ""}` },
    h("div", { class: "reply-text" }, boxed ? icon(reply.kind) : null, h("p", {}, prose(reply.text))),
    working ? progressElement() : null,
    reply.shown.length ? shownElement(reply, hands.look) : null,
    reply.attached.length ? attachedElement(reply.attached) : null, rest);
}

// Files that belong to a result, to be saved: the archive of all of them stands last, and first here.
function attachedElement(files) {
  const [archive, ...others] = [...files].reverse();
  const ordered = archive.media_type === "application/zip" ? [archive, ...others.reverse()] : files;
  return h("ul", { class: "handed", "aria-label": "Files" }, ordered.map((file) => h("li", {},
    h("a", { class: "action quiet", href: file.download, download: file.name },
      icon("download"), h("span", {}, file.name), h("small", {}, sizeOf(file.size))))));
}

const sizeOf = (size) => (size < 1e6 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(size / 1e6).toFixed(1)} MB`);

function unansweredElement(turn) {
  const recent = Date.now() - Date.parse(turn.created) < PATIENCE;
  if (recent) return h("div", { class: "reply" }, dots());
  return h("div", { class: "reply gone" }, h("p", {}, "This was not answered; please send it again."));
}

function extras(reply, hands) {
  if (!reply.job || !reply.shown.length) return [];
  const only = reply.files.length === 1 ? reply.files[0] : null;
  const save = only && h("a", { class: "action quiet", href: only.download, download: only.name },
    icon("download"), h("span", {}, "Save"));
  const answer = h("button", { type: "button", class: "action quiet answer", onclick: () => hands.reply(reply) },
    icon("reply"), h("span", {}, "Reply"));
  return save ? [save, answer] : [answer];
}

const dots = () => h("div", { class: "dots", role: "img", "aria-label": "Easel is thinking" },
  h("i"), h("i"), h("i"));

function progressElement() {
  return h("div", { class: "working-box" },
    h("img", { class: "preview", alt: "Preview of what is coming", hidden: true }),
    h("div", { class: "bar" }, h("progress", { max: "1", "aria-label": "Progress" })),
    h("p", { class: "stage" }));
}

export function showProgress(article, progress) {
  const box = article.querySelector(".working-box");
  if (!box) return;
  box.querySelector("progress").value = progress.fraction;
  box.querySelector(".stage").textContent = progress.stage;
  const preview = box.querySelector(".preview");
  if (progress.preview) {
    preview.src = progress.preview;
    preview.hidden = false;
  }
}
