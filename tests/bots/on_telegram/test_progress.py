"""Progress: told in the message, seldom, and never where it costs a result."""

import pytest

from bots.on_telegram.budgets import Allowance, Allowances
from core.postings import Posting
from core.replies import Progress
from tests.bots.on_telegram.chat import PLENTY, Chat, chat, words
from tests.bots.on_telegram.server import GROUP, Fault


def report(job: str, fraction: float = 0.5) -> Progress:
    """News of a job."""
    return Progress(job, fraction, "variant 3 of 4")


async def begun(easel: Chat, **more: int) -> str:
    """Id of a job that is under way."""
    await easel.say("/imagine a lighthouse", **more)
    easel.server.calls.clear()
    return (await easel.owed()).id


async def test_progress_is_told_in_the_message_with_an_action() -> None:
    async with chat() as easel:
        await easel.running.front.ticker.tell(report(await begun(easel)))
        first, bar, *_ = words(easel.last).splitlines()
        assert (first, bar) == ("Drawing: “a lighthouse” …", "██████░░░░░░ variant 3 of 4")
        assert [one["text"] for one in easel.last["reply_markup"]["inline_keyboard"][0]] == [
            "Cancel"
        ]
        (action,) = easel.server.of("sendChatAction")
        assert action.params["action"] == "upload_photo"


async def test_progress_is_told_seldom() -> None:
    async with chat() as easel:
        job = await begun(easel)
        for number in range(10):
            await easel.running.front.ticker.tell(report(job, number / 10))
        assert len(easel.server.of("editMessageText")) == 1


async def test_after_its_end_nothing_more_is_told() -> None:
    async with chat() as easel:
        job = await begun(easel)
        await easel.finish()
        easel.server.calls.clear()
        await easel.running.front.ticker.tell(report(job))
        assert easel.server.calls == []


async def test_progress_of_another_platform_is_told_there() -> None:
    async with chat() as easel:
        parts = easel.home.parts
        channel = await parts.history.channel("discord", "7", "somewhere else")
        person = await parts.history.person("discord", "8", "Bob")
        turn = await parts.conversation.receive(easel.home.said("9", channel.id, person))
        assert turn.job is not None
        await parts.postings.keep(Posting(turn.job.id, "discord", "7", "10"))
        await easel.running.front.ticker.tell(report(turn.job.id))
        assert {one.method for one in easel.server.calls} <= {"getMe", "getUpdates"}


async def test_in_a_full_group_the_result_comes_and_progress_does_not() -> None:
    full = Allowances(PLENTY.everywhere, PLENTY.chat, Allowance(4, 3600.0, reserve=3))
    async with chat(allowances=full) as easel:
        job = await begun(easel, chat=GROUP)
        await easel.running.front.ticker.tell(report(job))
        assert easel.server.of("editMessageText") == []
        await easel.finish()
        assert easel.texts(GROUP)[-1].startswith("Drawn: “a lighthouse”")


@pytest.mark.parametrize("code", [400, 403, 429, 502])
async def test_what_cannot_be_told_is_lost(code: int) -> None:
    async with chat() as easel:
        job = await begun(easel)
        more = {"retry_after": 1} if code == 429 else {}
        easel.server.faults.append(Fault("editMessageText", code, 1, "no", more))
        await easel.running.front.ticker.tell(report(job))
        assert len(easel.server.of("editMessageText")) == 1
