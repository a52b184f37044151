"""A subject on transparency: GrabCut, a guided edge, and the colours that belong to the subject."""

import cv2
import numpy as np

from worker.engines.classical.finding.contours import is_clear
from worker.engines.classical.finding.doubts import KEPT, closed, doubt, worth_a_look
from worker.engines.classical.finding.faces import faces
from worker.engines.classical.finding.kept import kept_mask, subject_there
from worker.engines.classical.finding.positions import window_of
from worker.engines.classical.finding.tinted import held_mask
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import (
    Alpha8,
    Colour8,
    Layers,
    Picture,
    Pixels8,
    Plane,
    mixed,
    to_bytes,
    to_float,
    unit,
)
from worker.engines.classical.painting.smoothing import blurred, boxed
from worker.engines.classical.painting.tone import step
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.keeping import called, kept, kept_where
from worker.engines.classical.words.nesting import refuse_nested
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.vocabulary import vocabulary

_EMPTY, _FULL = 0.01, 0.97  # of the picture
_SCATTERED = 0.2  # of a subject, that lies apart from the rest of it
_LEAST = 0.001  # of the picture, of a thing that words tell from others
# Edges of the variants: where alpha begins and ends, 0 to 1, and the feather in design px.
_EDGES = ((0.0, 1.0, 0.0), (0.15, 1.0, 0.0), (0.0, 1.0, 1.8), (0.35, 0.85, 0.0))
_MASK_OR_COLOUR = (
    "Send a mask of what to keep, or name the subject's colour (“cut out the red car”)."
)
_TITLES = ("natural edge", "tight edge", "feathered edge", "crisp edge")


def cut_out(layers: Layers, words: str, draw: Draw) -> tuple[Pixels8, str]:
    """RGBA with the subject alone, and how much of the picture that is.

    Words that name a colour (“the red car”) look for that. Raises Beyond when almost nothing,
    almost everything or nothing with a clear edge is found.
    """
    refuse_nested(words)
    things = kept(words)
    mask = kept_mask(layers.colour, things) if things else _subject(layers.colour, words)
    share, guessed = float(mask.mean()), not (things or names_a_colour(words))
    _refuse_doubtful(layers.colour, mask, share, _LEAST if things else _EMPTY)
    if guessed and not worth_a_look(layers.colour, mask):
        raise Beyond(
            "the colours of the subject and of what is behind it are alike here, and it would "
            f"tear it. {_MASK_OR_COLOUR}",
            mask,
        )
    if guessed and apart(mask) > _SCATTERED and not closed(layers.colour, mask):
        raise Beyond(
            "by colour and contrast it finds only pieces here, which have no clear edges. "
            f"{_MASK_OR_COLOUR}",
            mask,
        )
    which = draw.seed % len(_EDGES)
    low, high, feather = _EDGES[which]
    alpha = step(low, high, blurred(mask, feather * unit(mask))) if which else mask
    colour = foreground(to_float(layers.colour), alpha)
    solid = to_bytes(alpha)
    if layers.alpha is not None:
        solid = np.minimum(solid, layers.alpha)
    result = np.dstack([_kept_inside(layers.colour, to_bytes(colour), solid), solid])
    soft = f"{_TITLES[which]}, edges {softness(solid):.0f} px soft"
    said = f"{soft}, kept {share:.0%} of the picture, {_reason(layers.colour, words, things)}"
    unsure = doubt(layers.colour, mask, guessed=guessed, marked=KEPT)
    return result, ", ".join(filter(None, (said, unsure)))


def apart(mask: Plane) -> float:
    """How much of what `mask`, 0 to 1, shows is not in its largest piece; 1 where it is empty."""
    solid = cv2.dilate((mask > 0.5).astype(np.uint8), np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    sizes = sorted(stats[1:, cv2.CC_STAT_AREA].tolist())
    return sum(sizes[:-1]) / sum(sizes) if sizes else 1.0


def names_a_colour(words: str) -> bool:
    """Whether `words` say by a colour what the subject is."""
    return bool(hits(folded(words), vocabulary().colours))


def softness(alpha: Alpha8) -> float:
    """How many px the edge takes from clear to solid, on average, at least 1."""
    edges = cv2.morphologyEx((alpha > 127).astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((2, 2)))
    between = (alpha > 12) & (alpha < 243)
    return max(1.0, float(between.sum()) / max(1.0, float(np.asarray(edges).sum())))


def _reason(colour: Colour8, words: str, things: tuple[Pointer, ...]) -> str:
    """What the subject was found by."""
    if any(one.among for one in things):
        return " and ".join(one.title for one in things)
    named = hits(folded(words), vocabulary().colours)
    if named:
        return f"found by its colour {vocabulary().colours[named[0].phrase].name}"
    if faces(colour):
        return "found around a face"
    name = called(words)
    return f"what stands out most, taken for {name}" if name else "found by contrast"


def _refuse_doubtful(colour: Colour8, mask: Plane, share: float, least: float) -> None:
    if share <= least:
        found = "almost nothing to cut out here"
    elif share >= _FULL:
        found = "almost everything to be the subject"
    elif not is_clear(colour, mask):
        raise Beyond(
            "by colour and contrast it finds no clear edge around a subject here. "
            f"{_MASK_OR_COLOUR}",
            mask,
        )
    else:
        return
    raise Beyond(
        f"by colour and contrast it finds {found}. Name the subject's colour "
        "(“cut out the red car”), or use a model that recognises things."
    )


def _kept_inside(before: Colour8, after: Colour8, alpha: Plane) -> Colour8:
    """What is opaque stays identical to the bit; colours change only where they are see-through."""
    return np.where((alpha == 255)[..., None], before, after).astype(np.uint8)


def _subject(colour: Colour8, words: str) -> Plane:
    known = vocabulary()
    found = hits(folded(words), known.colours)
    if not found:
        return subject_there(colour, kept_where(words))
    return held_mask(colour, known.colours[found[0].phrase], window_of(()))


def foreground(picture: Picture, alpha: Plane) -> Picture:
    """The colours of the subject without its background (Forte and Pitié 2021, blur fusion)."""
    front = back = picture
    share = alpha[..., None]
    for radius in (45, 3):
        near = max(1, round(radius * unit(picture)))
        weight = boxed(alpha, near)[..., None]
        mean_front = boxed(front * share, near) / (weight + 1e-5)
        back = boxed(back * (1 - share), near) / (1 - weight + 1e-5)
        front = np.clip(mean_front + share * (picture - mixed(back, mean_front, alpha)), 0, 1)
    return front
