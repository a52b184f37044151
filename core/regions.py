"""Parts of a picture that an edit can be confined to by choosing instead of saying."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.attachments import Looked
from core.masks import RULE, BadMask

PAINTED = "painted"  # the part that was painted on the page
MASK = "mask"  # the part that a picture marks, which comes with the words


class MaskNeeded(BadMask):
    """Please send a mask with your words: a picture in which white changes and black stays, or a
    copy with the part that changes erased."""


@dataclass(frozen=True, slots=True)
class Region:
    """One part."""

    words: str  # as a request names it
    title: str  # as a list names it
    button: str = ""  # empty where no button offers it


REGIONS: Mapping[str, Region] = {
    "sky": Region("the sky", "The sky", "Edit sky"),
    "background": Region("the background", "The background", "Edit background"),
    "subject": Region("the subject", "The subject in front", "Edit subject"),
    "face": Region("the face", "Faces", "Edit faces"),
    "grass": Region("the grass", "Grass and leaves"),
    "water": Region("the water", "Water"),
}
BY_MASK = "Edit by a mask"


def question_of(region: str) -> tuple[str, str]:
    """What is asked before an edit of a region, with room for {which} one; and an answer."""
    if region == MASK:
        asked = f"Edit a part of {{which}}: attach its mask and say what should change. {RULE}."
        return asked, "make it blue"
    return f"Edit {REGIONS[region].words} of {{which}}: what should become of it?", "darker"


def confined(words: str, region: str) -> str:
    """An edit of a region in words; none where there are no words for it yet."""
    known = REGIONS.get(region)
    return f"{known.words}, {words}" if known and words.strip() else words


def marked_by_first(looked: Looked) -> Looked:
    """What was sent, its first picture as the mask of the others. Raises MaskNeeded."""
    if looked.mask is not None:
        return looked
    if not looked.pictures:
        raise MaskNeeded
    first, *rest = looked.pictures
    return replace(looked, pictures=tuple(rest), mask=first)
