"""Progress: told in the message, seldom, and never where it costs a result."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bots.on_telegram.budgets import Allowance, Allowances
from bots.parts import Parts
from core.jobs import Job
from core.postings import Posting
from core.replies import Progress
from storage.clock import SystemClock
from storage.memory import MemoryLedger
from tests.bots.on_telegram.chat import PLENTY, Chat, chat, words
from tests.bots.on_telegram.server import ADA, FORUM, GROUP, TOPIC, Fault


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


async def test_the_action_is_told_in_the_topic() -> None:
    async with chat() as easel:
        await easel.say("/imagine a lighthouse", chat=FORUM, topic=TOPIC)
        job = await easel.owed()
        await easel.running.front.ticker.tell(report(job.id))
        actions = easel.server.of("sendChatAction")
        assert [one.params["message_thread_id"] for one in actions] == [TOPIC, TOPIC]


class Stale(MemoryLedger):
    """What is read of a job is what was there before it ended."""

    before: Job

    async def job(self, id: str) -> Job | None:
        return self.before


async def test_progress_that_was_under_way_does_not_overwrite_the_result() -> None:
    async with chat() as easel:
        parts, job = easel.home.parts, await begun(easel)
        stale = Stale(easel.home.memory, parts.clock)
        (stale.before,) = await easel.home.owed()
        object.__setattr__(easel.running.front.ticker, "_parts", replace(parts, ledger=stale))
        await easel.finish()
        shown = len(easel.server.calls)
        await easel.running.front.ticker.tell(report(job))
        assert easel.server.calls[shown:] == []


async def test_progress_is_told_seldom() -> None:
    async with chat() as easel:
        clock = easel.home.parts.clock
        now, passed = clock.now(), [0.0]
        object.__setattr__(easel.running.front.ticker, "_parts", at(easel, now, passed))
        job = await begun(easel)
        for number in range(10):  # one a second
            passed[0] = float(number)
            await easel.running.front.ticker.tell(report(job, number / 10))
        told = [one.params["text"] for one in easel.server.of("editMessageText")]
        assert len(told) == 4, "at most every three seconds"


def at(easel: Chat, now: datetime, passed: list[float]) -> Parts:
    """The parts, with a clock that shows what the test wants."""

    class Shown(SystemClock):
        def now(self) -> datetime:
            return now + timedelta(seconds=passed[0])

    return replace(easel.home.parts, clock=Shown())


async def test_who_blocked_the_bot_meanwhile_is_told_nothing_more() -> None:
    async with chat() as easel:
        job = await begun(easel)
        easel.server.blocked[ADA] = "Forbidden: bot was blocked by the user"
        await easel.running.front.ticker.tell(report(job))
        assert await easel.running.front.places.closed(ADA)
        easel.server.calls.clear()
        await easel.restart()
        await easel.running.front.ticker.tell(report(job))
        await easel.finish()
        assert [one.method for one in easel.server.calls] == ["getMe"]


async def test_who_is_told_to_have_blocked_the_bot_is_told_nothing_more() -> None:
    async with chat() as easel:
        await begun(easel)
        easel.server.leave(ADA, "kicked")
        await easel.settled()
        await easel.finish()
        assert easel.server.calls == []


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
