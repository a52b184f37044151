"""Fixing text in Discord: a button for each line, a modal for the words."""

from core.catalogue import Intent
from core.jobs import Retext
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.test_thread import labels
from tests.bots.on_web.painter import LINES
from tests.core.talk import photo


@in_guild
async def test_the_lines_are_buttons(place: Guild) -> None:
    await place.call("fix the text", photo())
    await place.finish()
    assert place.last.content.startswith("Which line is wrong?")
    lines = LINES[0], f"{LINES[1]} (1 of 2)", f"{LINES[2]} (2 of 2)"
    assert labels(place.last)[:3] == [[line] for line in lines]


@in_guild
async def test_a_line_asks_for_words_and_these_are_set(place: Guild) -> None:
    await place.call("fix the text", photo())
    await place.finish()
    pressed = await place.click(LINES[0])
    await place.ada.submit_modal(pressed, {"words": "SUMMER SALE"})
    (job,) = await place.house.owed()
    assert job.spec.intent is Intent.EDIT
    assert job.spec.retext == Retext(LINES[0], "SUMMER SALE")
