"""New lettering in capitals or quotes behind what tells that it is: “typo in the title: SUMMER”.

Such words are what a picture is to say, and never a look of it.
"""

import re
from functools import cache
from typing import NamedTuple

from core import lettering_words as known
from core.quoting import HIDDEN, Passage

_ARROW = r"\s*(?:->|=>|→|⟶|➔)\s*"
_PLAIN = re.compile(r":|->|=>|→")  # tell new words where all is written in capitals, too
_LONGEST = 12  # words of new lettering; more are a scene
_SCENE = 240  # characters; more say much else
_FEW = 4  # words of a price or a date


class Relettered(NamedTuple):
    """What lettering is to say."""

    old: str  # empty where the words do not tell which lettering
    new: str
    quoted: bool = False  # whether the new words stood in quotes
    number: bool = False  # whether it is a line with figures: a price, a date


def relettered(words: str) -> Relettered | None:
    """What `words` want lettering to say, where nothing else can be meant; else None."""
    if len(words) > _SCENE:
        return None
    passage = Passage.of(words)
    shouted = passage.masked.isupper()
    for pattern in _patterns():
        match = pattern.match(passage.masked)
        if match is None or (shouted and not _PLAIN.search(passage.masked)):
            continue
        new, number = _value(passage, match, "new"), _group(match, "number")
        olds = [_value(passage, match, name) for name in ("old", "than") if _group(match, name)]
        figured = "figured" in pattern.groupindex  # “7 pm is wrong, it's 8 pm”
        old_known = "says" in pattern.groupindex or all(
            old.certain or (figured and old.figures) for old in olds
        )
        sure = new.certain or ((number or figured) and new.figures)
        if sure and old_known and len(new.text.split()) <= _LONGEST:
            old = olds[0].text if olds else ""
            return Relettered(old, new.text, new.quoted, bool(number))
    return None


class _Value(NamedTuple):
    text: str
    quoted: bool

    @property
    def certain(self) -> bool:
        """Whether this can be lettering alone: in quotes or in capitals."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return self.quoted or (len(letters) > 1 and all(map(_large, letters)))

    @property
    def figures(self) -> bool:
        """Whether it is a price or a date, as far as its length tells."""
        return any(map(str.isdigit, self.text)) and len(self.text.split()) <= _FEW


def _large(letter: str) -> bool:
    return letter.isupper() or letter == "ß"


def _group(match: re.Match[str], name: str) -> str:
    """A group of the match; empty where the pattern has no such group."""
    return (match[name] or "") if name in match.re.groupindex else ""


def _value(passage: Passage, match: re.Match[str], name: str) -> _Value:
    """A group of the match as it was written, without the quotes around it."""
    text = passage.part(match.span(name))
    if match[name].strip(HIDDEN):
        return _Value(text.strip(" ,;"), quoted=False)
    return _Value(Passage.of(text).quotations()[0].strip(), quoted=True)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    on, it, surely = _either(known.ON), _either(known.IT), _either(known.SURELY)
    the, there = rf"(?:{_either(known.THE)}\s+|l['’])?", rf"(?:{_either(known.THERE)}\s+)?"
    noun = rf"(?:{_either(known.NOUNS)}|{_either(known.BEARERS)})"
    where = rf"{on}\s+{the}{noun}"
    mistake = rf"(?:{where}\s+)?{there}{the}{_either(known.MISTAKES)}(?:\s+{where})*"
    number = rf"(?P<number>{_either(known.NUMBERS)})"
    lettering = rf"{the}(?:{_either(known.NOUNS)}|{number})"
    wrong = rf"{the}(?:{noun}|{number})\s+(?:{_either(known.IS)}\s+)?{the}{_either(known.WRONG)}"
    old, new = r"(?P<old>\S.*?)", r"(?P<new>\S.*?)"
    behind = rf"(?:{old}{_ARROW})?{new}(?:,?\s+{_either(known.NOT)}\s+(?P<than>\S.*?))?"
    should, comma = rf"(?:(?:{it}\s*)?{_either(known.SHOULD)}\s*:?\s+)?", r"\s*(?:[:,]|[-–—])\s*"
    muss = rf"(?:{it}\s+)?{_either(known.MUSS)}\s+{new}\s+{_either(known.HEISSEN)}"
    says = (
        rf"(?:{the}{noun}\s+{_either(known.SAYS)}|{_either(known.WHERE_IT_SAYS)})\s*:?\s*(?P<says>)"
    )
    but = rf"\s*,?\s+(?:{_either(known.AND)}\s+)?"
    told = (
        rf"(?:{mistake}|{there}{wrong}){comma}{should}{behind}",
        rf"(?:{mistake}|{there}{wrong}){comma}{muss}",
        rf"{there}(?:{on}\s+)?{lettering}\s*:\s*{behind}",
        rf"(?:{the}{noun}\s*:?\s*)?{old}{_ARROW}{new}",
        rf"{old}\s+(?:{_either(known.IS)}\s+)?{_either(known.WRONG)}{comma}{should}{new}(?P<figured>)",
        rf"{_either(known.MAKE)}\s+{the}{number}\s+{new}",
        rf"{says}{old}{but}(?:{it}\s+)?{surely}\s+{new}",
        rf"{says}{old}{but}{muss}",
        rf"{old}\s+{surely}\s+{new}",
        rf"{_either(known.INSTEAD)}\s+{old}\s*,\s*(?:{_either(known.WRITE)}\s+)?{new}",
        rf"{_either(known.WRITE)}\s+{new}\s+{where}",
        rf"{_either(known.CORRECT)}(?:\s+{it}|-l[ea]|lo)?\s*(?::|\s{_either(known.TO)}\s)\s*{new}",
    )
    end = rf"(?:[,\s]+{_either(known.PLEASE)})*[\s.!]*$"
    return tuple(re.compile(rf"\s*{one}{end}", re.IGNORECASE) for one in told)


def _either(phrases: str) -> str:
    words = sorted(phrases.split(", "), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in words) + ")"
