// The list of turns: in order, without jumps, at the latest one unless the person scrolled away.

import { announce, byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { pendingElement, showProgress, turnElement } from "./turn.js";

const NEAR = 90; // px from the end that still count as being there
const AIR = 14; // px above a reply that is longer than the window

export class Feed {
  constructor(hands) {
    this.hands = hands; // look, press, reply, older, welcome
    this.box = byId("feed");
    this.list = byId("turns");
    this.pill = byId("pill");
    this.pill.append(icon("down"), h("span", {}, "New messages"));
    this.pill.addEventListener("click", () => this.toEnd(true));
    this.box.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // What grew while a smooth scroll was under way lies below its end.
    this.box.addEventListener("scrollend", () => this.#settle());
    new ResizeObserver(() => this.#settle()).observe(byId("feed-inner"));
    new ResizeObserver(() => this.#settle()).observe(this.box);
    new IntersectionObserver(([entry]) => entry.isIntersecting && this.#loadOlder(),
      { root: this.box, rootMargin: "600px 0px 0px 0px" }).observe(byId("older"));
    this.clear();
  }

  clear() {
    this.turns = new Map();
    this.pending = new Map();
    this.progress = new Map();
    this.before = null;
    this.loading = false;
    this.stuck = true; // to the end
    this.top = 0; // px, where the feed was scrolled to
    this.list.replaceChildren();
    this.pill.hidden = true;
    byId("welcome").hidden = true;
  }

  // The latest page of the history. Where it does not reach what is here, it replaces it.
  latest({ turns, before }) {
    const joins = this.turns.size === 0 || turns.some((turn) => this.turns.has(turn.id));
    if (!joins) {
      this.turns.clear();
      this.list.querySelectorAll(".turn:not(.pending)").forEach((element) => element.remove());
    }
    if (!joins || this.turns.size === 0) this.before = before;
    this.#dropGone(turns, before);
    for (const turn of turns) this.put(turn, { quiet: true });
    this.#welcome();
  }

  // What stood among these turns and is none of them is there no more: somebody was forgotten.
  #dropGone(turns, before) {
    const there = new Set(turns.map((turn) => turn.id));
    const first = before ? turns[0].id : "";
    const last = turns.at(-1)?.id ?? "~";
    for (const [id, { element }] of this.turns) {
      if (id < first || id > last || there.has(id)) continue;
      element.remove();
      this.turns.delete(id);
    }
  }

  put(turn, { quiet = false } = {}) {
    const known = this.turns.get(turn.id);
    const text = JSON.stringify(turn);
    this.#takePending(turn.key);
    if (known && (known.text === text || stage(turn) < stage(known.turn))) return;
    const isNews = !known || known.turn.reply?.text !== turn.reply?.text;
    const element = turnElement(turn, this.hands);
    this.turns.set(turn.id, { turn, text, element });
    if (known) swap(known.element, element);
    else this.#insert(turn.id, element);
    const progress = this.progress.get(turn.job);
    if (progress) showProgress(element, progress);
    if (!quiet && isNews) this.#tell(turn);
    this.#welcome();
  }

  find(key) {
    return [...this.turns.values()].find(({ turn }) => turn.key === key)?.turn;
  }

  tellProgress(progress) {
    this.progress.set(progress.job, progress);
    for (const { turn, element } of this.turns.values()) {
      if (turn.job === progress.job) showProgress(element, progress);
    }
  }

  addPending(message) {
    const { element, tell } = pendingElement(message);
    this.pending.set(message.key, element);
    this.list.append(element);
    this.#welcome();
    this.toEnd();
    return tell;
  }

  dropPending(key) {
    this.#takePending(key);
    this.#welcome();
  }

  toEnd(smooth = false) {
    this.stuck = true;
    this.pill.hidden = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.box.scrollTo({ top: this.#end(), behavior: smooth && !calm ? "smooth" : "instant" });
  }

  #insert(id, element) {
    const after = [...this.turns.entries()].filter(([other]) => other > id).sort(([a], [b]) => (a < b ? -1 : 1))[0];
    const next = after?.[1].element ?? this.pending.values().next().value ?? null;
    this.list.insertBefore(element, next);
  }

  #takePending(key) {
    this.pending.get(key)?.remove();
    this.pending.delete(key);
  }

  async #loadOlder() {
    if (!this.before || this.loading) return;
    this.loading = true;
    const before = this.before;
    const page = await this.hands.older(before).catch(() => null);
    if (this.before === before && page) {
      const height = this.box.scrollHeight;
      this.before = page.before;
      for (const turn of page.turns) this.put(turn, { quiet: true });
      // What the person looks at stays where it is.
      this.box.scrollTop += this.box.scrollHeight - height;
    }
    this.loading = false;
  }

  #tell(turn) {
    if (turn.reply) announce(turn.reply.text);
    if (!this.stuck) this.pill.hidden = false;
  }

  #scrolled() {
    const { scrollTop } = this.box;
    if (scrollTop > this.#end() - NEAR) this.stuck = true;
    // Only a person scrolls up; on the way down we may be the ones who scroll.
    else if (scrollTop < this.top) this.stuck = false;
    this.top = scrollTop;
    if (this.stuck) this.pill.hidden = true;
  }

  #settle() {
    // Who has read on below the start of a long reply is not taken back to it.
    if (this.stuck) this.box.scrollTop = Math.max(this.box.scrollTop, this.#end());
  }

  // Where the latest reply can be seen: all of it, or else its start.
  #end() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    const reply = this.list.lastElementChild?.querySelector(".reply");
    if (!reply) return scrollHeight - clientHeight;
    const start = reply.getBoundingClientRect().top - this.box.getBoundingClientRect().top;
    return Math.min(scrollHeight - clientHeight, scrollTop + start - AIR);
  }

  #welcome() {
    byId("welcome").hidden = this.turns.size + this.pending.size > 0;
  }
}

// How far a turn is. An answer may come after the news that its job has ended: nothing goes back.
function stage({ reply, state }) {
  if (!reply) return 0;
  if (!state) return 3; // a reply of its own, or what is left of a deleted result
  return state === "queued" || state === "running" ? 1 : 2;
}

// Replaces a turn; a button in it that had the focus keeps it.
function swap(old, element) {
  const action = old.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  old.replaceWith(element);
  if (action) element.querySelector(`[data-action="${CSS.escape(action)}"]`)?.focus({ preventScroll: true });
}
