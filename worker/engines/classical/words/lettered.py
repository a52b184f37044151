"""Which lettering a place of an edit is: “the text that says SALE” in “make … red”."""

import re
from functools import cache
from typing import NamedTuple

from core.quoting import HIDDEN, Passage
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.vocabulary import vocabulary

_PLACE = "text"  # what the place is called in the words that are left
_ANY_SIGNS = r"[^\w\s]+(?!\S)"
# Without “that says” only what is neither punctuation nor the smile at the end of a request.
_LETTERED_SIGNS = r"[#$%&*+<=>@^|~€£¥₹÷§©®™°←↑→↓★☆●○■□◆◇✓✔✗✘]+(?!\S)|[!?]{2,}(?=\s+\w)"


class Lettered(NamedTuple):
    """Words without what a text in them says."""

    words: str
    says: str  # empty where no text is told by what it says


def lettered(words: str) -> Lettered:
    """`words` with “the text” alone where they tell a text by what it says, and that."""
    words = _relative().sub(r"\1 der sagt \2,", words)
    passage = Passage.of(words)
    found = _pattern().search(passage.masked)
    if found is None:
        return Lettered(words, "")
    start, end = found.span("says")
    hidden = re.match(f"[{HIDDEN}]+", passage.masked[start:end])
    if hidden is not None:
        end = start + hidden.end()
        says = Passage.of(words[start:end]).quotations()[0]
    else:
        said, that = words[start:end], bool(found["that"])
        says = _signs(said, that=that) or _capitals(said) or _up_to_a_change(said) * that
        end = start + len(says)
    if not says:
        return Lettered(words, "")
    return Lettered(f"{words[: found.start('noun')]}{_PLACE}{words[end:]}", says.strip())


def _signs(text: str, *, that: bool) -> str:
    """What `text` begins with, where that is signs alone: “★”, and “???” of “that says ???”."""
    found = re.match(_ANY_SIGNS if that else _LETTERED_SIGNS, text)
    return found[0] if found else ""


def _capitals(text: str) -> str:
    """What `text` begins with in capitals or figures."""
    found = re.match(
        r"(?:[^\W\d_a-zß-ÿ][^\Wa-zß-ÿ]+|\d[\d.,%]*)(?:\s+(?:[^\W\d_a-zß-ÿ]+|[\d&%+]+)\b)*", text
    )
    return found[0] if found else ""


def _up_to_a_change(text: str) -> str:
    """`text` up to where it says what becomes of the place."""
    known = vocabulary()
    over = _over().search(text)
    text = text[: over.start()] if over else text
    words = text.split(" ")
    for count in range(1, len(words)):
        rest = folded(" ".join(words[count:]))
        told = hits(rest, [*known.changes, *known.colours])
        if told and told[0].start == 0:
            return " ".join(words[:count])
    return text


@cache
def _over() -> re.Pattern[str]:
    return re.compile(r"\s+(?:to|into|in|at|on|and|should|und|in|et|en|y|e)\b|[,;.!?]")


@cache
def _relative() -> re.Pattern[str]:
    """German puts the verb last: “der Text, auf dem SALE steht,” is one “der sagt SALE,”."""
    nouns = "|".join(map(re.escape, vocabulary().lettering.nouns))
    which, says = "(?:auf dem|auf der|wo|der|die|das)", "(?:steht|stehen|sagt|lautet)"
    return re.compile(rf"\b({nouns}), {which} ([^,]+?) {says},", re.I)


@cache
def _pattern() -> re.Pattern[str]:
    """A word for lettering, what may stand between, and what it says."""
    lettering = vocabulary().lettering
    noun, that = ("|".join(map(re.escape, each)) for each in (lettering.nouns, lettering.that))
    return re.compile(
        rf"\b(?P<noun>{noun})\b\s*(?::|(?P<that>\b(?:{that})\b:?))?\s*(?P<says>\S.*)", re.I
    )
