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


async def ask(house: House, action: Action, person: telegram.User, spot: Spot, under: int) -> None:
    """Ask for the words of a press. Raises TargetGone, PlaceClosed and TelegramError.

    Which action the words belong to is kept with the message: they may come after any restart.
    """
    job = await house.parts.ledger.job(action.job)
    if job is None:
        raise TargetGone
    asked, example = question(action, len(job.variants) > 1)
    # Only those whom the message names get the reply field opened.
    name = html.escape(person.full_name)
    calls = f'<a href="tg://user?id={person.id}">{name}</a>, ' if is_group(spot.chat) else ""
    field = telegram.ForceReply(selective=True, input_field_placeholder=example[:LONGEST_LABEL])
    shape = Shape(f"{asked} For instance: “{example}”.", asks=field, calls=calls)
    said = await house.posts.say(spot, shape, under)
    posting = said.posting(PLATFORM, job.id, action.variant or 1)
    await house.parts.postings.keep(replace(posting, asks=action.pack()))
