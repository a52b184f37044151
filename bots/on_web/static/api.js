// What the page asks of the server. A refusal throws Refused with the one sentence to show.

export class Refused extends Error {}

export const OFFLINE = "Easel cannot be reached; your message is kept here.";
const BROKEN = "Something broke here; nothing is lost, please try it again.";

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { headers: { "X-Easel": "1" }, ...options });
  } catch {
    throw new Refused(OFFLINE);
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(data.sentence ?? BROKEN);
  return data;
}

export const channels = async () => (await ask("/api/channels")).channels;

export const newChannel = (title) =>
  ask("/api/channels", { method: "POST", body: JSON.stringify({ title }) });

export const turn = (job) => ask(`/api/turns/${encodeURIComponent(job)}`);

// The tree of the result that a packed action is about.
export const tree = (channel, action) =>
  ask(`/api/channels/${encodeURIComponent(channel)}/trees/${encodeURIComponent(action)}`);

export function turns(channel, before = null) {
  const query = new URLSearchParams({ limit: "50", ...(before && { before }) });
  return ask(`/api/channels/${encodeURIComponent(channel)}/turns?${query}`);
}

// XMLHttpRequest, because fetch does not tell how far an upload is.
export function send(channel, message, onProgress = () => {}) {
  const form = new FormData();
  form.set("key", message.key);
  form.set("words", message.words);
  form.set("action", message.action);
  form.set("reply_to", message.replyTo);
  for (const file of message.files) form.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", `/api/channels/${encodeURIComponent(channel)}/messages`);
  request.setRequestHeader("X-Easel", "1");
  request.responseType = "json";
  return new Promise((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(1, event.total));
    request.onload = () => {
      const data = request.response;
      if (request.status < 300 && data) resolve(data);
      else reject(new Refused(data?.sentence ?? BROKEN));
    };
    request.onerror = request.onabort = () => reject(new Refused(OFFLINE));
    request.send(form);
  });
}

// crypto.randomUUID exists only on https and localhost; a configured host may be neither.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
