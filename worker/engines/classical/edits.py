"""Edits one place of a picture; everything outside the place stays identical to the bit."""

import numpy as np

from worker.engines.classical.backdrop import defocused
from worker.engines.classical.beyond import Beyond
from worker.engines.classical.chance import Draw
from worker.engines.classical.grading import changed
from worker.engines.classical.looks import FULL_STRENGTH
from worker.engines.classical.masks import hue_mask, neutral_mask, subject_mask
from worker.engines.classical.outdoors import grass_mask, sky_mask, water_mask
from worker.engines.classical.pixels import Colour8, Picture, Plane, mixed, to_bytes, to_float
from worker.engines.classical.recolour import recoloured
from worker.engines.classical.request import Request, Verb, understood
from worker.engines.classical.skies import painted_sky

_LEAST = 0.002  # of the picture: a smaller place counts as not found


def edited(colour: Colour8, words: str, draw: Draw, strength: float) -> tuple[Colour8, str]:
    """`colour` after the edit that `words` ask for, and what was done.

    Raises Beyond when the edit needs a diffusion model or the place is not in the picture.
    """
    request = understood(words)
    mask = place_mask(colour, request)
    new, did = _performed(to_float(colour), mask, request, draw)
    share = mask * np.float32(min(strength / FULL_STRENGTH, 1.0))
    result = composited(colour, new, share)
    return result, f"{did}; {_extent(colour, result)}"


def place_mask(colour: Colour8, request: Request) -> Plane:
    """Where the place of `request` is, 0 to 1; raises Beyond when it is nowhere."""
    mask = _found(colour, request)
    if float(mask.mean()) < _LEAST:
        raise Beyond(
            f"it finds no place for {request.title} in this picture by colour and position; "
            "to recognise it needs a diffusion model."
        )
    return mask


def _found(colour: Colour8, request: Request) -> Plane:
    named = request.named
    if named is not None and named.hue is not None:
        return hue_mask(colour, named.hue, named.width, named.lightest)
    if named is not None:
        return neutral_mask(colour, named.darkest, named.lightest)
    if request.place in ("background", "subject"):
        subject = subject_mask(colour)
        return subject if request.place == "subject" else 1 - subject
    finders = {"sky": sky_mask, "grass": grass_mask, "water": water_mask}
    if request.place in finders:
        return finders[request.place](colour)
    return np.ones(colour.shape[:2], np.float32)


def _performed(picture: Picture, mask: Plane, request: Request, draw: Draw) -> tuple[Picture, str]:
    if request.verb is Verb.SKY:
        new, title = painted_sky(picture, mask, request.what, draw)
        return new, f"{request.what} sky, {title}"
    if request.verb is Verb.RECOLOUR:
        assert request.colour is not None, request
        new, shade = recoloured(picture, mask, request.colour, draw)
        return new, f"{request.title} recoloured {request.colour.name} ({shade})"
    if request.what == "blurred" and request.place != "whole":
        return defocused(picture, mask, draw), f"{request.title} blurred"
    new, what = changed(picture, request.what, draw)
    return new, f"{request.title}: {what}"


def composited(colour: Colour8, new: Picture, mask: Plane) -> Colour8:
    """`new` inside `mask` over `colour`; where the mask is 0, not one bit differs."""
    result = to_bytes(mixed(to_float(colour), np.clip(new, 0, 1), mask))
    outside = mask <= 1 / 255
    result[outside] = colour[outside]
    return result


def _extent(before: Colour8, after: Colour8) -> str:
    share = float((before != after).any(axis=2).mean())
    if share > 0.995:
        return "the whole picture changed"
    return f"{max(share, 0.001):.0%} of the picture changed, the rest is identical"
