"""Which places and changes a part of a sentence names, and what to do with which."""

import re
from dataclasses import replace
from typing import NamedTuple

from worker.engines.classical.editing.wishes import Request, Verb
from worker.engines.classical.words.phrases import Hit, hits
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.positions import part_named, part_title, parts_in
from worker.engines.classical.words.skies import sky_named
from worker.engines.classical.words.telling import things_told
from worker.engines.classical.words.vocabulary import vocabulary

NOUN = re.compile(
    r"\b(?:the|my|his|her|their|our|das|der|die|den|dem|le|la|les|el|los|las"
    r"|(?:ihr|sein|mein|dein|unser)(?:e|en|em|er|es)"
    r"|(?:ihr|mein|dein)(?! (?:das|die|der|den|es|mir)\b)"
    r"|sa|ses|ma|mes|mon|leur|leurs|notre|votre|su|sus|mi|mis|nuestro|nuestra) (\w+)"
)


def named_in(text: str) -> tuple[Hit, ...]:
    """The colours, places and changes that folded `text` names."""
    known = vocabulary()
    return hits(text, [*known.colours, *known.places, *known.changes])


def swaps_sky(text: str) -> bool:
    """Whether another sky is asked for."""
    places = (vocabulary().places.get(hit.phrase) for hit in named_in(text))
    return bool(sky_named(text)) and "sky" in places


def edits_of(text: str, found: tuple[Hit, ...], before: Request | None) -> tuple[Request, ...]:
    """The edits of one part; none where it names none. A part without a place goes on `before`."""
    known = vocabulary()
    if swaps_sky(text):
        return (Request(Verb.SKY, "sky", "the sky", what=sky_named(text)),)
    colours = [hit for hit in found if hit.phrase in known.colours]
    changes = changes_in(found)
    named = [known.places[hit.phrase] for hit in found if hit.phrase in known.places]
    places = aims_of(text, found, colours, changes)
    if not places and before is not None and changes and "whole" not in named:
        aim = before if before.detail is None else WHOLE
        return tuple(replace(aim, verb=Verb.CHANGE, colour=None, what=what) for what in changes)
    if not places and before is not None and not changes:
        return ()
    if (aims := places or (WHOLE,)) and changes:
        return tuple(replace(aim, what=what) for aim in aims for what in changes)
    # A single colour beside its noun says which thing is meant, not what to paint it.
    if not colours or (len(colours) == 1 and not places and describes(text, colours[0])):
        return ()
    target = known.colours[colours[-1].phrase]
    return tuple(replace(aim, verb=Verb.RECOLOUR, colour=target) for aim in aims)


def changes_in(found: tuple[Hit, ...]) -> tuple[str, ...]:
    """The changes among what was named, each once."""
    known = vocabulary()
    # “The contrast” alone names what to change, not how.
    told = [hit for hit in found if hit.phrase in known.changes and hit.phrase not in known.places]
    return tuple(dict.fromkeys(known.changes[hit.phrase] for hit in told))


def aims_of(
    text: str, found: tuple[Hit, ...], colours: list[Hit], changes: tuple[str, ...]
) -> tuple[Request, ...]:
    """The places that a part names, each as a change without its name; none for the whole."""
    known = vocabulary()
    named = [known.places[hit.phrase] for hit in found if hit.phrase in known.places]
    places = [name for name in dict.fromkeys(named) if name != "whole"]
    if places:
        # Of texts a picture often has several, and of skies one.
        spots = hits(text, known.where) if "text" in places else ()
        where = tuple(dict.fromkeys(known.where[hit.phrase] for hit in spots))
        part = part_named(text)
        aims = (_within(Request(Verb.CHANGE, name, f"the {name}"), part) for name in places)
        told = _text_told(text, colours if len(colours) > (0 if changes else 1) else [], where)
        return tuple(
            replace(one, where=where, thing=told) if one.place == "text" else one for one in aims
        )
    told = things_told(text, found)
    counted = any(one.which or one.number or one.row for one in told)
    if len(colours) > (0 if changes else 1) and not counted:
        first = colours[0]
        thing = _thing(text, first)
        where = tuple(dict.fromkeys(known.where[hit.phrase] for hit in hits(text, known.where)))
        place = Request(Verb.CHANGE, "colour", thing.title, where=where, one=thing.one)
        return (replace(place, named=known.colours[first.phrase]),)
    if told:
        return tuple(Request(Verb.CHANGE, "thing", one.title, thing=one) for one in told)
    part = parts_in(text)  # “the left side of the picture” is not the picture
    if (where := part_named(text)) and (part or "whole" not in named):
        return (Request(Verb.CHANGE, "part", part_title(where), where=where),)
    return ()


def _within(aim: Request, part: tuple[str, ...]) -> Request:
    """`aim` in the part of it that position words name: “the left of the sky”."""
    if not part or aim.place not in BROAD:
        return aim
    return replace(aim, title=f"{part_title(part)} of {aim.title}", where=part)


def _text_told(text: str, colours: list[Hit], where: tuple[str, ...]) -> Pointer | None:
    """The text that its colour or its number tells: “the blue text”; None for any."""
    known = vocabulary()
    colours = [hit for hit in colours if text[hit.start : hit.end] in known.colours]
    which = (known.which[hit.phrase] for hit in hits(text, known.which))
    number = next((one for one in which if one.isdecimal() or one == "last"), "")
    if not (colours or number):
        return None
    ink = known.colours[colours[0].phrase] if colours else None
    return Pointer("the text", ink, where, text=True, which=number)


BROAD = frozenset({"sky", "grass", "water", "background"})  # of which a part can be meant
PLAIN = frozenset({Verb.CHANGE, Verb.RECOLOUR})  # what can be done to all but a place
WHOLE = Request(Verb.CHANGE, "whole", "the whole picture")
ARTICLE = re.compile(r"\b(?:the|my|his|her|their|our|das|der|die|den|dem)$")


def describes(text: str, hit: Hit) -> bool:
    """Whether an article stands before what was named: “the red car” is there."""
    return ARTICLE.search(text[: hit.start].strip()) is not None


FILLERS = {"to", "into", "a", "in", "zu", "en", "be", "more", "less", "than", "and"}


class _Thing(NamedTuple):
    """What a colour is told of."""

    title: str  # “the red car”
    one: bool  # whether it is a single thing


def _thing(text: str, hit: Hit) -> _Thing:
    """The colour with its noun, which stands before it in some languages."""
    colour = text[hit.start : hit.end]
    before = next((noun for noun in NOUN.finditer(text) if noun.end() + 1 == hit.start), None)
    if before is not None and before[1] not in vocabulary().where:
        return _Thing(f"the {before[1]} {colour}", _single(before[1]))
    following, known = text[hit.end :].split(), vocabulary()
    noun = following[0] if following and following[0] not in FILLERS else ""
    if noun in known.colours or noun in known.changes:
        noun = ""
    return _Thing(f"the {colour} {noun or 'part'}", _single(noun))


def _single(noun: str) -> bool:
    return bool(noun) and not (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))
