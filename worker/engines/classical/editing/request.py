"""What words ask of one place: which place, and which change of it."""

import re
from dataclasses import replace

from worker.engines.classical.editing.aiming import (
    ARTICLE,
    PLAIN,
    aims_of,
    changes_in,
    edits_of,
    named_in,
    swaps_sky,
)
from worker.engines.classical.editing.refusing import (
    refuse_less_of_a_colour,
    refuse_new_things,
    refuse_unknown_things,
)
from worker.engines.classical.editing.stages import staging
from worker.engines.classical.editing.wishes import Request, Verb, Wishes
from worker.engines.classical.words.amounts import how_much, told_plainly
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.excepting import MARK, left_out
from worker.engines.classical.words.lamps import Lamp, lamp, tone_alone
from worker.engines.classical.words.lettered import lettered
from worker.engines.classical.words.nesting import refuse_nested, refuse_unsaid
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.pointing import Pointer, marked_pointer, pointer, removes
from worker.engines.classical.words.positions import (
    part_named,
    part_title,
    unheeded,
)
from worker.engines.classical.words.referring import referred
from worker.engines.classical.words.rephrasing import rephrased
from worker.engines.classical.words.sentences import parts, says_something
from worker.engines.classical.words.sizes import resizing
from worker.engines.classical.words.typesetting import refuse_typesetting
from worker.engines.classical.words.vocabulary import vocabulary
from worker.engines.classical.words.wording import rewording

ABILITIES = (
    "It can take out (“remove the red cup”), recolour (“make the red car blue”), relight, change "
    "lettering, brightness, the sky or the background"
)
WITHIN_A_MASK = (
    "Within a mask it can take out (“remove it”), recolour (“make it blue”), blur, darken, warm, "
    "or give a look (“as a watercolour”)"
)


def understood(words: str, *, marked: bool = False) -> Wishes:
    """The edits that `words` ask for; raises Beyond, which says what can be asked instead.

    Where a person has `marked` what they mean, words may call it what they like.
    """
    abilities, words = WITHIN_A_MASK if marked else ABILITIES, rephrased(words)
    whole, words = _of_the_whole(words)
    if whole and not words:
        return Wishes(whole, ())
    words, says = lettered(words)
    words, share = told_plainly(words)
    requests, left, unused = list(whole), list[str](), list[str]()
    if not marked:
        refuse_nested(words)
        _refuse_prices(folded(words))
        _refuse_other_type(folded(words))
    words = left_out(words)
    text, known = folded(words), vocabulary()
    if not swaps_sky(text) and hits(text, known.beyond):
        raise Beyond(f"adding and replacing things needs a diffusion model. {abilities}.")
    for part in parts(words):
        if requests and (lit := _toned(requests[-1], part)):
            requests[-1] = lit
            continue
        more = _understood(part, requests[-1] if requests else None, marked)
        more = tuple(_told_by(one, says) for one in more) if says else more
        more = _measured(more, how_much(part, share))
        requests.extend(one for one in more if one not in requests)
        if not more and requests and (placed := _placed(requests, part)):
            requests = placed
        elif not more:
            left.append(part)
        elif not (marked or any(one.where or one.thing or one.detail for one in more)):
            unused += unheeded(part, more[0].title)
    if not requests:
        _ask_what_becomes_of(text)
        raise Beyond(f"it does not know that edit, which may need a diffusion model. {abilities}.")
    changes = any(one.verb is Verb.CHANGE for one in requests)
    counted = (f"“{share}” is not counted: the variants differ in how much",)
    counted = counted if share and changes else ()
    return Wishes(tuple(requests), (*_told(words, left), *unused, *counted))


_PRICES = re.compile(
    r"\b(?:prices|preise|precios|(?:les|tous les) prix)\b"
    r"|\b(?:the|every|each|all) (?:first|second|third|last|every) price\b"
)


def _refuse_prices(text: str) -> None:
    """Raises Beyond where folded `text` is about figures, and not those of one line."""
    if found := _PRICES.search(text):
        raise Beyond(
            f"“{found[0]}” are parts of lines here, and it sets one line at a time: say whose, as "
            "in “change the price of Tea to 3.10”."
        )


def _refuse_other_type(text: str) -> None:
    """Raises Beyond where folded `text` is about how letters are set, and nothing it can do."""
    known = vocabulary()
    if not (removes(text) or hits(text, known.colours) or changes_in(named_in(text))):
        refuse_typesetting(text)


def _ask_what_becomes_of(text: str) -> None:
    """Raises Beyond where folded `text` names a place or a light, and no more."""
    known = vocabulary()
    if hits(text, known.lamp.words) and not says_something(text):
        raise Beyond(
            "it needs to know where the light comes from: say “light from the left” or “warm light "
            "from above”, for the whole picture. A place alone it makes brighter: “brighten the "
            "face”."
        )
    found = [hit for hit in named_in(text) if known.places.get(hit.phrase, "whole") != "whole"]
    title = f"the {known.places[found[0].phrase]}" if found else ""
    if where := part_named(text):
        title = part_title(where)
    if title and not changes_in(named_in(text)):
        raise Unplaced(
            f"it needs to know what should become of {title}: say “blur {title}”, “make {title} "
            "darker”, or “make it blue” with the place."
        )


def _measured(requests: tuple[Request, ...], much: str) -> tuple[Request, ...]:
    """`requests` with how much of each change is wished."""
    if not much:
        return requests
    return tuple(replace(one, much=much) if one.verb is Verb.CHANGE else one for one in requests)


def _told_by(request: Request, says: str) -> Request:
    """`request` for the text that says this, where it is of a text."""
    title, thing = f"the text “{says}”", request.detail
    if isinstance(thing, Pointer) and thing.text:
        # “The text OPEN, blue”: in some languages a colour stands behind what it is of.
        ink = vocabulary().colours.get(thing.words, thing.colour)
        thing = thing._replace(title=title, words=says, colour=ink)
        return replace(request, title=title, detail=thing)
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
    places = {(one.verb in PLAIN and one.place, one.named, one.where) for one in requests}
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
    found = named_in(part)
    refuse_less_of_a_colour(part, found)
    if not (marked or swaps_sky(part)):
        refuse_unknown_things(part, found)
        refuse_new_things(part, found)
    edits = edits_of(part, found, before)
    if not marked and any(one.place == "whole" and one.what != "sharper" for one in edits):
        refuse_unsaid(part)
    return edits


def _placed(requests: list[Request], part: str) -> list[Request]:
    """`requests` of the whole where `part` names no more than a place: “darker, the top third”.

    None where it does not, or where they are of something else.
    """
    if any(one.place != "whole" or one.verb not in PLAIN or one.detail for one in requests):
        return []
    found = named_in(part)
    colours = [hit for hit in found if hit.phrase in vocabulary().colours]
    aims = () if changes_in(found) else aims_of(part, found, colours, (requests[-1].what,))
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
    if verb is None and not (goes_on and ARTICLE.match(part.split()[0])):
        return None
    named = part[verb.end :].strip() if verb else part
    if verb and not marked:
        named = referred(part[: verb.start], named) or named
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
