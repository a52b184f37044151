"""Which part of a picture an edit is about: “make the cup red” names the cup."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

MOST = 3  # places of one request
_LONGEST = 9  # words of a name: a longer one is no name
_CLAUSE = re.compile(r"[,;:!?.\n]+")
# What “everything but the cup” names is what stays.
_ALL_BUT = re.compile(r"\b(?:everything|anything|all)\s+but\b", re.IGNORECASE)
_WORD = re.compile(r"\w+'|[\w'-]+")


def places(words: str) -> tuple[str, ...]:
    """The things in the picture that `words` want changed: “the cup on the table”.

    None where they are about the whole picture, name nothing that is there already, or bring
    something new: where that belongs no name says.
    """
    known, found = _known(), list[str]()
    if _ALL_BUT.search(words):
        return ()
    for clause in _clauses(words):
        folded = [_folded(word) for word in clause]
        if known["adding"] & {*folded}:
            return ()
        name = None if known["keeping"] & {*folded} else _name(clause, folded)
        if name is not None:
            found.append(_joined(name))
    return tuple(dict.fromkeys(found))[:MOST]


def _clauses(words: str) -> list[list[str]]:
    """The words of each part between commas and conjunctions."""
    parts = list[list[str]]()
    for piece in _CLAUSE.split(words):
        part = list[str]()
        for word in _WORD.findall(piece):
            if _folded(word) in _known()["joints"]:
                parts.append(part)
                part = []
            else:
                part.append(word)
        parts.append(part)
    return [part for part in parts if part]


def _name(clause: Sequence[str], folded: Sequence[str]) -> tuple[str, ...] | None:
    """The first name in a clause that stands for a thing."""
    known = _known()
    start = next((n for n, word in enumerate(folded) if word in known["articles"]), None)
    if start is None:
        return None
    end = _end(folded, start + 1)
    owner = _goes_on(folded, end)
    if known["qualities"] & {*folded[start + 1 : end]} and owner is not None:
        # "The colour of the cup" is about the cup.
        return _name(clause[owner:], folded[owner:])
    end = _shortened(folded, start, end)
    end = _prolonged(folded, end)
    words = folded[start + 1 : end]
    if not words or len(words) > _LONGEST or words[0] in known["whole"]:
        return None
    return tuple(clause[start:end])


def _end(folded: Sequence[str], start: int) -> int:
    """The word at which a name that begins at `start` ends, without what it is told apart by."""
    known = _known()
    over = known["stops"] | known["relations"] | known["sides"] | known["articles"]
    for at in range(start, len(folded)):
        # "The red cup", but "the cup red": a colour behind a thing is what becomes of it.
        painted = folded[at] in known["colours"] and not {*folded[start:at]} <= known["colours"]
        if folded[at] in over or painted:
            return at
    return len(folded)


def _shortened(folded: Sequence[str], start: int, end: int) -> int:
    """Without what becomes of it: “make the wooden door | shiny”."""
    makes = _known()["making"] & {*folded[:start]}
    return end - 1 if makes and end == len(folded) and end - start > 2 else end


def _prolonged(folded: Sequence[str], end: int) -> int:
    """With what it is told apart by: “the cup | on the table”, “the man | links”."""
    known = _known()
    if end < len(folded) and folded[end] in known["sides"]:
        return end + 1
    begin = _goes_on(folded, end)
    if begin is None:
        return end
    farther = _end(folded, begin + 1)
    # "The sign in the picture" is the sign.
    if known["whole"] & {*folded[begin + 1 : farther]} - _POSITIONS:
        return end
    aside = farther < len(folded) and folded[farther] in known["sides"]
    return farther + 1 if aside else farther


_POSITIONS = frozenset({"background", "foreground", "top", "bottom", "left", "right", "middle"})


def _goes_on(folded: Sequence[str], end: int) -> int | None:
    """Where the article stands that follows a relation at `end`; None where none does."""
    known = _known()
    if folded[end : end + 1] and folded[end] in known["fused"]:
        return end
    for length in (3, 2, 1):
        if " ".join(folded[end : end + length]) in known["relations"]:
            at = end + length
            return at if at < len(folded) and folded[at] in known["articles"] else None
    return None


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def _known() -> Mapping[str, frozenset[str]]:
    text = Path(__file__).with_name("places.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def bare(name: str) -> str:
    """A name without its article, as models look for it."""
    first, *rest = _WORD.findall(name)
    return _joined(rest) if _folded(first) in _known()["articles"] else name


def _joined(words: Sequence[str]) -> str:
    """Words as they were written: “l'horloge”, “the man's hat”."""
    return " ".join(words).replace("' ", "'")
