"""A cut-out that is a part of some lettering, and no subject: a flyer, a notice, a screen."""

import numpy as np

from worker.engines.classical.lettering.about import holds
from worker.engines.classical.lettering.extent import text_mask
from worker.engines.classical.lettering.reading import lines, listed
from worker.engines.classical.painting.pixels import Colour8, Plane, resized
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.vocabulary import vocabulary

_FEW = 0.25  # of the picture: what covers more is no lettering alone
_LETTERS = 0.85  # of a cut-out, that lies on lines of text
_WHOLE = 0.9  # of the ink of all lines, that a cut-out has which tears none
_SIDE = 1024  # px, the longer side that text is looked for at
_ALL = Pointer("the text", text=True)


def refuse_torn(colour: Colour8, alpha: Plane, words: str = "") -> None:
    """Raises Beyond where the cut-out `alpha`, 0 to 1, is lettering that it tears.

    Nothing is said where `words` ask for the lettering, or where no text can be read.
    """
    if float(alpha.mean()) > _FEW or hits(folded(words), vocabulary().remove.text):
        return
    if _torn(colour, alpha):
        raise Beyond(
            "what stands out here is lettering, and by contrast it finds only a part of it. Send a "
            "mask of what to keep, or name the subject's colour (“cut out the red car”).",
            np.asarray(alpha, np.float32),
        )


def refuse_letters(colour: Colour8, found: Plane | None, noun: str) -> None:
    """Raises Beyond where what was `found` for a thing, 0 to 1, are letters of a line.

    And so it does where nothing was found, but a line holds the word: “the tickets”.
    """
    if found is not None and (float(found.mean()) > _FEW or not _torn(colour, found)):
        return
    try:
        read = lines(colour)
    except Beyond:
        return
    meant = next((line for line in read if holds(line.text, noun)), None)
    if found is None and meant is None:
        return
    what = "what looks like it here are letters" if found is not None else "but a line says that"
    raise Beyond(
        f"it recognises no {noun}, {what}. It reads: {listed(read)}. Lettering is named by what it "
        f"says: “the text {(meant or read[0]).text}”."
    )


def _torn(colour: Colour8, found: Plane) -> bool:
    """Whether `found` lies on lines of text and holds only some of their ink."""
    scale = min(1.0, _SIDE / max(colour.shape[:2]))
    width, height = (max(1, round(side * scale)) for side in colour.shape[1::-1])
    small, cut = resized(colour, width, height), resized(found, width, height) > 0.5
    try:
        there, ink = (text_mask(small, _ALL, ink=one) > 0.5 for one in (False, True))
    except Beyond:
        return False
    return bool(cut.any() and there[cut].mean() > _LETTERS and cut[ink].mean() < _WHOLE)
