"""Edits places of a picture; everything outside the place stays identical to the bit."""

from dataclasses import replace
from typing import assert_never

import numpy as np

from worker.engines.classical.editing.aiming import BROAD
from worker.engines.classical.editing.backdrop import defocused
from worker.engines.classical.editing.backgrounds import restaged
from worker.engines.classical.editing.changes import Change
from worker.engines.classical.editing.inking import inked_in, inks
from worker.engines.classical.editing.lettered import wish_of_lettering
from worker.engines.classical.editing.marked import confined
from worker.engines.classical.editing.places import Located, located, part_of, sure
from worker.engines.classical.editing.recolour import recoloured
from worker.engines.classical.editing.relighting import relit
from worker.engines.classical.editing.removal import erased, removed
from worker.engines.classical.editing.request import understood
from worker.engines.classical.editing.retexting import reworded
from worker.engines.classical.editing.skies import painted_sky
from worker.engines.classical.editing.stages import Stage
from worker.engines.classical.editing.surmise import ask_of_a_wall, like_a_wall
from worker.engines.classical.editing.transparency import (
    cut_out_already,
    edited_pixels,
    laid,
    seen,
)
from worker.engines.classical.editing.untexting import untexted
from worker.engines.classical.editing.wishes import Request, Verb
from worker.engines.classical.finding.doubts import doubt
from worker.engines.classical.finding.matting import Matte, plate
from worker.engines.classical.finding.outdoors import sky_matte, sky_of_look
from worker.engines.classical.finding.positions import told
from worker.engines.classical.finding.tinted import others
from worker.engines.classical.lettering.reading import marked_lines
from worker.engines.classical.lettering.roles import by_their_roles
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.grading import changed
from worker.engines.classical.painting.pixels import (
    Colour8,
    Layers,
    Picture,
    Pixels8,
    Plane,
    mixed,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.painting.tone import to_lab
from worker.engines.classical.styles.looks import FULL_STRENGTH, strength_said
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.lamps import Lamp
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.wording import Rewording
from worker.media.extent import changed as changed_share
from worker.media.extent import said

_GREY = 4.0  # CIE76 chroma, of a sky that only its tone tells from the ground
_BY_TONE = "a grey sky ends where its tone does: look at the skyline"
_IN_GRAIN = "the picture is grainy: look at thin things before the sky"
_NEARLY_ALL = 0.95  # of the picture: from here on there is no rest to speak of


def edited(
    layers: Layers,
    words: str,
    draw: Draw,
    strength: float,
    marks: Plane | None = None,
    traced: Pixels8 | None = None,
) -> tuple[Pixels8, str]:
    """A picture after the edits that `words` ask for, one after another, and what was done.

    Where `marks` (0 to 1) are, only what is marked changes. `traced` is the picture that this one
    is a look of: a sky is looked for there. What came behind something transparent is opaque.
    Raises Beyond when an edit needs a diffusion model or its place is not in the picture.
    """
    colour = layers.colour
    marked = marks is not None
    words = words if marked else by_their_roles(colour, words)
    wishes = wish_of_lettering(colour, words, marks) or understood(words, marked=marked)
    share = np.float32(min(strength / FULL_STRENGTH, 1.0))
    picture, reach = to_float(colour), np.zeros(colour.shape[:2], np.float32)
    alpha = None if layers.alpha is None else to_float(layers.alpha)
    done = list[Change]()
    for request in (_behind(layers, one) for one in wishes.requests):
        change = _performed(layers, picture, request, draw, marks, traced)
        change = change if marks is None else confined(change, request, marks)
        mask = change.mask if change.whole else change.mask * share
        if alpha is not None and request.verb is Verb.RESTAGE:
            alpha, mask = laid(alpha, mask)
        picture = mixed(picture, np.clip(change.picture, 0, 1), mask)
        reach = np.maximum(reach, mask)
        done.append(change)
    result = edited_pixels(layers, composited(colour, picture, reach), alpha)
    entire = all(change.whole for change in done)
    notes = (*(() if entire else strength_said(strength)), *_notes(done), *wishes.left)
    whole = all(request.place == "whole" for request in wishes.requests)
    extent = _extent(layers, result, reach, marked=marked, whole=whole)
    return result, ", ".join((*_said(done), *notes, extent))


def _notes(done: list[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(change.note for change in done if change.note))


def _said(done: list[Change]) -> tuple[str, ...]:
    titles = dict.fromkeys(change.title for change in done)
    places = dict.fromkeys(change.place for change in done)
    if len(titles) > 1 and len(places) > 1:  # each with its own, or both seem done to both
        pairs = (f"{change.title} ({change.place or 'the picture'})" for change in done)
        return (" and ".join(dict.fromkeys(pairs)),)
    # Where one place is a part and another the whole, both are said.
    if len(places) > 1 and "" in places:
        places = dict.fromkeys(place or "the picture" for place in places)
    return tuple(" and ".join(words) for words in (titles, places) if any(words))


def _performed(
    layers: Layers,
    picture: Picture,
    request: Request,
    draw: Draw,
    marks: Plane | None,
    traced: Pixels8 | None,
) -> Change:
    colour = layers.colour
    match request.detail:
        case Pointer() if marks is not None and not _lettering(colour, request.detail, marks):
            return erased(picture, marks, draw)
        case Pointer(text=True) as lettering:
            return untexted(colour, picture, lettering, draw, marks)
        case Pointer() as thing:
            return removed(colour, picture, thing, draw)
        case Rewording() as wish:
            return reworded(colour, picture, wish, draw, marks)
        case Lamp() as lamp:
            return relit(colour, picture, lamp, draw)
        case Stage() as stage:
            return _restaged(layers, picture, request, stage, draw, marks)
        case None if marks is None and request.place == "sky" and not request.outside:
            return _resky(layers, picture, request, draw, traced, asks=traced is None)
        case None:
            place = located(layers, request, marks)
            if place.request.place == "sky" and not request.outside:
                return _resky(layers, picture, request, draw, traced)
            change = _repainted(picture, place.mask, place.request, draw)
            return _noted(change, place) if marks is not None else _doubted(colour, place, change)
        case _ as never:
            assert_never(never)


def _noted(change: Change, place: Located) -> Change:
    return change._replace(note=", ".join(filter(None, (change.note, place.note))))


def _behind(layers: Layers, request: Request) -> Request:
    """`request`, and where there is no background to paint, that of one in its colour."""
    paints = request.place == "background" and request.verb is Verb.RECOLOUR
    if not paints or request.colour is None or cut_out_already(layers) is None:
        return request
    stage = Stage(request.colour.name, (request.colour,))
    return replace(request, verb=Verb.RESTAGE, colour=None, detail=stage)


def _restaged(
    layers: Layers,
    picture: Picture,
    request: Request,
    stage: Stage,
    draw: Draw,
    marks: Plane | None,
) -> Change:
    subject = cut_out_already(layers)
    if subject is not None:
        return restaged(picture, subject, stage, draw, front=picture)
    subject = 1 - located(layers, request, marks).mask
    if layers.alpha is not None:
        subject = np.minimum(subject, to_float(layers.alpha))
    change = restaged(picture, subject, stage, draw)
    return change if marks is not None else _told(layers.colour, subject, change)


def _lettering(colour: Colour8, pointer: Pointer, marks: Plane) -> bool:
    """Whether the text that is to go is marked, and can be told from its ground."""
    if not pointer.text:
        return False
    try:
        return bool(marked_lines(colour, marks))
    except Beyond:  # it cannot read here, but fill it can
        return False


def _counted(colour: Colour8, place: Located, change: Change) -> Change:
    """`change` with what else of that colour was left, where one thing was named by it alone."""
    request = place.request
    if request.named is None or not request.one or request.where or request.outside:
        return change
    name, count = request.named.name, others(colour, request.named, place.mask)
    if not count:
        return change
    left = f"another {name} place was" if count == 1 else f"{count} other {name} places were"
    note = f"{left} left: say “everything {name}” for all, or where the one is that you mean"
    return change._replace(note=", ".join(filter(None, (change.note, note))))


def _doubted(colour: Colour8, place: Located, change: Change) -> Change:
    found = 1 - place.mask if place.request.outside else place.mask
    whole = place.request.place if not place.request.where else ""
    apart = {"subject": found, "background": 1 - found}.get(whole)
    return _counted(colour, place, change) if apart is None else _told(colour, apart, change)


def _told(colour: Colour8, subject: Plane, change: Change) -> Change:
    """`change` with what is doubtful about its subject."""
    notes = filter(None, (change.note, doubt(colour, subject)))
    return change._replace(note=", ".join(notes))


def _repainted(picture: Picture, mask: Plane, request: Request, draw: Draw) -> Change:
    if request.verb is Verb.SKY:
        new, title = painted_sky(picture, mask, request.what, draw)
        return Change(new, mask, title, f"{request.what} sky")
    if request.verb is Verb.RECOLOUR:
        assert request.colour is not None, request
        set_in = request.place == "text" and inks(request.colour) and not request.outside
        paint = inked_in if set_in else recoloured
        new, shade = paint(picture, mask, request.colour, draw)
        position = "" if request.place in ("part", *BROAD) else told(request.where)
        done = f"{request.title}{position} recoloured {request.colour.name}"
        return Change(new, mask, shade, done, _sought(request))
    place = "" if request.place in ("whole", "marked") else request.title
    if request.what == "blurred" and request.place != "whole":
        return Change(defocused(picture, mask, draw), mask, "blurred", place)
    new, title = changed(picture, request.what, draw, request.much)
    return Change(new, mask, title, place)


def _sought(request: Request) -> str:
    """What was gone by, where a thing is known by its colour alone: a red spoon may be the cup."""
    if request.place != "colour" or request.named is None:
        return ""
    return f"found as what is {request.named.name}"


def _resky(
    layers: Layers,
    picture: Picture,
    request: Request,
    draw: Draw,
    traced: Pixels8 | None,
    *,
    asks: bool = False,
) -> Change:
    """The sky behind all that stands before it is changed; what shines before it shines on.

    Where nobody marked it, it `asks` about what may be a wall.
    """
    colour = layers.colour
    matte = sky_matte(colour) if traced is None else sky_of_look(colour, traced)
    part = part_of(colour, request.where) if request.where else np.float32(1)
    sure(colour, seen(layers, matte.share * part), request)
    old = plate(picture, matte)
    if asks and like_a_wall(old, matte.share):
        ask_of_a_wall(matte.share)
    change = _repainted(old, matte.share, request, draw)
    # Of a pixel of two colours only the sky's share moves, so that no fringe of the old one stays.
    moved = np.clip(change.picture, 0, 1) - old
    moved *= matte.share[..., None]
    reach, note = (matte.share > 0).astype(np.float32), _doubt(old, matte)
    return change._replace(picture=picture + moved, mask=reach * part, note=note)


def _doubt(sky: Picture, matte: Matte) -> str:
    lab = to_lab(sky)[matte.share > 0.5]
    grey = float(np.hypot(lab[:, 1], lab[:, 2]).mean()) < _GREY
    return _BY_TONE if grey else _IN_GRAIN if matte.grainy else ""


def composited(colour: Colour8, new: Picture, mask: Plane) -> Colour8:
    """`new` as bytes where `mask` is more than 0; elsewhere not one bit of `colour` differs."""
    result = to_bytes(new)
    outside = mask <= 1 / 255
    result[outside] = colour[outside]
    return result


def _extent(layers: Layers, after: Pixels8, reach: Plane, *, marked: bool, whole: bool) -> str:
    """How much changed; of what was asked for the `whole` a few pixels may be as they were."""
    share = changed_share(together(*layers), after)
    if marked:
        return said(share, masked=True)
    # Where all was worked on, black that stayed black was not spared.
    if (whole and share > _NEARLY_ALL) or bool((seen(layers, reach == 0) == 0).all()):
        return "the whole picture"
    return said(share)


def share_changed(before: Colour8, after: Colour8) -> str:
    """How much of the picture differs, where only what is marked may."""
    return said(changed_share(before, after), masked=True)
