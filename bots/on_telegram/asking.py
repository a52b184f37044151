"""The question that some buttons ask first; whoever replies to it presses with their words."""

import html
from dataclasses import replace

import telegram

from bots.on_telegram.house import House
from bots.on_telegram.outgoing import LONGEST_LABEL, Shape
from bots.on_telegram.places import PLATFORM, Spot, is_group
from core.actions import Action
from core.buttons import question
from core.errors import TargetGone
from core.jobs import Job

IMAGINE, EDIT = "imagine", "edit"
DRAWN = ("What shall I draw?", "a lighthouse at dusk, as a linocut")
EDITED = ("What should change in the latest result?", "make the background blue")
EDITED_OF = "What should change in the latest result, and in which of its {count} variants?"
PICTURE = (
    "There is no result here yet: send me a picture with what should change as its words, "
    "or reply to a picture with /edit and the words."
)


async def ask(house: House, action: Action, person: telegram.User, spot: Spot, under: int) -> None:
    """Ask for the words of a press. Raises TargetGone, PlaceClosed and TelegramError.

    Which action the words belong to is kept with the message: they may come after any restart.
    """
    job = await house.parts.ledger.job(action.job)
    if job is None:
        raise TargetGone
    asked, example = question(action, len(job.variants) > 1)
    said = await house.posts.say(spot, _question(asked, example, person, spot), under)
    posting = said.posting(PLATFORM, job.id, action.variant or 1)
    await house.parts.postings.keep(replace(posting, asks=action.pack()))


async def ask_what(
    house: House, command: str, job: Job | None, person: telegram.User, spot: Spot, under: int
) -> None:
    """Ask for the words of a command, of which `job` is what it would go on from.

    Raises PlaceClosed and TelegramError.
    """
    if command == EDIT and job is None:
        await house.posts.say(spot, Shape(PICTURE), under)
        return
    asked, example = DRAWN if job is None else EDITED
    if job is not None and len(job.variants) > 1:
        asked, example = EDITED_OF.format(count=len(job.variants)), f"2, {example}"
    said = await house.posts.say(spot, _question(asked, example, person, spot), under)
    if job is not None:
        posting = said.posting(PLATFORM, job.id, 1)
        await house.parts.postings.keep(replace(posting, asks=f"/{command}"))


def asked_by(question: telegram.Message | None, me: telegram.User) -> str:
    """The command that asked this; empty where it is no such question.

    It is known by its words: there is no result yet with which it could be kept.
    """
    if question is None or question.from_user is None or question.from_user.id != me.id:
        return ""
    return IMAGINE if DRAWN[0] in (question.text or "") else ""


def _question(asked: str, example: str, person: telegram.User, spot: Spot) -> Shape:
    """The question, with the reply field opened."""
    # Only those whom the message names get it opened; who is anonymous cannot be named.
    name = html.escape(person.full_name)
    named = is_group(spot.chat) and person.id > 0
    calls = f'<a href="tg://user?id={person.id}">{name}</a>, ' if named else ""
    field = telegram.ForceReply(
        selective=bool(calls), input_field_placeholder=example[:LONGEST_LABEL]
    )
    return Shape(f"{asked} For instance: “{example}”.", asks=field, calls=calls)
