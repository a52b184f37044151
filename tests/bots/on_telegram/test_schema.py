"""What the client sends and is given, against Telegram's own description where that is at hand."""

import pytest

from bots.on_telegram.commands import announce
from core.replies import Progress
from tests.bots.on_telegram.chat import chat
from tests.bots.on_telegram.schema import SPEC, violations
from tests.bots.on_telegram.server import ADA, FORUM, GROUP, TOPIC, Call, until
from tests.core.talk import photo

pytestmark = pytest.mark.skipif(
    not SPEC.exists(),
    reason=f"no description of Telegram's API at {SPEC.name}: nothing is validated",
)


async def test_a_whole_thread_is_what_telegram_describes() -> None:
    async with chat() as easel:
        await announce(easel.running.bot)
        job = await easel.draw()
        for label in ("1 Open", "Original", "Details", "2 Refine", "Compare", "More"):
            await easel.click(label)
        question = next(
            one for one in easel.server.shown() if "For instance" in one.get("text", "")
        )
        await easel.say("at night", reply_to=question["message_id"])
        await easel.running.front.ticker.tell(
            Progress((await easel.home.owed())[0].id, 0.5, "half")
        )
        while await easel.home.owed():
            await easel.finish()
        await easel.draw("animate it", file=photo())
        await easel.click("Delete")
        easel.server.ask_inline("")
        await until(lambda: easel.server.of("answerInlineQuery"))
        assert job.variants
        methods = {one.method for one in easel.server.calls}
        assert {"editMessageMedia", "editMessageText", "sendPhoto", "sendDocument"} <= methods
        assert len(easel.server.calls) >= 30


async def test_groups_topics_and_albums_are_what_telegram_describes() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=FORUM, topic=TOPIC)
        await easel.click("1 Edit", chat=FORUM)
        await easel.say("/settings count 2", chat=GROUP)
        for colour in ("red", "blue"):
            easel.server.say("turn these into oil", file=photo(colour), media_group_id="a1")
        await easel.settled()
        await easel.draw("describe this", document=("cat.png", photo()))
        easel.server.grow(GROUP, -100_500)
        easel.server.leave(FORUM)
        easel.server.click("More", chat=ADA, old=True)
        await easel.settled()


async def test_an_album_of_clips_is_what_telegram_describes() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse --n 3")
        ended = await easel.home.render(await easel.owed())
        object.__setattr__(ended, "grid", None)
        await easel.show(ended)
        assert easel.server.of("sendMediaGroup")


def test_a_violation_is_found() -> None:
    call = Call("sendMessage", {"chat_id": True, "text": 7, "colour": "red"}, answer=True)
    assert len(violations(call)) >= 3


async def mistaken() -> None:
    """A story in which something is sent that Telegram does not describe."""
    async with chat() as easel:
        await easel.say("/help")
        easel.server.calls.append(Call("sendMessage", {"chat_id": "Ada"}, refused="not even sent"))


async def test_every_story_is_held_against_the_description() -> None:
    with pytest.raises(AssertionError, match=r"sendMessage\.text is missing"):
        await mistaken()
