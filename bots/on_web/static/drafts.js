// What is half written in each channel outlives a reload: the words, and the key of a message
// whose sending was cut off, by which it is known whether it arrived.

const name = (channel) => `easel.draft.${channel}`;

export function draftOf(channel) {
  try {
    return { words: "", key: null, ...JSON.parse(localStorage.getItem(name(channel)) ?? "{}") };
  } catch {
    return { words: "", key: null };
  }
}

export function keepDraft(channel, words, key = null) {
  try {
    if (words) localStorage.setItem(name(channel), JSON.stringify({ words, key }));
    else localStorage.removeItem(name(channel));
  } catch {
    // Storage may be full or forbidden; then a draft lives as long as the page.
  }
}
