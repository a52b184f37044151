"""A reference set is deleted: asked first, and told then what went and what stays."""

from typing import NamedTuple

from core.actions import Action, Verb
from core.counting import counted
from core.errors import ForgedAction, Gone
from core.ports import History, Ledger
from core.removing import shorten
from core.replies import Button, Kind, Reply
from core.sets import NotYourSet, ReferenceSet, Sets

STAYS = "results that were made with it stay; others are shown its pictures no more"
SURE = frozenset({"yes", "ja", "oui", "sí", "si", "!"})  # behind the name, in the same breath
FINAL = "it cannot be taken back"


class Kept(NamedTuple):
    """Where sets are kept, and what was made with them."""

    sets: Sets
    history: History
    ledger: Ledger


class SetGone(Gone):
    """That set is no longer there."""


def drops(packed: str) -> bool:
    """Whether a press is the one that deletes a set."""
    try:
        return Action.unpack(packed).verb is Verb.DROP
    except ForgedAction:
        return False


def asked(found: ReferenceSet, *, presses: bool) -> Reply:
    """The question, with a button that answers it; in words for who `presses` none."""
    typed = () if presses else (f"say “/set delete {found.called} yes” if I shall",)
    return Reply(
        Kind.QUESTION,
        f"Shall I delete {found.called} with {counted(found.newest, 'version')}?",
        (STAYS, FINAL, *typed),
        rows=((Button(f"Delete {found.called}", Action(Verb.DROP, found.id).pack()),),),
    )


async def dropped(packed: str, people: tuple[str, ...], kept: Kept) -> Reply:
    """The answer to that button, pressed by somebody with the accounts `people`.

    Raises SetGone, and NotYourSet where the set is somebody else's.
    """
    found = await kept.sets.at(Action.unpack(packed).job, 1)
    if found is None:
        raise SetGone
    if found.owner not in people:
        raise NotYourSet(name=found.called)
    return await gone(found, kept)


async def gone(found: ReferenceSet, kept: Kept) -> Reply:
    """Delete a set, and say so."""
    await shorten(await kept.sets.delete(found.id), kept.history, kept.ledger)
    text = f"Deleted {found.called} with {counted(found.newest, 'version')}."
    return Reply(Kind.NOTICE, text, (STAYS,))
