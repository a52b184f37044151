"""What words ask of one place: which place, and which change of it."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from worker.engines.classical.editing.stages import Stage, staging
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.excepting import MARK, left_out
from worker.engines.classical.words.lamps import Lamp, lamp, tone_alone
from worker.engines.classical.words.lettered import lettered
from worker.engines.classical.words.phrases import Hit, folded, hits
from worker.engines.classical.words.pointing import Pointer, marked_pointer, pointer, removes
from worker.engines.classical.words.positions import (
    PARTS,
    part_named,
    part_title,
    thing_beside,
    unheeded,
)
from worker.engines.classical.words.sentences import parts, says_something
from worker.engines.classical.words.sizes import resizing
from worker.engines.classical.words.skies import sky_named
from worker.engines.classical.words.vocabulary import Colour, vocabulary
from worker.engines.classical.words.wording import Rewording, rewording

ABILITIES = (
    "It can take out (“remove the red cup”), recolour (“make the red car blue”), relight, change "
    "lettering, brightness, the sky or the background"
)
WITHIN_A_MASK = (
    "Within a mask it can take out (“remove it”), recolour (“make it blue”), blur, darken, warm, "
    "or give a look (“as a watercolour”)"
)


class Verb(StrEnum):
    """The kinds of edit."""

    RECOLOUR = "recolour"
    CHANGE = "change"
    SKY = "sky"
    REMOVE = "remove"
    REWORD = "reword"
    RELIGHT = "relight"
    RESTAGE = "restage"


Detail = Pointer | Rewording | Lamp | Stage


@dataclass(frozen=True, slots=True)
class Request:
    """One edit."""

    verb: Verb
    # sky, background, subject, face, grass, water, text, whole; or "colour", "thing", "marked"
    place: str
    title: str  # the place, as a person says it: “the red car”
    colour: Colour | None = None  # what to paint
    named: Colour | None = None  # the colour that the place is found by
    where: tuple[str, ...] = ()  # position words of a place that is found by its colour
    says: str = ""  # what the text says that the place is; empty for all text
    one: bool = False  # whether that place is a single thing: “the red car”
    what: str = ""  # the change, or the kind of sky
    outside: bool = False  # whether all but that place is meant
    detail: Detail | None = None  # what removing, rewording, relighting and restaging go by


class Wishes(NamedTuple):
    """All that a sentence asks for."""

    requests: tuple[Request, ...]
    left: tuple[str, ...]  # what of it is not done, each as a clause of its own


def understood(words: str, *, marked: bool = False) -> Wishes:
    """The edits that `words` ask for; raises Beyond, which says what can be asked instead.

    Where a person has `marked` what they mean, words may call it what they like.
    """
    abilities = WITHIN_A_MASK if marked else ABILITIES
    whole, words = _of_the_whole(words)
    if whole and not words:
        return Wishes(whole, ())
    words, says = lettered(words)
    requests, left, unused = list(whole), list[str](), list[str]()
    words = left_out(words)
    text, known = folded(words), vocabulary()
    if not _swaps_sky(text) and hits(text, known.beyond):
        raise Beyond(f"adding and replacing things needs a diffusion model. {abilities}.")
    for part in parts(words):
        if requests and (lit := _toned(requests[-1], part)):
            requests[-1] = lit
            continue
        more = _understood(part, requests[-1] if requests else None, marked)
        more = tuple(_told_by(one, says) for one in more) if says else more
        requests.extend(one for one in more if one not in requests)
        if not more and requests and (placed := _placed(requests, part)):
            requests = placed
        elif not more:
            left.append(part)
        elif not (marked or any(one.where or one.detail for one in more)):
            unused += unheeded(part, more[0].title)
    if not requests:
        _ask_what_becomes_of(text)
        raise Beyond(f"it does not know that edit, which may need a diffusion model. {abilities}.")
    return Wishes(tuple(requests), (*_told(words, left), *unused))


def _ask_what_becomes_of(text: str) -> None:
    """Raises Beyond where folded `text` names a place or a light, and no more."""
    known = vocabulary()
    if hits(text, known.lamp.words) and not says_something(text):
        raise Beyond(
            "it needs to know where the light comes from: say “light from the left” or “warm light "
            "from above”, for the whole picture. A place alone it makes brighter: “brighten the "
            "face”."
        )
    found = [hit for hit in _found(text) if known.places.get(hit.phrase, "whole") != "whole"]
    title = f"the {known.places[found[0].phrase]}" if found else ""
    if where := part_named(text):
        title = part_title(where)
    if title and not _changes(_found(text)):
        raise Unplaced(
            f"it needs to know what should become of {title}: say “blur {title}”, “make {title} "
            "darker”, or “make it blue” with the place."
        )


def _told_by(request: Request, says: str) -> Request:
    """`request` for the text that says this, where it is of a text."""
    title, thing = f"the text “{says}”", request.detail
    if isinstance(thing, Pointer) and thing.text:
        return replace(request, title=title, detail=thing._replace(title=title, words=says))
    return replace(request, title=title, says=says) if request.place == "text" else request


def _of_the_whole(words: str) -> tuple[tuple[Request, ...], str]:
    """What is asked in a sentence that must not be cut, and the words that are left."""
    wish = rewording(words)
    if wish is not None:
        return (Request(Verb.REWORD, "text", "the text", detail=wish),), wish.rest
    other = staging(folded(words))
    if other is not None:
        change = Request(Verb.RESTAGE, "background", "the background", detail=other.stage)
        return (change,), other.rest
    return (), words


def _all_but(requests: tuple[Request, ...], named: str) -> tuple[Request, ...]:
    """`requests` of all but their place; raises Beyond where that is not one place."""
    places = {(one.verb in _PLAIN and one.place, one.named, one.where) for one in requests}
    if not requests or len(places) > 1 or {False, "whole"} & {place[0] for place in places}:
        raise Beyond(
            f"it leaves one place as it is, and finds none, or several, in “{named}”. Say “blur "
            "everything except the face”, “… the subject”, or “… the red cup”."
        )
    return tuple(
        replace(one, title=f"everything except {one.title}", outside=True) for one in requests
    )


def _understood(part: str, before: Request | None, marked: bool) -> tuple[Request, ...]:
    if MARK in part:
        plain = " ".join(part.replace(MARK, " ").split())
        named = part.split(MARK)[1].strip()
        return _all_but(_understood(plain, None, marked), named)
    removal, light = _removal(part, before, marked), lamp(part)
    if removal is not None:
        return (removal,)
    if light is not None:
        return (Request(Verb.RELIGHT, "whole", light.title, detail=light),)
    found = _found(part)
    if not (marked or _swaps_sky(part)):
        _refuse_unknown_things(part, found)
        _refuse_new_things(part, found)
    return _requests(part, found, before)


def _placed(requests: list[Request], part: str) -> list[Request]:
    """`requests` of the whole where `part` names no more than a place: “darker, the top third”.

    None where it does not, or where they are of something else.
    """
    if any(one.place != "whole" or one.verb not in _PLAIN or one.detail for one in requests):
        return []
    found = _found(part)
    colours = [hit for hit in found if hit.phrase in vocabulary().colours]
    aims = () if _changes(found) else _aims(part, found, colours, (requests[-1].what,))
    return [
        replace(aim, verb=one.verb, colour=one.colour, what=one.what)
        for one in requests
        for aim in aims
    ]


def _toned(before: Request, part: str) -> Request | None:
    """The light `before` in the tone that `part` names: “light from the left, warm”."""
    tone = tone_alone(part)
    if not tone or not isinstance(before.detail, Lamp) or before.detail.tone:
        return None
    light = before.detail._replace(tone=tone, title=f"{tone} {before.detail.title}")
    return replace(before, title=light.title, detail=light)


def _removal(part: str, before: Request | None, marked: bool) -> Request | None:
    """What a part takes out: by its verb, or because the part before it did and it has none."""
    verb = removes(part)
    goes_on = before is not None and before.verb is Verb.REMOVE and not says_something(part)
    if verb is None and not (goes_on and _ARTICLE.match(part.split()[0])):
        return None
    named = part[verb.end :].strip() if verb else part
    thing = marked_pointer(named) if marked else pointer(named)
    return Request(Verb.REMOVE, "thing", thing.title, detail=thing)


def _told(words: str, left: list[str]) -> tuple[str, ...]:
    """What is not done, said; of a part that asks for a size only the size."""
    polite = set(vocabulary().polite)
    others = [
        f"“{part}” is not done"
        for part in left
        if not resizing(part) and not polite.issuperset(part.split())
    ]
    size = ("the size is left as it is: say “upscale”",) if resizing(words) else ()
    return (*size, *others)


def _found(text: str) -> tuple[Hit, ...]:
    known = vocabulary()
    return hits(text, [*known.colours, *known.places, *known.changes])


def _swaps_sky(text: str) -> bool:
    places = (vocabulary().places.get(hit.phrase) for hit in _found(text))
    return bool(sky_named(text)) and "sky" in places


def _requests(text: str, found: tuple[Hit, ...], before: Request | None) -> tuple[Request, ...]:
    """The edits of one part; none where it names none. A part without a place goes on `before`."""
    known = vocabulary()
    if _swaps_sky(text):
        return (Request(Verb.SKY, "sky", "the sky", what=sky_named(text)),)
    colours = [hit for hit in found if hit.phrase in known.colours]
    changes = _changes(found)
    named = [known.places[hit.phrase] for hit in found if hit.phrase in known.places]
    places = _aims(text, found, colours, changes)
    if not places and before is not None and changes and "whole" not in named:
        aim = before if before.detail is None else _WHOLE
        return tuple(replace(aim, verb=Verb.CHANGE, colour=None, what=what) for what in changes)
    if not places and before is not None and not changes:
        return ()
    if (aims := places or (_WHOLE,)) and changes:
        return tuple(replace(aim, what=what) for aim in aims for what in changes)
    # A single colour beside its noun says which thing is meant, not what to paint it.
    if not colours or (len(colours) == 1 and not places and _describes(text, colours[0])):
        return ()
    target = known.colours[colours[-1].phrase]
    return tuple(replace(aim, verb=Verb.RECOLOUR, colour=target) for aim in aims)


def _changes(found: tuple[Hit, ...]) -> tuple[str, ...]:
    known = vocabulary()
    # “The contrast” alone names what to change, not how.
    told = [hit for hit in found if hit.phrase in known.changes and hit.phrase not in known.places]
    return tuple(dict.fromkeys(known.changes[hit.phrase] for hit in told))


def _aims(
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
        aims = (Request(Verb.CHANGE, name, f"the {name}") for name in places)
        return tuple(replace(one, where=where) if one.place == "text" else one for one in aims)
    if len(colours) > (0 if changes else 1):
        first = colours[0]
        thing = _thing(text, first)
        where = tuple(dict.fromkeys(known.where[hit.phrase] for hit in hits(text, known.where)))
        place = Request(Verb.CHANGE, "colour", thing.title, where=where, one=thing.one)
        return (replace(place, named=known.colours[first.phrase]),)
    part = PARTS & {*text.split()}  # “the left side of the picture” is not the picture
    if (where := part_named(text)) and (part or "whole" not in named):
        return (Request(Verb.CHANGE, "part", part_title(where), where=where),)
    return ()


_PLAIN = frozenset({Verb.CHANGE, Verb.RECOLOUR})  # what can be done to all but a place
_WHOLE = Request(Verb.CHANGE, "whole", "the whole picture")
_ARTICLE = re.compile(r"\b(?:the|my|his|her|their|our|das|der|die|den|dem)$")


def _describes(text: str, hit: Hit) -> bool:
    return _ARTICLE.search(text[: hit.start].strip()) is not None


_QUALITIES = frozenset({"colour", "color", "farbe", "couleur"})  # “the colour of the text”
_NOUN = re.compile(r"\b(?:the|my|his|her|their|our|das|der|die|den|dem|le|la|les|el|los|las) (\w+)")


def _refuse_unknown_things(text: str, found: tuple[Hit, ...]) -> None:
    for match in _NOUN.finditer(text):
        start = match.start(1)
        if match[1] in vocabulary().where:
            _refuse_told_things(text, match)
            continue
        if match[1] in vocabulary().which and thing_beside(text, match.end(1)):
            _refuse_told_things(text, match)
        if match[1] in PARTS | _QUALITIES or any(hit.start <= start < hit.end for hit in found):
            continue
        if not _coloured(match, found):
            raise Unplaced(
                f"it cannot find “{match[1]}” without a diffusion model. Name its colour (“make "
                "the red car blue”), the sky, the background, the subject, a face, grass or water."
            )


def _refuse_told_things(text: str, told: re.Match[str]) -> None:
    """Raises Beyond for a thing that only a position tells: “the left cup”."""
    thing = thing_beside(text, told.end(1))
    if thing:
        raise Unplaced(
            f"it cannot find “{told[1]} {thing}” without a diffusion model. Name its colour too "
            "(“the red cup on the left”), mark it, or name a part of the picture: “the left half”."
        )


_LESS = re.compile(r"\b(?:less|weniger|moins de|moins|menos)$")
_SOME = re.compile(r"\b(?:un|une|des|una|unos|unas) (\w+)$")


def _refuse_new_things(text: str, found: tuple[Hit, ...]) -> None:
    """Raises Beyond where a colour belongs to a thing that no article points at: “a red hat”.

    To paint everything in its colour would be the last that was meant.
    """
    known = vocabulary()
    colours = [hit for hit in found if hit.phrase in known.colours]
    if not colours or _aims(text, found, colours, ()) or _changes(found):
        return
    last = colours[-1]
    if _describes(text, last):
        return  # “the red car” is there
    before, colour = text[: last.start].strip(), text[last.start : last.end]
    if _LESS.search(before):
        raise Beyond(f"it cannot take “{colour}” back; “less colour” and “cooler” it knows.")
    following = next(iter(text[last.end :].split()), "")
    owner = _SOME.search(before)
    plain = {"", *_FILLERS, *known.polite, *known.alone}
    if owner is None and (following in plain or _known(last.end + 1, found)):
        return
    thing = f"{owner[1]} {colour}" if owner else f"{colour} {following}"
    raise Beyond(
        f"it cannot draw “{thing}” into a picture without a diffusion model. To recolour what is "
        f"there, say “make the … {colour}” with its present colour: “make the red car blue”."
    )


def _known(start: int, found: tuple[Hit, ...]) -> bool:
    return any(hit.start <= start < hit.end for hit in found)


def _coloured(noun: re.Match[str], found: tuple[Hit, ...]) -> bool:
    """Whether a colour stands behind a noun and its change is said: “la taza roja azul”."""
    colours = [hit for hit in found if hit.phrase in vocabulary().colours]
    said = len(colours) > 1 or bool(_changes(found))
    return said and bool(colours) and colours[0].start == noun.end() + 1


_FILLERS = {"to", "into", "a", "in", "zu", "en", "be", "more", "less", "than", "and"}


class _Thing(NamedTuple):
    """What a colour is told of."""

    title: str  # “the red car”
    one: bool  # whether it is a single thing


def _thing(text: str, hit: Hit) -> _Thing:
    """The colour with its noun, which stands before it in some languages."""
    colour = text[hit.start : hit.end]
    before = next((noun for noun in _NOUN.finditer(text) if noun.end() + 1 == hit.start), None)
    if before is not None and before[1] not in vocabulary().where:
        return _Thing(f"the {before[1]} {colour}", _single(before[1]))
    following, known = text[hit.end :].split(), vocabulary()
    noun = following[0] if following and following[0] not in _FILLERS else ""
    if noun in known.colours or noun in known.changes:
        noun = ""
    return _Thing(f"the {colour} {noun or 'part'}", _single(noun))


def _single(noun: str) -> bool:
    return bool(noun) and not (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))
