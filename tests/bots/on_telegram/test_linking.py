"""`/link` and `/unlink`: one history with the other platform."""

import re

from tests.bots.on_telegram.chat import Chat, chat
from tests.bots.on_telegram.server import BOB, GROUP


async def code_of(easel: Chat, name: str = "Ada on Discord") -> str:
    """A code that somebody got on Discord."""
    account = await easel.home.parts.history.person("discord", name, name)
    await easel.home.parts.links.offer(account, "K7QM3XR9")
    return "K7QM-3XR9"


async def test_a_code_is_given_in_our_chat() -> None:
    async with chat() as easel:
        await easel.say("/link")
        first, *_ = easel.texts()[-1].splitlines()
        assert re.fullmatch(r".*Your code is \w{4}-\w{4}.*", first)
        assert "to me on Discord within ten minutes" in easel.texts()[-1]


async def test_a_code_links_and_results_of_the_other_platform_are_there() -> None:
    async with chat() as easel:
        await easel.draw("a lighthouse", by=BOB, chat=BOB)
        await easel.say(f"/link {await code_of(easel)}")
        assert "Linked with Ada on Discord" in easel.texts()[-1]
        await easel.draw("a fox")
        (mine,) = [job for job in easel.home.memory.jobs.values() if "fox" in str(job.spec.prompt)]
        there = await easel.home.parts.history.person("discord", "Ada on Discord")
        assert await easel.home.parts.history.made_by(there) == (mine,)


async def test_history_in_our_chat_holds_what_was_made_in_a_group_and_opens_it() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a fox", chat=GROUP)
        await easel.say("/history")
        assert "Your latest results" in easel.texts()[-1]
        await easel.click("Open 1")
        assert "photo" in easel.last


async def test_in_a_group_no_code_is_given_and_one_that_is_shown_is_spoilt() -> None:
    async with chat() as easel:
        code = await code_of(easel)
        for words in ("/link", f"/link {code}"):
            await easel.say(words, chat=GROUP)
            assert "in a private chat" in easel.texts(GROUP)[-1]
        await easel.say(f"/link {code}")
        assert "That code is wrong, used" in easel.texts()[-1]


async def test_unlink_takes_it_back() -> None:
    async with chat() as easel:
        await easel.say(f"/link {await code_of(easel)}")
        for told in ("Taken apart", "not linked"):
            await easel.say("/unlink")
            assert told in easel.texts()[-1]
