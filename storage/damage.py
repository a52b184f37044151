"""Whether a JPEG that can be decoded is damaged: its decoder warns, and Pillow says nothing."""

import simplejpeg

# What libjpeg-turbo calls such damage; it warns of harmless things in other words (jerror.h).
_DAMAGE = ("Corrupt JPEG data", "Inconsistent progression", "Premature end")
_FOUR_INKS = frozenset({"CMYK", "YCCK"})
_COARSE = 8  # all of the data is read, and an eighth of each side is made of it


def damaged(jpeg: bytes) -> bool:
    """Whether the decoder of `jpeg` met codes that no encoder writes.

    About half of all flipped bits that can be seen lead to some: after the others the codes make
    sense again. What this decoder cannot read at all tells nothing, as four inks in odd forms.
    """
    try:
        _, _, colours, _ = simplejpeg.decode_jpeg_header(jpeg, strict=False)
        into = "CMYK" if colours in _FOUR_INKS else "GRAY"
        simplejpeg.decode_jpeg(jpeg, into, True, True, 1, 1, _COARSE)
    except (ValueError, KeyError) as error:
        return str(error).startswith(_DAMAGE)
    return False
