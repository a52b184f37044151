"""The question that some buttons ask first, as a modal that any process can receive."""

from dataclasses import dataclass
from typing import Any

import discord

from core.actions import Action
from core.buttons import ASKS, LABELS
from core.catalogue import Intent

PRESS, MENU = "ask:", "pic:"  # what the custom id of a modal begins with
WORDS = "words"
LONGEST_TITLE = 45  # characters


def asks(packed: str) -> bool:
    """Whether a press asks for words before it is sent. Raises ForgedAction."""
    return Action.unpack(packed).verb in ASKS


class Ask(discord.ui.Modal):
    """Asks for the words of a press. What comes back is read by `answered`, in any process."""

    def __init__(self, packed: str, several: bool) -> None:
        """`several`: whether the result has more than one variant, so that the number matters."""
        action = Action.unpack(packed)
        question, example = ASKS[action.verb]
        which = str(action.variant) if several else "this"
        super().__init__(title=LABELS[action.verb], custom_id=f"{PRESS}{packed}", timeout=None)
        self.add_item(_question(question.format(which=which), example))


class AskAbout(discord.ui.Modal):
    """Asks what to do with the picture of a message that was chosen from a menu."""

    def __init__(self, title: str, key: str, intent: Intent | None) -> None:
        super().__init__(title=title, custom_id=f"{MENU}{intent or ''}:{key}", timeout=None)
        self.add_item(_question("What should become of it?", "make it a watercolour"))


def _question(text: str, example: str) -> discord.ui.Label[discord.ui.Modal]:
    return discord.ui.Label(
        text=text[:LONGEST_TITLE],
        component=discord.ui.TextInput(
            custom_id=WORDS,
            placeholder=example,
            style=discord.TextStyle.paragraph,
            max_length=2000,
        ),
    )


def several(message: discord.Message | None) -> bool:
    """Whether a message has buttons for more than one variant."""
    rows = message.components if message else []
    ids = [getattr(one, "custom_id", "") for row in rows for one in getattr(row, "children", ())]
    variants = {Action.unpack(id).variant for id in ids if id}
    return len(variants - {0}) > 1


@dataclass(frozen=True, slots=True)
class Answered:
    """A modal that came back: the press that it belongs to, or the key of a held picture."""

    words: str
    packed: str = ""
    held: str = ""
    intent: Intent | None = None


def answered(data: dict[str, Any]) -> Answered | None:
    """What was filled in; None for a modal that is not ours. `data` is the interaction's."""
    custom_id = str(data.get("custom_id", ""))
    values = {one.get("custom_id"): one for one in _fields(data.get("components", ()))}
    words = str(values.get(WORDS, {}).get("value", ""))
    if custom_id.startswith(PRESS):
        return Answered(words, packed=custom_id.removeprefix(PRESS))
    if custom_id.startswith(MENU):
        name, _, key = custom_id.removeprefix(MENU).partition(":")
        return Answered(words, held=key, intent=Intent(name) if name else None)
    return None


def _fields(components: Any) -> list[dict[str, Any]]:
    """The fields inside labels and rows."""
    found: list[dict[str, Any]] = []
    for one in components:
        inner = one.get("components") or ([one["component"]] if "component" in one else [])
        found += _fields(inner) if inner else [one]
    return found
