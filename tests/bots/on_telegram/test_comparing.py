"""A comparison in a group: votes in its own message; told above the button, and nowhere else."""

from dataclasses import replace

from core.jobs import Job, Lane
from core.ports import Announcement
from tests.bots.house import YEARS
from tests.bots.on_telegram.chat import Chat, chat
from tests.bots.on_telegram.server import ADA, BOB, GROUP
from tests.bots.on_web.studio import CARD

LONG = "A strength that takes many words to say, so that nine of these fill a caption. " * 3
NAMES = tuple(f"painter{number}" for number in range(1, 6))
CARDS = tuple(replace(CARD, name=name, title=name.title(), strength=LONG) for name in NAMES)


async def compared(easel: Chat, where: int = GROUP) -> Job:
    """A finished comparison of five models that have much to say."""
    object.__setattr__(easel.home.parts.catalogue, "cards", CARDS)
    there = Announcement("painter", NAMES, "here", tuple(Lane))
    await easel.home.queue.announce(there, YEARS)
    await easel.say("@easel_bot compare all models: a fox", chat=where)
    return await easel.finish()


async def test_votes_are_counted_in_the_message_and_nothing_is_written_anew() -> None:
    async with chat() as easel:
        await compared(easel)
        before = len(easel.server.shown(GROUP))
        for who, index in ((ADA, 2), (BOB, 2), (ADA, 5)):
            await easel.click(f"{index} Vote", chat=GROUP, by=who)
        (first, *_) = [one for one in easel.texts(GROUP) if one.startswith("Compared")]
        assert "votes: 1 for 2, 1 for 5" in first
        assert len(easel.server.shown(GROUP)) == before


async def test_alone_nobody_votes_and_a_model_is_taken_by_opening() -> None:
    async with chat() as easel:
        await compared(easel, ADA)
        await easel.click("3 Open")
        await easel.click("Use for my drafts")
        assert easel.texts()[-1].startswith("From now on Painter3 makes drafts of yours")
        await easel.say("a lighthouse")
        (job,) = await easel.home.owed()
        assert job.spec.model == "painter3"


async def test_what_a_chat_took_is_among_its_settings() -> None:
    async with chat() as easel:
        await compared(easel)
        easel.server.admins.add(ADA)
        await easel.click("1 Open", chat=GROUP)
        await easel.click("Use for drafts here", chat=GROUP)
        await easel.say("/settings@easel_bot", chat=GROUP)
        assert "explore: painter1" in easel.texts(GROUP)[-1]
        await easel.say("/settings@easel_bot next off", chat=GROUP)
        assert "next: off" in easel.texts(GROUP)[-1]
        await easel.say("/settings@easel_bot reset", chat=GROUP)
        assert "Nothing is set here" in easel.texts(GROUP)[-1]


async def test_a_command_says_how_in_flags() -> None:
    async with chat() as easel:
        flags = "--model tints --n 2 --size 512 --ar 16:9 --seed 7 --strength 0.4"
        await easel.say(f"/imagine a lighthouse {flags}")
        spec = (await easel.owed()).spec
        assert (spec.model, spec.count, spec.seed, spec.strength) == ("tints", 2, 7, 0.4)
        assert (spec.width, spec.height) == (688, 384)
