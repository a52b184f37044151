"""Where in a picture an edit happens: its place, found as the words name it, or as it is marked."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.editing.aiming import BROAD
from worker.engines.classical.editing.marked import NOT_THERE, narrowed, of_all_marked
from worker.engines.classical.editing.surmise import ask_whether
from worker.engines.classical.editing.transparency import cut_out_already, seen
from worker.engines.classical.editing.wishes import Request
from worker.engines.classical.finding.contours import closedness, is_clear
from worker.engines.classical.finding.doubts import told_apart
from worker.engines.classical.finding.faces import face_mask
from worker.engines.classical.finding.grounds import grass_mask, water_mask
from worker.engines.classical.finding.masks import colour_mask, subject_mask
from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.finding.positions import window_of
from worker.engines.classical.finding.things import pointed_mask
from worker.engines.classical.finding.tinted import every_mask, placed_mask, tinted_mask
from worker.engines.classical.lettering.extent import text_mask
from worker.engines.classical.lettering.torn import refuse_letters
from worker.engines.classical.painting.pixels import Colour8, Layers, Plane, unit
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import positions, step
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.vocabulary import Colour

_VAST = 0.4  # of the picture: a single thing that is named by its colour rarely covers more
_SOFT = 0.018  # of the shorter side, over which a part of the picture ends
_MIDDLE = (0.18, 0.42)  # of the sides, from the centre: where the middle begins to end, and ends
_LEAST = 0.002  # of the picture: a smaller place counts as not found
_ABSENT = {
    "sky": "a sky runs from the upper edge to the ground. A wall or a studio backdrop is none: say "
    "“the background”.",
    "grass": "grass and leaves are green, and cover more than a spot. Name another colour, or “the "
    "background”.",
    "water": "water is bluish, smooth and broad, and lies below the sky. Name another colour, or "
    "“the background”.",
}
# Changes of what a text stands on, too: strokes alone cannot be blurred.
_OF_THE_PLACE = frozenset({"blurred", "sharper", "less noisy", "livelier", "more evenly lit"})
_NOTHING_BEHIND = (
    "the background is transparent here, so that there is nothing to change. Say what comes behind "
    "the subject: “change the background to white”, “to a gradient”, “to a sunset”."
)
_CLOSED = 0.55  # of the outline of a colour that has to be an edge: else it is torn out of another


class Located(NamedTuple):
    """Where an edit happens, and the edit of that place."""

    mask: Plane
    request: Request
    note: str = ""  # what a person should know of it


def located(layers: Layers, request: Request, marks: Plane | None) -> Located:
    """The place of `request`; of what is marked as much as is in it, or all where that is nothing.

    Raises Beyond when it is nowhere and nothing is marked.
    """
    if marks is None:
        found = sure(layers.colour, _seen(layers, request), request)
        place = _meant(layers, found, request)
        ask_whether(layers.colour, found, place, request)
        return Located(place, request)
    try:
        found = None if request.place == "whole" else _seen(layers, request)
        found = None if found is None else _meant(layers, found, request)
    except Beyond:
        found = None
    place = None if found is None else narrowed(found, marks)
    if place is not None:
        return Located(place, request)
    return Located(marks, of_all_marked(request), _not_there(request, found))


def _not_there(request: Request, found: Plane | None) -> str:
    """What to say where all that is marked changes, and what words name is known to be elsewhere.

    What nobody can recognise they may call as they like.
    """
    elsewhere = found is not None and float(found.mean()) >= _LEAST
    known = request.place in _ABSENT or request.place in ("face", "text")
    if not (elsewhere or known):
        return ""
    return f"{request.title} {NOT_THERE}"


def sure(colour: Colour8, mask: Plane, request: Request) -> Plane:
    """`mask`, the place of `request`, 0 to 1; raises Beyond where it is nowhere or has no edge."""
    if request.place == "face":  # of a group each is small, and recognised as what it is
        if not mask.any():
            raise Unplaced("it finds no face that looks at the camera in this picture.")
        return mask
    if float(mask.mean()) < _LEAST:
        why = _ABSENT.get(request.place, "to recognise it needs a diffusion model.")
        raise Unplaced(
            f"it finds no place for {request.title} in this picture by colour and position: {why}"
        )
    if request.named is not None and closedness(colour, mask) < _CLOSED:
        raise Unplaced(
            f"what is {request.named.name} here runs over into what is beside it, so that "
            f"{request.title} has no clear edge. Name another colour, “the background”, or “the "
            "whole picture”."
        )
    return mask


def _seen(layers: Layers, request: Request) -> Plane:
    """The place, without what of it is transparent; a part is one whatever is there."""
    place = _found(layers, request)
    if request.place in BROAD and request.where:
        place = place * part_of(layers.colour, request.where)
    return place if request.place in ("whole", "part") else seen(layers, place)


def _pointed(colour: Colour8, thing: Pointer) -> Plane:
    """The thing that is told from its like; raises Beyond where those are letters of a line."""
    try:
        found = pointed_mask(colour, thing).astype(np.float32)
    except Beyond as beyond:
        refuse_letters(colour, beyond.guess, thing.noun)
        raise
    if thing.colour is None:
        refuse_letters(colour, found, thing.noun)
    return found


def _meant(layers: Layers, place: Plane, request: Request) -> Plane:
    """What of a picture is changed, where `place` was found: all but it, where that was said."""
    return seen(layers, 1 - place) if request.outside else place


def _found(layers: Layers, request: Request) -> Plane:
    colour = layers.colour
    if request.place == "text":
        text = request.thing or Pointer("the text", where=request.where, text=True)
        ink = request.what not in _OF_THE_PLACE
        return text_mask(colour, text._replace(words=request.says), ink=ink)
    if request.named is not None:
        return _coloured(colour, request.named, request)
    if request.thing is not None:
        return blurred(_pointed(colour, request.thing), unit(colour))
    if request.place in ("background", "subject"):
        behind = request.place == "background"
        subject = cut_out_already(layers)
        if subject is None:
            subject = _clear_subject(colour, behind=behind)
        elif behind:
            raise Beyond(_NOTHING_BEHIND)
        return 1 - subject if behind else subject
    finders = {"sky": sky_mask, "grass": grass_mask, "water": water_mask}
    if request.place in finders:
        return finders[request.place](colour)
    if request.place == "face":
        return face_mask(colour, far=True)
    if request.place == "part":
        return part_of(colour, request.where)
    return np.ones(colour.shape[:2], np.float32)


def _coloured(colour: Colour8, named: Colour, request: Request) -> Plane:
    """What is known by its colour: one thing where one is meant, else all of it."""
    if request.one and request.where:
        return placed_mask(colour, named, request.where, request.title)
    if request.one or request.where:
        return _one_of(request, tinted_mask(colour, named, window_of(request.where)))
    every = every_mask(colour, named)
    return every if every.any() else colour_mask(colour, named)


def part_of(colour: Colour8, where: tuple[str, ...]) -> Plane:
    """The part of the picture that position words name, 0 to 1, with a soft edge."""
    height, width = colour.shape[:2]
    if where == ("middle",):  # no frame that anybody sees ends there
        down, across = positions(colour)
        away = np.hypot(across - 0.5, down - 0.5)
        return 1 - step(*_MIDDLE, away.astype(np.float32))
    window, plane = window_of(where), np.zeros((height, width), np.float32)
    rows = slice(round(window.top * height), round(window.bottom * height))
    columns = slice(round(window.left * width), round(window.right * width))
    plane[rows, columns] = 1
    return blurred(plane, _SOFT * min(height, width))


def _one_of(request: Request, mask: Plane) -> Plane:
    """`mask` of a single thing, known by its colour; raises Beyond for what no thing covers."""
    if request.one and float(mask.mean()) > _VAST:
        raise Unplaced(
            f"what is {request.named.name if request.named else ''} here covers "
            f"{float(mask.mean()):.0%} of the picture, which is hardly {request.title}. Mark it, "
            "or say where it is.",
            mask,
        )
    return mask


def _clear_subject(colour: Colour8, behind: bool) -> Plane:
    subject = subject_mask(colour)
    guess = 1 - subject if behind else subject
    if not is_clear(colour, subject):
        raise Unplaced(
            "it finds no clear edge between the subject and the background here, and would tear "
            "it. Name a colour (“the red car”), or change the whole picture.",
            guess,
        )
    if not told_apart(colour, subject):
        raise Unplaced(
            "the colours of the subject and of what is behind it are alike here, and it would tear "
            "it. Send a mask of what should change, name its colour (“the red car”), or change the "
            "whole picture.",
            guess,
        )
    return subject
