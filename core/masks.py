"""Masks: pictures that mark the part of another picture in which a request may change something.

What marks is white, in a black and white picture of the same shape; or what was erased, in a copy
of the picture itself. `worker.media.marking` reads them by that rule, for every engine.
"""

from collections.abc import Sequence

from core.catalogue import Intent
from core.errors import BadPicture, BadRequest
from core.jobs import Asset

# Said wherever a mask can be given.
RULE = "White changes, black stays; or a copy of the picture with the part that changes erased"
# What a mask means something for; to others the whole picture matters.
WITHIN = frozenset({Intent.EDIT, Intent.VARY, Intent.CUTOUT})
UNUSED = "the mask is not used: it is for edits, variations and cut-outs"
_ROUNDED = 1.5  # px by which sides may differ once two pictures were scaled
_DRAWN = 0.01  # of a side, the same for masks that were drawn by eye


class BadMask(BadPicture):
    """That mask cannot be used: white marks what changes, black what stays."""


class MaskMismatch(BadMask):
    """The mask is {mask} px and the picture {picture} px; please send a mask of the same shape, in
    any size."""


class UnclearMask(BadMask):
    """The mask is neither black and white nor has it anything erased; please paint what should
    change white and the rest black, or erase that part from a copy of the picture."""


class NothingMarked(BadMask):
    """The mask marks nothing, or too little to be meant; please paint what should change white, or
    erase it from a copy of the picture."""


class EverythingMarked(BadMask):
    """The mask marks the whole picture; please leave it out, or paint what should stay black."""


class NoPartInFormats(BadRequest):
    """Formats are of the whole picture, so what you painted has no part in them; say what should
    become of the place, or ask for the formats in the chat."""


def fits(mask: Asset, picture: Asset) -> bool:
    """Whether a mask has the ratio of a picture; its size may be any."""
    apart = abs(mask.width * picture.height - mask.height * picture.width)
    return apart <= max(_ROUNDED, _DRAWN * mask.height) * picture.width


def check(mask: Asset, pictures: Sequence[Asset]) -> None:
    """Raises MaskMismatch for the first picture whose ratio is not the mask's."""
    for picture in pictures:
        if not fits(mask, picture):
            raise MaskMismatch(
                mask=f"{mask.width} x {mask.height}",
                picture=f"{picture.width} x {picture.height}",
            )
