"""The question that some buttons ask first, as a modal that any process can receive."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord.http import HTTPClient

from bots.on_discord.incoming import Upload
from bots.on_discord.pressing import known
from core.actions import Action, Verb
from core.attachments import MOST_ATTACHMENTS
from core.buttons import LABELS, ONTO_PICTURE, question
from core.catalogue import Intent
from core.masks import RULE
from core.regions import REGIONS, confined

PRESS, HELD, OURS = "ask:", "pic:", "own:"  # what the custom id of a modal begins with
# The fields.
WORDS, PLACE, MASK, STRENGTH, WHICH = "words", "place", "mask", "strength", "which"
PICTURES = "pictures"
ABOUT = re.compile(rf"({HELD}|{OURS})({'|'.join(Intent)})?:\d+")
LONGEST_TITLE = 45  # characters
MOST_OPTIONS = 25  # of a select
PLACES = {name: region.title for name, region in REGIONS.items()}
STRENGTHS = {"0.2": "Only a little", "0.4": "Less than usual", "1": "As far as it goes"}


class Ask(discord.ui.Modal):
    """Asks for the words of a press. What comes back is read by `answered`, in any process."""

    def __init__(self, packed: str, several: bool) -> None:
        """`several`: whether the result has more than one variant, so that the number matters."""
        action = Action.unpack(packed)
        asked, example = question(action, several)
        super().__init__(title=LABELS[action.verb], custom_id=f"{PRESS}{packed}", timeout=None)
        if action.verb is Verb.RECALL and action.option == ONTO_PICTURE:
            self.add_item(_pictures(asked))
            self.add_item(_question("Other words, if you like", example, needed=False))
            return
        self.add_item(_question(asked, example))
        if action.verb in (Verb.EDIT, Verb.REFINE):
            _add_choices(self)


class AskAbout(discord.ui.Modal):
    """Asks what to do with the picture of a message that was chosen from a menu."""

    def __init__(
        self,
        intent: Intent | None,
        kind: str,
        key: int,
        numbers: Sequence[int] = (),
        words: bool = True,
    ) -> None:
        """`key` is of the pictures that are HELD, or the id of a message of OURS.

        `numbers` are the variants that it shows; `words`: whether any are asked for.
        """
        title = intent.value.capitalize() if intent else "Use in Easel"
        super().__init__(title=title, custom_id=f"{kind}{intent or ''}:{key}", timeout=None)
        if len(numbers) > 1:
            self.add_item(_which(numbers))
        if words:
            self.add_item(_question("What should become of it?", "make it a watercolour"))
            _add_choices(self)


def _which(numbers: Sequence[int]) -> discord.ui.Label[discord.ui.Modal]:
    options = [discord.SelectOption(label=f"Number {one}", value=str(one)) for one in numbers]
    select = discord.ui.Select[Any](custom_id=WHICH, options=options[:MOST_OPTIONS])
    return discord.ui.Label(text="Which one?", component=select)


def _add_choices(modal: discord.ui.Modal) -> None:
    """Questions that may be left: where, and how strongly; with two others all that has room."""
    modal.add_item(_choice("Where?", PLACE, PLACES, "wherever the words say"))
    modal.add_item(_mask())
    modal.add_item(_choice("How strongly?", STRENGTH, STRENGTHS, "as usual"))


def _choice(
    text: str, name: str, known: Mapping[str, str], left: str
) -> discord.ui.Label[discord.ui.Modal]:
    options = [discord.SelectOption(label=said, value=value) for value, said in known.items()]
    select = discord.ui.Select[Any](
        custom_id=name, placeholder=left, min_values=0, options=options, required=False
    )
    return discord.ui.Label(text=text, component=select)


def _mask() -> discord.ui.Label[discord.ui.Modal]:
    upload = discord.ui.FileUpload[Any](custom_id=MASK, min_values=0, max_values=1, required=False)
    return discord.ui.Label(text="Where exactly, in a mask?", description=RULE, component=upload)


def _pictures(text: str) -> discord.ui.Label[discord.ui.Modal]:
    upload = discord.ui.FileUpload[Any](
        custom_id=PICTURES, min_values=1, max_values=MOST_ATTACHMENTS
    )
    return discord.ui.Label(text=text[:LONGEST_TITLE], component=upload)


def _question(text: str, example: str, needed: bool = True) -> discord.ui.Label[discord.ui.Modal]:
    return discord.ui.Label(
        text=text[:LONGEST_TITLE],
        component=discord.ui.TextInput(
            custom_id=WORDS,
            placeholder=example,
            style=discord.TextStyle.paragraph,
            required=needed,
            max_length=2000,
        ),
    )


def several(message: discord.Message | None) -> bool:
    """Whether a message has buttons for more than one variant."""
    return message is not None and len(variants_in(message)) > 1


def variants_in(message: discord.Message) -> list[int]:
    """The variants of one result that a message has buttons for, whatever other buttons it has."""
    actions = _actions(message)
    jobs = {action.job for action in actions}
    return sorted({one.variant for one in actions} - {0}) if len(jobs) == 1 else []


def has_buttons(message: discord.Message) -> bool:
    """Whether a message has buttons of ours."""
    return bool(_actions(message))


def _actions(message: discord.Message) -> list[Action]:
    rows = message.components
    ids = [getattr(one, "custom_id", "") for row in rows for one in getattr(row, "children", ())]
    return [action for id in ids if id and (action := known(id))]


@dataclass(frozen=True, slots=True)
class Answered:
    """A modal that came back: the press that it belongs to, or the key of a held picture."""

    words: str  # with the part that was chosen and the strength as one would write them
    packed: str = ""
    held: str = ""
    intent: Intent | None = None
    local: bool = False  # whether a part of the picture was chosen
    mask: Upload | None = None
    pictures: tuple[Upload, ...] = ()
    message: int = 0  # of ours, whose result is meant
    variant: int = 0  # 1-based: the one of it that was chosen


def answered(data: dict[str, Any], http: HTTPClient) -> Answered | None:
    """What was filled in; None for a modal that this release does not know.

    `data` is the interaction's; `http` fetches what was uploaded.
    """
    custom_id = str(data.get("custom_id", ""))
    values = {one.get("custom_id"): one for one in _fields(data.get("components", ()))}
    place, strength = (_chosen(values.get(name, {})) for name in (PLACE, STRENGTH))
    words = _worded(str(values.get(WORDS, {}).get("value", "")), place, strength)
    filled = Answered(words, local=bool(place), mask=_uploaded(data, values.get(MASK, {}), http))
    filled = replace(filled, pictures=_all_uploaded(data, values.get(PICTURES, {}), http))
    packed = custom_id.removeprefix(PRESS)
    if custom_id.startswith(PRESS) and known(packed):
        return replace(filled, packed=packed)
    if not ABOUT.fullmatch(custom_id):
        return None
    kind, name, key = custom_id.split(":")
    within = Intent.EDIT if filled.local or filled.mask else None  # of the whole it may be anything
    about = replace(filled, intent=Intent(name) if name else within)
    if HELD.startswith(kind):
        return replace(about, held=key)
    return replace(about, message=int(key), variant=int(_chosen(values.get(WHICH, {})) or 0))


def _uploaded(data: dict[str, Any], field: dict[str, Any], http: HTTPClient) -> Upload | None:
    """The file of a field; None where it was left."""
    file = data.get("resolved", {}).get("attachments", {}).get(_chosen(field))
    return Upload(file["filename"], file["size"], file["url"], http) if file else None


def _all_uploaded(
    data: dict[str, Any], field: dict[str, Any], http: HTTPClient
) -> tuple[Upload, ...]:
    """The files of a field, in their order."""
    each = (_uploaded(data, {"values": [id]}, http) for id in field.get("values") or ())
    return tuple(one for one in each if one is not None)


def _chosen(field: dict[str, Any]) -> str:
    """What was chosen of a select, or the id of a file; empty where it was left."""
    return str(next(iter(field.get("values") or ()), ""))


def _worded(words: str, place: str, strength: str) -> str:
    """What was chosen beside the words, as words and flag."""
    if not words.strip():
        return words  # then it is asked again
    how = f" --strength {strength}" if strength in STRENGTHS else ""
    return f"{confined(words, place)}{how}"


def _fields(components: Any) -> list[dict[str, Any]]:
    """The fields inside labels and rows."""
    found: list[dict[str, Any]] = []
    for one in components:
        inner = one.get("components") or ([one["component"]] if "component" in one else [])
        found += _fields(inner) if inner else [one]
    return found
