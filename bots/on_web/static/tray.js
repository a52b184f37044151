// How much goes into one message; the server has the same bounds in uploads.py.

const MOST_PICTURES = 10;
const MOST_MEGABYTES = 50; // of one picture
const MOST_TOGETHER = 119; // MB of all pictures; the server's 120 hold the words too

// The `files` that still fit beside those that are `there`, and a sentence about the others.
export function fitting(there, files) {
  const large = files.filter((file) => megabytes([file]) > MOST_MEGABYTES);
  const fine = files.filter((file) => !large.includes(file));
  const taken = fine.slice(0, Math.max(0, MOST_PICTURES - there.length));
  const excess = fine.slice(taken.length);
  while (megabytes([...there, ...taken]) > MOST_TOGETHER && taken.length) large.unshift(taken.pop());
  return { taken, sentence: sentenceOf(large, excess) };
}

function sentenceOf(large, excess) {
  const sentences = [];
  if (excess.length) sentences.push(`A message takes ${MOST_PICTURES} pictures: ${missing(excess)}. Send the rest in another one.`);
  if (large.length) {
    sentences.push(`A picture may have ${MOST_MEGABYTES} MB and a message ${MOST_TOGETHER} MB: ${missing(large)}.`);
  }
  return sentences.join(" ");
}

function missing(files) {
  const names = files.slice(0, 3).map((file) => file.name);
  const others = files.length - names.length;
  if (others) return `${names.join(", ")} and ${others} more were not attached`;
  const last = names.pop();
  return names.length ? `${names.join(", ")} and ${last} were not attached` : `${last} was not attached`;
}

const megabytes = (files) => files.reduce((sum, file) => sum + file.size, 0) / 1e6;
