// The studio page: puts its pieces together.

import * as api from "./api.js";
import { Channels } from "./channels.js";
import { Composer } from "./composer.js";
import { confirmDeletion } from "./confirming.js";
import { byId } from "./dom.js";
import { takeDrops, takePastes } from "./dropping.js";
import { Feed } from "./feed.js";
import { Lightbox } from "./lightbox.js";
import { Live } from "./live.js";
import { Tree } from "./tree.js";
import { showWelcome } from "./welcome.js";

let current = "";

const lightbox = new Lightbox(press);
const tree = new Tree(press);
const look = (files, index, buttons) => lightbox.open(files, index, buttons);
const composer = new Composer({ onSend: send, newKey: api.newKey });
const channels = new Channels((sentence) => composer.complain(sentence));
const feed = new Feed({ look, press, reply, older: (before) => api.turns(current, before) });
const live = new Live({
  onHello: refresh,
  onTurn: take,
  onProgress: (progress) => feed.tellProgress(progress),
  onState: (open) => {
    byId("link-state").textContent = open ? "" : "Connecting again…";
  },
});

function take(turn) {
  if (turn.channel !== current) return;
  composer.arrived(turn);
  feed.put(turn);
}

async function send(channel, message) {
  const tell = feed.addPending(message);
  try {
    const turn = await api.send(channel, message, tell);
    take(turn);
    return turn;
  } catch (error) {
    // Where only the answer was lost, the stream has brought the turn.
    const turn = feed.find(message.key);
    if (!turn) throw error;
    return turn;
  } finally {
    feed.dropPending(message.key);
  }
}

async function press(button, element, name) {
  if (button.url) {
    window.open(button.url, "_blank");
    return;
  }
  if (button.asks) {
    composer.ask({ ...button, name });
    return;
  }
  if (button.verb === "tree") await showTree(button, element);
  else if (button.verb === "delete") confirmDeletion(element, () => act(button, element, name));
  else await act(button, element, name);
}

async function showTree(button, element) {
  composer.complain("");
  try {
    tree.open(await api.tree(current, button.action));
    // Whoever closes it is where they opened it.
    tree.box.addEventListener("close", () => element.focus({ preventScroll: true }), { once: true });
  } catch (error) {
    composer.complain(error.message);
  }
}

async function act(button, element, name) {
  if (element.disabled) return;
  element.disabled = true;
  element.classList.add("busy");
  composer.complain("");
  const message = { key: api.newKey(), words: "", action: button.action, replyTo: "", label: name, files: [], thumbs: [] };
  try {
    const turn = await send(current, message);
    // The page for painting opens beside this one; where a browser forbids that, its button is there.
    const page = button.verb === "paint" && turn.reply?.rows[0]?.[0]?.url;
    if (page) window.open(page, "_blank");
  } catch (error) {
    composer.complain(error.message);
  } finally {
    element.disabled = false;
    element.classList.remove("busy");
  }
}

function reply(to) {
  composer.replyTo({ job: to.job, label: to.text });
}

async function refresh() {
  const channel = current;
  try {
    const page = await api.turns(channel);
    if (channel !== current) return;
    composer.over(api.OFFLINE);
    page.turns.forEach((turn) => composer.arrived(turn));
    feed.latest(page);
  } catch (error) {
    composer.complain(error.message);
  }
}

function open(channel) {
  current = channel;
  channels.show(channels.all, channel);
  channels.drawer(false);
  feed.clear();
  live.open(channel);
  composer.open(channel);
}

async function openWanted() {
  const wanted = location.hash.slice(1) || localStorage.getItem("easel.channel");
  const find = () => channels.all.find((channel) => channel.id === wanted);
  // Another tab may have made it.
  if (wanted && !find()) channels.all = await api.channels().catch(() => channels.all);
  const found = find() ?? channels.all[0];
  localStorage.setItem("easel.channel", found.id);
  // Every place in the browser's history names its channel, so that Back leads there.
  if (location.hash.slice(1) !== found.id) history.replaceState(null, "", `#${found.id}`);
  if (found.id !== current) open(found.id);
}

async function start() {
  showWelcome((words) => composer.suggest(words), () => byId("files").click());
  takeDrops((files) => composer.attach(files));
  takePastes((files) => composer.attach(files));
  try {
    channels.all = await api.channels();
  } catch (error) {
    composer.complain(error.message);
    setTimeout(() => location.reload(), 4000);
    return;
  }
  addEventListener("hashchange", openWanted);
  openWanted();
}

start();
