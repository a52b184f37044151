"""The question that some buttons ask first, as a modal that any process can receive."""

from dataclasses import dataclass
from typing import Any

import discord

from core.actions import Action
from core.buttons import ASKS, LABELS

PREFIX = "ask:"
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
        super().__init__(title=LABELS[action.verb], custom_id=f"{PREFIX}{packed}", timeout=None)
        self.add_item(
            discord.ui.Label(
                text=question.format(which=which)[:LONGEST_TITLE],
                component=discord.ui.TextInput(
                    custom_id=WORDS,
                    placeholder=example,
                    style=discord.TextStyle.paragraph,
                    max_length=2000,
                ),
            )
        )


def several(message: discord.Message | None) -> bool:
    """Whether a message has buttons for more than one variant."""
    rows = message.components if message else []
    ids = [getattr(one, "custom_id", "") for row in rows for one in getattr(row, "children", ())]
    variants = {Action.unpack(id).variant for id in ids if id}
    return len(variants - {0}) > 1


@dataclass(frozen=True, slots=True)
class Answered:
    """A modal that came back."""

    packed: str
    words: str


def answered(data: dict[str, Any]) -> Answered | None:
    """What was filled in; None for a modal that is not ours. `data` is the interaction's."""
    custom_id = str(data.get("custom_id", ""))
    if not custom_id.startswith(PREFIX):
        return None
    values = {one.get("custom_id"): one for one in _fields(data.get("components", ()))}
    return Answered(custom_id.removeprefix(PREFIX), str(values.get(WORDS, {}).get("value", "")))


def _fields(components: Any) -> list[dict[str, Any]]:
    """The fields inside labels and rows."""
    found: list[dict[str, Any]] = []
    for one in components:
        inner = one.get("components") or ([one["component"]] if "component" in one else [])
        found += _fields(inner) if inner else [one]
    return found
