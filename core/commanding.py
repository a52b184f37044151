"""What a command, which names what is wanted, makes of the words that come with it."""

from dataclasses import replace

from core.catalogue import NATURAL, Intent
from core.intents import Understanding

# After Edit and Refine the words may ask for something more exact than the command or the button
# says. Refining is not among it: it is what words mean that say nothing else.
EXACT = frozenset(
    {
        Intent.EDIT,
        Intent.RESTYLE,
        Intent.CUTOUT,
        Intent.REFRAME,
        Intent.FORMATS,
        Intent.UPSCALE,
        Intent.ANIMATE,
    }
)
# Where the words name the part that they change, it is no other look or frame of the whole.
LOCAL = frozenset({Intent.EDIT, Intent.CUTOUT})
_OF_A_PICTURE = frozenset({Intent.EDIT, Intent.UPSCALE, Intent.DESCRIBE, Intent.FORMATS})


def commanded(
    words: Understanding, intent: Intent, pictured: bool, local: bool = False
) -> Understanding:
    """What is meant by a command for `intent`, where its words alone would mean `words`.

    `pictured` says whether there is a picture to work on. "/imagine" with one does what the words
    ask for; "/edit" does something more exact where they do; if the change is `local`, to the part
    of the picture that they name.
    """
    reason = f"you chose {str(intent).capitalize()}"  # by a command or a menu
    leaves_open = intent is Intent.IMAGINE and pictured
    if leaves_open or (intent is Intent.EDIT and words.intent in (LOCAL if local else EXACT)):
        return replace(words, reason=f"{reason}, and {words.reason}")
    role = words.role if words.intent is intent else NATURAL[intent]
    return replace(
        words,
        intent=intent,
        role=role,
        reason=reason,
        needs_picture=intent in _OF_A_PICTURE,
        presumed=False,
    )
