// What the page asks of the server. A refusal throws Refused with the one sentence to show.

import { signed } from "./paint-telegram.js";

export class Refused extends Error {}

const OFFLINE = "Easel cannot be reached; what you painted is still here, please send it again.";
const BROKEN = "Something broke here; nothing is lost, please try it again.";
const here = location.pathname.replace(/\/$/, "");
const root = here.replace(/\/paint\/[^/]*$/, "");

// Links of the server begin at its root, which a proxy may have put elsewhere.
export const linked = (path) => root + path;

async function ask(path, options = {}) {
  const headers = { "X-Easel": "1", ...(signed && { "X-Telegram-Init-Data": signed }) };
  let answer;
  try {
    answer = await fetch(here + path, { headers, ...options });
  } catch {
    throw new Refused(OFFLINE);
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(data.sentence ?? BROKEN);
  return data;
}

export const task = () => ask("/task");

export const state = () => ask("/state");

export function send({ words, region, mask }) {
  const form = new FormData();
  form.set("words", words);
  if (region) form.set("region", region);
  else form.set("mask", mask, "mask.png");
  return ask("", { method: "POST", body: form });
}
