"""Quotes people with the words as they wrote them: capitals, accents and all."""

import re
from typing import NamedTuple

from worker.engines.classical.words.phrases import folded

_READ = re.compile(r"\breads:? “")
_QUOTATION = re.compile(r"(“[^”]*”)")
_QUOTED = re.compile(r"“([^”]+)”")


_LONG = 4  # letters: a shorter word without its accents may be one of ours, as “a” is of “à”


class _Word(NamedTuple):
    plain: str  # folded
    start: int
    end: int


def as_said(text: str, words: str) -> str:
    """`text` with each run of folded `words` as it stands in them: quoted, or as a name.

    What tells which lettering a picture shows stays as it was read.
    """
    if _READ.search(text):
        return text
    spoken = _words(words)

    def original(match: re.Match[str]) -> str:
        wanted = match[1].split() if match[1] == folded(match[1]) else []
        at = _place(spoken, wanted) if wanted else None
        if at is None:
            return match[0]
        return f"“{words[spoken[at].start : spoken[at + len(wanted) - 1].end]}”"

    quoted = _QUOTED.sub(original, text)
    return "".join(
        part if part.startswith("“") else _named(part, words, spoken)
        for part in _QUOTATION.split(quoted)
    )


def _words(text: str) -> list[_Word]:
    return [_Word(folded(one[0]), one.start(), one.end()) for one in re.finditer(r"\w+", text)]


def _place(spoken: list[_Word], wanted: list[str]) -> int | None:
    """From which word on `wanted` was said; None where it was not."""
    for at in range(len(spoken) - len(wanted) + 1):
        if [one.plain for one in spoken[at : at + len(wanted)]] == wanted:
            return at
    return None


def _named(text: str, words: str, spoken: list[_Word]) -> str:
    """`text` without quotations, where the longest runs that were said, and long words, are so."""
    ours, said, done, at = _words(text), list[str](), 0, 0
    while at < len(ours):
        count = _run(text, ours[at:], spoken)
        run, at = ours[at : at + max(1, count)], at + max(1, count)
        place = _place(spoken, _plain(run))
        if place is None or (count == 1 and len(run[0].plain) < _LONG):
            continue
        original = words[spoken[place].start : spoken[place + count - 1].end]
        if folded(original) != original.casefold() or (count > 1 and place > 0):
            said += [text[done : run[0].start], original]
            done = run[-1].end
    return "".join((*said, text[done:]))


def _run(text: str, ours: list[_Word], spoken: list[_Word]) -> int:
    """How many of our next words were said in a row; nothing but a space stands between them."""
    for count, one in enumerate(ours):
        apart = count > 0 and text[ours[count - 1].end : one.start] != " "
        if apart or _place(spoken, _plain(ours[: count + 1])) is None:
            return count
    return len(ours)


def _plain(words: list[_Word]) -> list[str]:
    return [one.plain for one in words]
