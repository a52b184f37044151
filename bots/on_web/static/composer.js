// Where a message is written: words, pictures, and what it answers.

import { byId, h } from "./dom.js";
import * as drafts from "./drafts.js";
import { icon } from "./icons.js";
import { thumbnail } from "./pictures.js";
import { fitting } from "./tray.js";

const PLACEHOLDER = "Say what you would like";

// Refusals after which the button or the result that was meant is of no use any more.
const LOST = new Set(["TargetGone", "NotYours", "NotAllowed", "ForgedAction"]);

const empty = () => ({ files: [], ask: null, replyTo: null, key: null });

// Errors that are an answer: there is nothing in the words to correct.
const ANSWERED = new Set(["HelpAsked", "NothingAsked", "NothingToUndo"]);

// The name of the error where a message was refused at once; a job that failed is no refusal.
const refusal = ({ job, reply }) =>
  !job && reply?.kind === "error" && !ANSWERED.has(reply.error) ? reply.error || "Refused" : "";

export class Composer {
  constructor({ onSend, newKey }) {
    this.onSend = onSend;
    this.newKey = newKey;
    this.channel = "";
    this.states = new Map();
    this.sending = false;
    this.wanted = false; // to be sent as soon as a channel is open
    this.form = byId("composer");
    this.words = byId("words");
    byId("attach").append(icon("attach"));
    byId("send").append(icon("send"));
    byId("attach").addEventListener("click", () => byId("files").click());
    byId("files").addEventListener("change", (event) => {
      this.attach([...event.target.files]);
      event.target.value = "";
    });
    this.words.addEventListener("input", () => this.#typed());
    this.words.addEventListener("keydown", (event) => this.#keyed(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  get state() {
    if (!this.states.has(this.channel)) this.states.set(this.channel, empty());
    return this.states.get(this.channel);
  }

  open(channel) {
    if (!this.channel) this.#takeAlong(channel);
    this.channel = channel;
    const draft = drafts.draftOf(channel);
    this.words.value = draft.words;
    this.state.key ??= draft.key;
    this.complain("");
    this.#draw();
    if (matchMedia("(pointer: fine)").matches) this.words.focus({ preventScroll: true });
    if (this.wanted) this.#submit();
    this.wanted = false;
  }

  // What was written before any channel was open belongs to the first.
  #takeAlong(channel) {
    this.states.set(channel, this.state);
    this.states.delete("");
    const early = this.words.value;
    const { words } = drafts.draftOf(channel);
    if (early.trim() && early !== words) drafts.keepDraft(channel, words ? `${words}\n${early}` : early);
  }

  attach(files) {
    const { taken, sentence } = fitting(this.state.files.map((one) => one.file), files);
    this.state.files.push(...taken.map((file) => ({ file, url: URL.createObjectURL(file) })));
    this.#changed();
    this.complain(sentence);
    this.words.focus({ preventScroll: true });
  }

  ask(button) {
    Object.assign(this.state, { ask: button, replyTo: null });
    this.#changed();
    this.words.focus();
  }

  replyTo(target) {
    Object.assign(this.state, { replyTo: target, ask: null });
    this.#changed();
    this.words.focus();
  }

  // A message whose sending seemed to fail turned out to have arrived.
  arrived(turn) {
    if (this.sending || this.state.key !== turn.key) return;
    if (refusal(turn)) {
      this.#correct(this.channel, this.state, this.words.value, refusal(turn));
      return;
    }
    this.states.set(this.channel, empty());
    this.words.value = "";
    drafts.keepDraft(this.channel, "");
    this.complain("");
    this.#draw();
  }

  // Words that stand ready to be sent: an example that was chosen.
  suggest(words) {
    this.words.value = words;
    this.#typed();
    this.words.focus();
    this.words.setSelectionRange(words.length, words.length);
  }

  complain(sentence) {
    const box = byId("complaint");
    box.hidden = !sentence;
    box.replaceChildren(...(sentence ? [icon("error"), h("p", {}, sentence), this.#dismiss()] : []));
  }

  // What was complained of is no longer so.
  over(sentence) {
    if (byId("complaint").textContent === sentence) this.complain("");
  }

  #dismiss() {
    return h("button", { type: "button", class: "round small-round", "aria-label": "Dismiss",
      onclick: () => this.complain("") }, icon("close"));
  }

  async #submit() {
    const { state, channel } = this;
    const words = this.words.value.trim();
    if (this.sending || !this.#ready()) return;
    if (!channel) {
      this.wanted = true;
      return;
    }
    state.key ??= this.newKey();
    const message = {
      key: state.key, words, action: state.ask?.action ?? "", replyTo: state.replyTo?.job ?? "",
      label: state.ask?.name ?? "", files: state.files.map((one) => one.file),
      thumbs: state.files.map((one) => ({ url: one.url, name: one.file.name })),
    };
    this.states.set(channel, empty());
    drafts.keepDraft(channel, words, state.key);
    this.#busy(true);
    this.words.value = "";
    this.complain("");
    this.#draw();
    try {
      const error = refusal(await this.onSend(channel, message));
      if (!error || !this.#correct(channel, state, words, error)) {
        drafts.keepDraft(channel, "");
        state.files.forEach((one) => URL.revokeObjectURL(one.url));
      }
    } catch (error) {
      this.#giveBack(channel, state, words, error.message);
    } finally {
      this.#busy(false);
    }
  }

  // A message that did not arrive returns as it was, so that nothing has to be done twice.
  #giveBack(channel, state, words, sentence) {
    this.states.set(channel, state);
    if (this.channel !== channel) return;
    this.words.value = words;
    this.#draw();
    this.complain(sentence);
  }

  // A refused message returns to be corrected, and is another one then: it gets another key.
  // False where the person has begun something new meanwhile, which stays.
  #correct(channel, state, words, error) {
    const now = this.states.get(channel);
    const begun = now !== state && (now?.files.length || now?.ask || now?.replyTo);
    const typed = this.channel === channel ? this.words.value.trim() : "";
    if (begun || (typed && typed !== words.trim())) return false;
    const meant = LOST.has(error) ? { ask: null, replyTo: null } : {};
    drafts.keepDraft(channel, words);
    this.#giveBack(channel, { ...state, ...meant, key: null }, words, "");
    return true;
  }

  #ready() {
    return Boolean(this.words.value.trim() || this.state.files.length);
  }

