"""Why a card is left out, as people in chats are told of it."""

import re

from core.catalogue import ModelCard

_PATH = re.compile(r"(?<![\w/.:])/(?:[^\s/'\"`]+/)+")  # of a file: "/srv/models/org/name/"


def discreet(told: str) -> str:
    """What is told, without where files lie on the machine, which is nobody's concern in a chat."""
    return _PATH.sub("", told)


def behind(card: ModelCard, against: str) -> str:
    """What speaks `against` one card, as it ends a sentence behind “it is not running here:”."""
    alone = discreet(against).replace("pull NAME", f"pull {card.name}").rstrip(".")
    return f"t{alone[1:]}." if alone.startswith("The ") else f"{alone}."
