"""`/settings`: what a chat takes where a request says nothing."""

from collections.abc import Mapping
from dataclasses import replace

from bots.on_telegram.places import PLATFORM
from bots.usual import COACHING, COUNT, MODEL, RATIO, SAFETY, coaches, guides, safety, usual
from core.catalogue import Catalogue
from core.customs import Closed, Customs, Manner
from core.habits import BadSetting, read, said_of, takes_back
from core.preferring import NEXT, OFF, ON, give_back, taken_in
from core.replies import Kind, Reply
from core.safety import Safety

NAMES = (MODEL, COUNT, RATIO, SAFETY, COACHING, NEXT)
RESET = "reset"
HOW = (
    "Change it with /settings count 2, /settings ratio 16:9, /settings model classical, "
    "/settings safety mark, /settings coaching off, /settings next off."
)
UNDO = "/settings reset takes all of it back, /settings ratio none one of it."


def key(chat: int) -> str:
    """What the settings of a chat are kept under."""
    return f"chat {chat}"


async def manner(chat: int, customs: Customs, catalogue: Catalogue) -> Manner:
    """How requests of a chat are taken; Telegram has no places for adults only."""
    adult = frozenset(card.name for card in catalogue if card.adult)
    given = await customs.of(PLATFORM, key(chat))
    manner = Manner(usual(given), Closed(adult=adult), HOW, safety(given))
    return replace(manner, coaches=coaches(given), guides=guides(given))


async def settings(
    words: str, chat: int, channel: str, customs: Customs, catalogue: Catalogue
) -> Reply:
    """Set what the words say, and tell what is set; `channel` is the chat's id in the ledger.

    Raises BadSetting and UnknownModel.
    """
    for name, value in wanted(words, catalogue).items():
        await customs.keep(PLATFORM, key(chat), name, value)
    if words.lower().split() == [RESET]:
        await give_back(channel, PLATFORM, customs)
    given = await customs.of(PLATFORM, key(chat))
    lines = [f"{name}: {given[name]}" for name in NAMES if name in given]
    lines += await taken_in(channel, PLATFORM, customs)
    text = "Set for this chat:" if lines else "Nothing is set here."
    return Reply(Kind.NOTICE, text, (*lines, HOW, *([UNDO] if lines else [])))


def wanted(words: str, catalogue: Catalogue) -> Mapping[str, str | None]:
    """What the words ask to be kept. Raises BadSetting and UnknownModel."""
    said = said_of(words.lower())
    if said == [RESET]:
        return dict.fromkeys(NAMES)
    names, values = said[::2], said[1::2]
    for name in names:
        if name not in NAMES:
            needs = f"{', '.join(NAMES)} or reset"
            raise BadSetting(name="/settings", needs=needs, given=f"“{name}”")
    if len(names) > len(values):
        raise BadSetting(name=names[-1], needs="a value", given="none")
    return {name: _read(name, value, catalogue) for name, value in zip(names, values, strict=True)}


def _read(name: str, value: str, catalogue: Catalogue) -> str | None:
    if name in (MODEL, COUNT, RATIO):
        return read(name, value, catalogue)
    if name == SAFETY and value not in list(Safety):
        if takes_back(value):
            return None
        needs = " or ".join((*Safety, "none"))
        raise BadSetting(name=name, needs=needs, given=f"“{value}”")
    if name in (COACHING, NEXT) and value not in (ON, OFF):
        raise BadSetting(name=name, needs=f"{ON} or {OFF}", given=f"“{value}”")
    return value
