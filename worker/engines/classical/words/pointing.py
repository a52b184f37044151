"""What words point at: “the red cup on the left” is a colour, a position and how many."""

import re
from typing import NamedTuple

from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.phrases import Hit, hits
from worker.engines.classical.words.rows import Row, row_in
from worker.engines.classical.words.vocabulary import Colour, Vocabulary, vocabulary

# Examples with what must not be in the words that they answer: nobody is told to say it again.
_EXAMPLES = (("red cup", "red"), ("blue ball", "blue"), ("yellow sign", "yellow"))
_PLACES = (("sign on the left", "left"), ("cup at the bottom right", "bottom"))

_OF = ("of", "von", "de", "del", "du", "der", "des")
_OF_ANY = "|".join(_OF)
_EACH = frozenset({"every", "each", "jede", "jeden", "jedes", "jeder", "chaque", "cada"})
_DIE = re.compile(r"\bdie (\w+en) \w")
_FROM = re.compile(r"\b(?:from|counting|von|vom|en partant|a partir|depuis|desde|empezando)\b")


class Pointer(NamedTuple):
    """What words say of a thing that is to be taken out."""

    title: str  # “the red cup on the left”
    colour: Colour | None = None
    where: tuple[str, ...] = ()  # left, right, top, bottom, middle, corner
    several: bool = False  # “the red dots”
    text: bool = False  # lettering is meant
    words: str = ""  # which lettering; empty for any
    noun: str = "thing"  # “cup”
    which: str = ""  # of several that look alike: extra, smaller, larger, last, or a number
    number: int = 0  # how many are meant, or of how many it is one; 0 where nobody says
    row: Row | None = None  # “in the second row”
    start: str = ""  # the side from which it is counted: “the second cup from the right”

    @property
    def among(self) -> bool:
        """Whether the words tell it from others of its kind."""
        return bool(self.which or self.where or self.several or self.row)

    @property
    def counted(self) -> bool:
        """Whether it is one of a number, beyond the first."""
        return self.which.isdecimal() and self.which != "1"


class _Phrase(NamedTuple):
    head: str  # the thing: “the red cup”
    rest: str  # what it is told apart by: “on the left”


def hint(text: str = "") -> str:
    """How a thing can be named, in other words than those of folded `text`."""
    first, second = (
        next((example for example, word in examples if word not in text), examples[-1][0])
        for examples in (_EXAMPLES, _PLACES)
    )
    return f"Name its colour or where it is (“remove the {first}”, “remove the {second}”)"


def removes(text: str) -> Hit | None:
    """Where folded `text` asks to take something out."""
    return next(iter(hits(text, vocabulary().remove.words)), None)


def pointer(words: str) -> Pointer:
    """What folded `words`, without their verb, point at.

    Raises Beyond for people, for what is no thing, and where neither colour nor place can tell.
    """
    known = vocabulary()
    plain = _plain(words, known)
    rowed = row_in(plain)
    phrase = _phrase(rowed.words, known)
    text = hits(phrase.head, known.remove.text)
    if not text:
        _refuse_people_and_light(phrase.head, known)
    where = tuple(dict.fromkeys(known.where[hit.phrase] for hit in hits(rowed.words, known.where)))
    # What stands behind “the text” is what it says: “Greenleaf” is no colour.
    telling = phrase.head[: text[-1].start] if text else phrase.head
    colours = [known.colours[hit.phrase] for hit in hits(telling, known.colours)]
    which = [known.which[hit.phrase] for hit in hits(telling, known.which)]
    if text:  # of lines it is counted which is meant, and no more
        which = [one for one in which if one.isdecimal() or one == "last"]
    if not (where or colours or text or which or rowed.row) and _leftover(phrase.rest, known):
        raise Unplaced(f"it cannot tell where “{phrase.rest}” is. {hint(words)}.")
    many = _several(phrase.head, known)
    if which and not text and (many or _every(phrase.head, known)):
        _refuse_some(phrase.head, known)
    start = known.where[hits(rowed.words, known.where)[-1].phrase] if _from(rowed.words) else ""
    return Pointer(
        _title(plain),
        colours[0] if colours else None,
        where,
        not which and many,
        bool(text),
        phrase.head[text[-1].end :].strip() if text else "",
        _noun(phrase.head, known),
        next(iter(which), ""),
        _count(phrase.head, known),
        rowed.row,
        start if which else "",
    )


