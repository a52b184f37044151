// The studio page: puts its pieces together.

import * as api from "./api.js";
import { Channels } from "./channels.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { takeDrops, takePastes } from "./dropping.js";
import { Feed } from "./feed.js";
import { Lightbox } from "./lightbox.js";
import { Live } from "./live.js";
import { showWelcome } from "./welcome.js";

let current = "";

const lightbox = new Lightbox();
const look = (files, index) => lightbox.open(files, index);
const composer = new Composer({ onSend: send, newKey: api.newKey });
const channels = new Channels((sentence) => composer.complain(sentence));
const feed = new Feed({ look, press, reply, older: (before) => api.turns(current, before) });
const live = new Live({
  onHello: refresh,
  onTurn: (turn) => turn.channel === current && feed.put(turn),
  onProgress: (progress) => feed.tellProgress(progress),
  onState: (open) => {
    byId("link-state").textContent = open ? "" : "Connecting again…";
  },
});

async function send(channel, message) {
  const tell = feed.addPending(message);
  try {
    const turn = await api.send(channel, message, tell);
    if (channel === current) feed.put(turn);
  } finally {
    feed.dropPending(message.key);
  }
}

async function press(button, element, name) {
  if (button.asks) {
    composer.ask({ ...button, name });
    return;
  }
  if (element.disabled) return;
  element.disabled = true;
  element.classList.add("busy");
  composer.complain("");
  const message = { key: api.newKey(), words: "", action: button.action, replyTo: "", label: name, files: [], thumbs: [] };
  try {
    await send(current, message);
  } catch (error) {
    composer.complain(error.message);
  } finally {
    element.disabled = false;
    element.classList.remove("busy");
  }
}

function reply(turn) {
  composer.replyTo({ job: turn.reply.job, label: turn.words || turn.reply.text });
}

async function refresh() {
  const channel = current;
  try {
    const page = await api.turns(channel);
    if (channel === current) feed.latest(page);
  } catch (error) {
    composer.complain(error.message);
  }
}

function open(channel) {
  current = channel;
  channels.show(channels.all, channel);
  channels.drawer(false);
  feed.clear();
  composer.open(channel);
  live.open(channel);
}

function openWanted() {
  const wanted = location.hash.slice(1) || localStorage.getItem("easel.channel");
  const found = channels.all.find((channel) => channel.id === wanted) ?? channels.all[0];
  localStorage.setItem("easel.channel", found.id);
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
