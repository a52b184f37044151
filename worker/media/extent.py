"""How much of a picture an edit changed: counted, and as people are told."""

import re
from typing import NamedTuple

import numpy as np

from core.catalogue import Intent
from core.jobs import JobSpec
from worker.engine import Laying, Pixels, Rendered

_SAID = re.compile(r"(?:[\d.]+ %|less than 0\.1 %)(?= of the picture changed)")
_WITHIN = " within your mask"
_LEAST = 0.0005  # a share that would be rounded to nothing


def changed(before: Pixels, after: Pixels) -> float:
    """The share of pixels that are not what they were, 0 to 1; both have the same sides.

    What became transparent changed, too; a colour that nobody sees, before or after, did not.
    """
    clear, still = _alpha(before), _alpha(after)
    differs = (before[..., :3] != after[..., :3]).any(axis=2) & (clear > 0)
    return float((differs | (clear != still)).mean())


def said(share: float, masked: bool = False) -> str:
    """How much changed; `masked` where a person marked what may."""
    within = _WITHIN if masked else ""
    if share == 0:
        return f"nothing changed{within}"
    return f"{_much(share)} of the picture changed{within}, the rest is identical"


def restated(did: str, share: float | None, *, shown: bool = False) -> str:
    """What was done, with the share as it was counted on the stored pictures.

    An engine that works on a smaller copy counts there. `shown`: the mask is nobody's own, but
    the outline of what was found, to which a person said yes.
    """
    if shown:
        did = did.replace(_WITHIN, " within the outline that was shown")
    if share is None:
        return did
    return _SAID.sub(_much(share), did)


def share_of(spec: JobSpec, inputs: tuple[Pixels, ...], index: int, after: Pixels) -> float | None:
    """The share that variant `index` (1-based) changed; None where it is no change of one picture.

    So it is for a new size, a new picture, and whatever was made from several.
    """
    place = source_of(spec, inputs, index, after)
    if place is None or (spec.intent is Intent.CUTOUT and spec.mask is None):
        return None
    return changed(inputs[place], after)


def source_of(spec: JobSpec, inputs: tuple[Pixels, ...], index: int, after: Pixels) -> int | None:
    """Which of the inputs variant `index` (1-based) is a change of, pixel by pixel, from 0.

    None for a new size, a new picture, and whatever was made from several.
    """
    if (spec.intent not in (Intent.EDIT, Intent.CUTOUT) and spec.mask is None) or not inputs:
        return None
    place = index - 1 if spec.each else 0
    return place if inputs[place].shape[:2] == after.shape[:2] else None


class Origin(NamedTuple):
    """What a result is a change of, pixel by pixel."""

    place: int  # of the input, from 0
    laying: Laying  # how it lies in the result


def origin_of(spec: JobSpec, inputs: tuple[Pixels, ...], one: Rendered) -> Origin | None:
    """The same of what was rendered, and of an input in another frame."""
    if inputs and one.laying is not None:
        return Origin(one.index - 1 if spec.each else 0, one.laying)
    place = source_of(spec, inputs, one.index, one.pixels)
    return None if place is None else Origin(place, Laying())


def _much(share: float) -> str:
    return f"{100 * share:.1f} %" if share >= _LEAST else "less than 0.1 %"


def _alpha(picture: Pixels) -> Pixels:
    if picture.shape[2] == 4:
        return picture[..., 3]
    return np.full(picture.shape[:2], 255, np.uint8)