  #busy(sending) {
    this.sending = sending;
    this.form.classList.toggle("sending", sending);
    this.words.readOnly = sending;
    byId("attach").disabled = sending;
    byId("send").disabled = sending || !this.#ready();
    if (!sending) this.words.focus({ preventScroll: true });
  }

  #keyed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    }
    if (event.key === "Escape" && (this.state.ask || this.state.replyTo)) this.#forget();
  }

  #typed() {
    if (this.channel) drafts.keepDraft(this.channel, this.words.value);
    this.#changed();
  }

  #forget() {
    Object.assign(this.state, { ask: null, replyTo: null });
    this.#changed();
    this.words.focus();
  }

  // What has changed is another message, so it gets another key.
  #changed() {
    this.state.key = null;
    this.#draw();
  }

  #draw() {
    const { ask, replyTo, files } = this.state;
    byId("chips").replaceChildren(...this.#chips(ask, replyTo));
    byId("attached").replaceChildren(...files.map((one) => this.#attached(one)));
    this.words.placeholder = ask ? ask.example || "…" : replyTo ? "Say what should change" : PLACEHOLDER;
    byId("send").disabled = this.sending || !this.#ready();
    this.words.style.height = "auto";
    this.words.style.height = `${this.words.scrollHeight}px`;
  }

  #chips(ask, replyTo) {
    if (!ask && !replyTo) return [];
    const [name, about] = ask ? [ask.name, ask.asks] : ["Reply", replyTo.label];
    return [h("span", { class: "chip" }, icon(ask ? ask.verb : "reply"), h("span", {}, about),
      h("button", { type: "button", class: "round small-round", "aria-label": `Cancel: ${name}`,
        onclick: () => this.#forget() }, icon("close")))];
  }

  #attached(one) {
    const remove = () => {
      this.state.files = this.state.files.filter((other) => other !== one);
      URL.revokeObjectURL(one.url);
      this.#changed();
      this.words.focus();
    };
    return h("li", {}, thumbnail(one.url, one.file.name), h("button", { type: "button", class: "round small-round remove",
      "aria-label": `Remove ${one.file.name}`, onclick: remove }, icon("close")));
  }
}
