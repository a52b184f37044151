"""Which words in the picture a person wants changed, and to what: kept to the letter."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.quoting import HIDDEN, Passage
from core.relettering import relettered
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.telling_text import told_text
from worker.engines.classical.words.vocabulary import Colour, vocabulary

_THE = r"(?:(?:the|this|that|den|das|die|der|le|la|les|l’|l'|el|los|las)\s*)?"
_ON = r"\s+(?:on|in|of|auf|im|am|von|vom|sur|dans|du|de|en|del)\s+"
_SHORTEST = 3  # letters of a phrase that may be a text though nobody calls it one


class Rewording(NamedTuple):
    """Other words for a line of lettering."""

    old: str  # empty where the person only says what it should become
    new: str  # empty where the person says nothing of that either
    quoted: bool  # whether `new` stood in quotes, and so keeps its capitals
    rest: str = ""  # what else was asked
    number: bool = False  # whether it is a line with figures in it: a price, a date
    beside: str = ""  # the line that it belongs to: “the price of Espresso”
    nth: int = 0  # which of several equal lines, from 1, -1 for the last; 0 where none is told
    every: bool = False  # whether all that are equal are meant
    both: bool = False  # whether those are two
    colour: Colour | None = None  # of the ink, where that tells it
    where: tuple[str, ...] = ()  # position words

    @property
    def labels(self) -> bool:
        """Whether both can hardly be anything but lettering: “Gate 12” to “Gate 7B”."""
        both = self.old, self.new
        return all(one[:1].isupper() and any(map(str.isdigit, one)) for one in both)


class _Value(NamedTuple):
    text: str
    quoted: bool = False
    rest: str = ""

    @property
    def certain(self) -> bool:
        """Whether this can only be lettering: in quotes, in capitals, or signs alone."""
        letters = [letter for letter in self.text if letter.isalpha()]
        signs = bool(self.text) and not any(one.isalnum() for one in self.text)
        capitals = len(letters) > 1 and all(letter.isupper() for letter in letters)
        return self.quoted or signs or capitals

    @property
    def figures(self) -> bool:
        """Whether there are any in it."""
        return any(map(str.isdigit, self.text))

    @property
    def titled(self) -> bool:
        """Whether it is written as lettering is: “Pizza”, and not “a tree”."""
        words = self.text.split()
        begins = bool(words) and words[0][0].isupper()
        return begins and folded(words[0]) not in _known()["no_text"]


def rewording(words: str) -> Rewording | None:
    """What `words` want a text in the picture to become; None where they want no such thing."""
    if told := relettered(words):
        return Rewording(told.old, told.new, told.quoted, number=told.number)
    passage = Passage.of(words.strip().rstrip("."))
    if alone := _bare().search(passage.masked):
        return Rewording("", "", quoted=False, number=alone["number"] is not None)
    for pattern in _patterns():
        match = pattern.search(passage.masked)
        if match is None:
            continue
        old, new = _value(passage, match, "old"), _value(passage, match, "new")
        # “Change the sky to blue” has the same form: without a word for lettering, both must be it.
        named, number = _group(match, "noun"), _group(match, "number")
        title = bool(_group(match, "bearer")) and new.titled
        if _group(match, "be") and not (new.certain or new.titled or (number and new.figures)):
            continue  # “the text should be larger”
        sure = bool(named or number) or title or (new.certain and (old.certain or not old.text))
        if new.text and sure and not _is_colour(new):
            beside = _value(passage, match, "beside").text
            return Rewording(old.text, new.text, new.quoted, new.rest, bool(number), beside)
    return None


def unmarked(words: str) -> Rewording | None:
    """What `words` may want of a text that they do not call one: “change Wild River to Quiet Lake”.

    It is meant only where the first phrase stands in the picture.
    """
    passage = Passage.of(words.strip().rstrip("."))
    for pattern in _patterns():
        match = pattern.search(passage.masked)
        if match is None or _group(match, "noun") or _group(match, "number"):
            continue
        old, new = _value(passage, match, "old"), _value(passage, match, "new")
        known = _known()["no_text"]
        if told := told_text(old.text):
            if _is_colour(new) or not (told.text or new.certain):
                return None
            wish = Rewording(told.text, new.text, new.quoted, new.rest, nth=told.nth)
            wish = wish._replace(every=told.every, both=told.both)
            return wish._replace(colour=told.colour, where=told.where)
        thing = folded(old.text).split()[:1]
        short = len(old.text) < _SHORTEST and not (old.text.isdigit() and new.figures)
        if short or {*thing} & {*known} or _is_colour(new):
            return None
        return Rewording(old.text, new.text, new.quoted, new.rest) if new.text else None
    return None


def _group(match: re.Match[str], name: str) -> str:
    """A group of the match; empty where the pattern has no such group."""
    return (match[name] or "") if name in match.re.groupindex else ""


def _value(passage: Passage, match: re.Match[str], name: str) -> _Value:
    """A group of the match: what stands in quotes at its beginning, or all of it."""
    if not _group(match, name):
        return _Value("")
    start, end = match.span(name)
    hidden = len(match[name]) - len(match[name].lstrip(HIDDEN))
    if not hidden:
        text = _plea().sub("", passage.part((start, end))).strip()
        # A mark at the very end is of the new words, where they stand there: “GO!”.
        return _Value(text if name == "new" else text.rstrip("!"))
    quotation = Passage.of(passage.part((start, start + hidden))).quotations()[0]
    return _Value(quotation.strip(), True, passage.part((start + hidden, end)).strip(" !"))


def _is_colour(value: _Value) -> bool:
    return not value.certain and folded(value.text) in vocabulary().colours


@cache
def _known() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _plea() -> re.Pattern[str]:
    return re.compile(rf"[,\s]+{_either('please')}[.!]*$", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    change, into, bearers = _changing(), _into(), _either("bearers")
    the, it = _THE, rf"(?:(?P<noun>{_either('nouns')}|{bearers})|(?P<bearer>{_either('it')}))"
    on = _on()
    that = r"(?:\s+(?:that\s+says|saying|that\s+reads|reading|from|von|de)\b)?\s*:?"
    number = rf"(?P<number>{_either('numbers')})"
    noun = rf"(?:(?P<noun>{_either('nouns')})|{number}){on}{that}"
    old, new = rf"(?P<old>.+?){on}", r"(?P<new>.+)"
    soll, last = _either("soll"), r"(?P<new>.+?)"
    told = (
        rf"^\W*{the}{noun}\s+(?:(?P<be>{_either('should_be')})|{_either('should')})\s*:?\s*{new}",
        rf"^\W*{the}{noun}\s+soll(?:te)?\s+{new}\s+{_either('heissen')}",
        rf"\b{change}\s+{the}{number}\s+{_either('of')}\s+(?P<beside>.+?){on}\s+{into}\s+{new}",
        rf"\b{change}\s+{the}(?P<noun>{bearers})\s+{_either('to_say')}\s*:?\s*{new}",
        rf"(?:\b{change}\s+{the}{noun}\s*)?{old}\s+{_either('should')}\s+{new}",
        rf"(?:\b\w+\s+)?(?P<new>\S+)\s+{_either('instead')}\s+(?P<old>.+)",
        rf"\b{change}\s+{the}{noun}\s*(?:\b{into}\s|:)\s*{new}",
        rf"\b{change}\s+{the}{noun}\s+{old}\s+{into}\s+{new}",
        rf"\b{change}\s+{the}(?P<bearer>{bearers}){that}(?:\s*{old})?\s+{into}\s+{new}",
        rf"\b{change}\s+{old}\s+{into}\s+{new}",
        rf"\b(?:make|let|have)\s+{the}{it}\s+{_either('say')}\s*:?\s*{new}",
        rf"\b{change}\s+{the}{it}\s+{_either('to_say')}\s*:?\s*{new}",
        rf"^(?:{the}{it}\s+)?{_either('should_say')}\s*:?\s*{new}",
        rf"^{_either('so_it_says')}\s*:?\s*{new}",
        rf"^{the}{it}\s+{soll}\s+{last}\s+{_either('heissen')}",
        rf"^(?:{the}{noun}\s*)?{old}\s+{soll}\s+{last}\s+{_either('heissen_or_be')}",
        rf"^aus\s+(?:{the}{noun}\s*)?{old}\s+{soll}\s+{last}\s+werden",
    )
    return tuple(re.compile(rf"{pattern}$", re.IGNORECASE) for pattern in told)


def _changing() -> str:
    """The verbs; behind some of them “a” says into what they change."""
    return rf"(?:(?P<spanish>{_either('change_to')})|{_either('change')})"


def _into() -> str:
    """“Cambia el texto a la izquierda” moves it, and “change the text a bit” says nothing."""
    aside = r"(?!\s+(?:la|el|los|las|un|una|le|gauche|droite)\b|\s+l['’])"
    return rf"(?:{_either('into')}|à{aside}|(?(spanish)a{aside}|(?!)))"


def _on() -> str:
    """Where lettering stands, which may be said with it: “on the laptop's screen”."""
    names = "|".join(_either(name) for name in ("surfaces", "bearers", "pictures"))
    return rf"(?:{_ON}(?:dem\s+)?{_THE}(?:[\w-]+['’]s\s+)?\w*(?:{names})\b)?"


@cache
def _bare() -> re.Pattern[str]:
    """“Change the text”, and no word of what it should become."""
    the = _THE
    what = f"(?:(?P<number>{_either('numbers')})|{_either('nouns')}|{_either('signs')})"
    on = _on()
    polite = rf"(?:[,\s]+{_either('please')})?"
    begins = rf"^\W*(?:{_either('please')}[,\s]+)?{_either('change')}\s+"
    return re.compile(rf"{begins}{the}{what}{on}{polite}\W*$", re.IGNORECASE)


def _either(name: str) -> str:
    words = sorted(_known()[name], key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in words) + ")"