def marked_pointer(words: str) -> Pointer:
    """What folded `words`, without their verb, call what a person marked: a thing, or its text.

    Raises Beyond for what is in a place without taking it up, such as noise.
    """
    known = vocabulary()
    quality = hits(words, known.remove.qualities)
    if quality:
        raise Beyond(
            f"it takes out what a mask marks, and “{words}” is no thing there. Say how the place "
            "should change (“sharper”, “less noisy”, “black and white”)."
        )
    text = hits(words, known.remove.text)
    lettering = words[text[-1].end :].strip() if text else ""
    return Pointer("what you marked", text=bool(text), words=lettering)


def _plain(text: str, known: Vocabulary) -> str:
    words = text.split()
    while words and words[-1] in known.polite:
        words.pop()
    if not words:
        raise Beyond(f"it needs to know what to take out. {hint()}.")
    return " ".join(words)


def _phrase(text: str, known: Vocabulary) -> _Phrase:
    """The thing and its relation; “all of the cups” and “in the middle the cup” stay whole."""
    among = hits(text, known.which)
    for hit in hits(text, known.remove.relations):
        if any(one.start <= hit.start < one.end for one in among):
            continue  # “one of the cups”, “la tasse en trop”
        head, rest = text[: hit.start].strip(), text[hit.start :].strip()
        exact = text[hit.start : hit.end] == hit.phrase
        if hit.phrase in _OF and _noun(head, known) == "thing":
            continue  # “the second of the two red cups”
        if exact and set(head.split()) - {*known.remove.fillers, *known.remove.many}:
            return _Phrase(head, rest)
    return _Phrase(text, "")


def _refuse_people_and_light(head: str, known: Vocabulary) -> None:
    found = hits(head, known.remove.people)
    if found:
        raise Unplaced(
            "to take a person out it would have to recognise people, or it would leave a part of "
            f"them. It removes things that colour or place tell apart. {hint(head)}."
        )
    alone = _noun(head, known) == "thing"  # “all of it”, and not “all cups”
    immaterial = [
        hit
        for hit in hits(head, known.remove.immaterial)
        if alone or hit.phrase not in known.remove.many
    ]
    large = [
        hit
        for hit in hits(head, known.places)
        if known.places[hit.phrase] != "subject" and (alone or hit.phrase not in known.remove.many)
    ]
    if (immaterial or large) and not hits(head, known.colours):
        raise Beyond(f"it removes single things, and “{head}” is none. {hint(head)}.")


def _refuse_some(head: str, known: Vocabulary) -> None:
    """Raises Unplaced for several that are neither one nor all of a kind: “the first two dots”."""
    which = {known.which[hit.phrase] for hit in hits(head, known.which)}
    if _partitive(head, known) or "extra" in which:
        return  # “the smaller of the cups” is one, and which are too many is asked
    raise Unplaced(
        f"it takes one of several that look alike, or all of them, and “{head}” is neither: name "
        "them one after another."
    )


def _partitive(head: str, known: Vocabulary) -> bool:
    which = hits(head, known.which)
    return bool(which) and re.match(rf" ?(?:{_OF_ANY})\b", head[which[0].end :]) is not None


def _every(head: str, known: Vocabulary) -> bool:
    """Whether one of a number is meant again and again: “every second dot”."""
    before = head[: hits(head, known.which)[0].start].split()
    return bool({*before} & _EACH)


def _from(words: str) -> bool:
    """Whether it is counted from a side: “the second cup from the right”."""
    return _FROM.search(words) is not None and bool(hits(words, vocabulary().where))


def _count(head: str, known: Vocabulary) -> int:
    return next((int(known.counts[word]) for word in head.split() if word in known.counts), 0)


def _title(text: str) -> str:
    return text if " " in text else f"the {text}"


def _noun(head: str, known: Vocabulary) -> str:
    """The last word of “the red cup”, “la tasse rouge” that names the thing."""
    others = {*known.colours, *known.where, *known.remove.fillers, *known.remove.many}
    others |= {word for phrase in (*known.which, *known.counts) for word in phrase.split()}
    return next((word for word in reversed(head.split()) if word not in others), "thing")


def _leftover(rest: str, known: Vocabulary) -> bool:
    """Whether `rest` says more than “in the picture”."""
    return bool(set(rest.split()) - {*known.remove.fillers, *known.remove.relations})


def _several(head: str, known: Vocabulary) -> bool:
    words = [word for word in head.split() if word not in known.where]
    plural = words[-1:] and words[-1].endswith("s") and not words[-1].endswith(("ss", "us", "is"))
    told = (*known.colours, *known.where, *known.which)
    german = _DIE.search(head)  # “die roten Punkte”, but “die rote Tasse”
    many = bool(set(words) & set(known.remove.many)) or _count(head, known) > 1
    return bool(plural) or many or (german is not None and german[1] in told)
