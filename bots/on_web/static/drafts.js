// What is half written in each channel: words survive a reload, pictures a change of channel.

const key = (channel) => `easel.draft.${channel}`;

export function wordsOf(channel) {
  try {
    return localStorage.getItem(key(channel)) ?? "";
  } catch {
    return "";
  }
}

export function keepWords(channel, words) {
  try {
    if (words) localStorage.setItem(key(channel), words);
    else localStorage.removeItem(key(channel));
  } catch {
    // Storage may be full or forbidden; then a draft lives as long as the page.
  }
}
