"""What every kind of queue tells: deliveries, progress, cancellations, the fleet."""

import asyncio
from dataclasses import replace

from core.jobs import Lane
from core.ports import Announcement, Queue
from core.replies import Progress
from tests.contracts.queues import RECENT, Ends
from tests.queue_jobs import Diary, a_job, collect, running, until, until_gone

pytest_plugins = ["tests.redis_fixture"]


async def test_deliveries_reach_their_front_end(queue: Queue) -> None:
    web, discord = Diary(), Diary(closed=True)
    for job in (a_job("a1"), a_job("a2", platform="discord"), a_job("a3"), a_job("a3")):
        await queue.deliver(job)
    assert await queue.holds_delivery(["a1", "a2", "a3", "other"]) == {"a1", "a2", "a3"}
    async with running(queue.deliveries("web", web), queue.deliveries("discord", discord)):
        await until(lambda: sorted(web.done) == ["a1", "a3"] and discord.begun == ["a2"])
        await until_gone(queue.holds_delivery, "a1")
        assert await queue.holds_delivery(["a1", "a2"]) == {"a2"}


async def test_a_delivery_is_not_the_job(queue: Queue) -> None:
    job, rendered, shown = a_job("a1"), Diary(closed=True), Diary()
    await queue.enqueue(job)
    assert await queue.holds_delivery(["a1"]) == frozenset()
    async with running(queue.render(Lane.STILLS, rendered), queue.deliveries("web", shown)):
        await until(lambda: rendered.begun == ["a1"])
        await queue.deliver(job)
        await until(lambda: shown.done == ["a1"])
        assert await queue.holds(["a1"]) == {"a1"}


async def test_deliveries_come_oldest_first(queue: Queue) -> None:
    diary = Diary()
    for name in ("a2", "a1", "a3"):
        await queue.deliver(a_job(name))
    async with running(queue.deliveries("web", diary, 1)):
        await until(lambda: diary.done == ["a1", "a2", "a3"])


async def test_a_stopped_front_end_is_owed_its_deliveries(queue: Queue) -> None:
    diary = Diary(closed=True)
    await queue.deliver(a_job("a1"))
    async with running(queue.deliveries("web", diary)):
        await until(lambda: diary.begun == ["a1"])
    assert await queue.holds_delivery(["a1"]) == {"a1"}


async def test_everybody_who_watches_sees_progress(end: Ends) -> None:
    progress = Progress("a1", 0.25, "variant 1 of 4", "aGk=")
    seen: list[Progress] = []

    async def look(queue: Queue) -> None:
        async for report in queue.watch():
            seen.append(report)
            return

    async with running(look(end()), look(end())):
        queue = end()
        while len(seen) < 2:
            await queue.report(progress)
            await asyncio.sleep(0.01)
    assert seen == [progress, progress]


async def test_cancellations_are_heard(end: Ends) -> None:
    heard: list[str] = []
    async with running(collect(end().cancellations(), heard)):
        queue = end()
        while not heard:
            await queue.cancel("a1")
            await asyncio.sleep(0.01)
    assert set(heard) == {"a1"}


def worker(name: str, *cards: str) -> Announcement:
    return Announcement(name, cards, "2 CPU cores", (Lane.STILLS,))


async def test_the_fleet_is_who_announced_themselves(queue: Queue) -> None:
    assert await queue.fleet() == ((), ())
    await queue.announce(worker("w2", "flux"), 60)
    await queue.announce(worker("w1", "classical"), 60)
    await queue.announce(worker("w1", "classical", "flux"), 60)
    assert await queue.fleet() == ((worker("w1", "classical", "flux"), worker("w2", "flux")), ())


async def test_what_a_worker_tells_of_itself_arrives(queue: Queue) -> None:
    told = replace(worker("w1", "flux"), left_out={"klein": "too slow without a GPU"}, seat="s1")
    await queue.announce(told, 60)
    assert (await queue.fleet()).live == (told,)


async def test_a_worker_is_recent_when_its_time_is_over_and_then_forgotten(queue: Queue) -> None:
    await queue.announce(worker("w1"), 0.3)
    assert await queue.fleet() == ((worker("w1"),), ())
    await asyncio.sleep(0.4)
    assert await queue.fleet() == ((), (worker("w1"),))
    await asyncio.sleep(RECENT)
    assert await queue.fleet() == ((), ())


async def test_a_worker_may_take_its_word_back(queue: Queue) -> None:
    await queue.announce(worker("w1"), 60)
    await queue.announce(worker("w1"), 0)
    assert await queue.fleet() == ((), (worker("w1"),))


async def test_one_owner_holds_a_name(end: Ends) -> None:
    first, second = end(), end()
    assert await first.claim("gateway", "a", 60) == "a"
    assert await second.claim("gateway", "b", 60) == "a"
    assert await first.claim("gateway", "a", 60) == "a"
    assert await second.claim("another", "b", 60) == "b"


async def test_a_name_is_free_again_after_its_time(end: Ends) -> None:
    first, second = end(), end()
    await first.claim("gateway", "a", 0.05)
    await asyncio.sleep(0.1)
    assert await second.claim("gateway", "b", 60) == "b"
    assert await first.claim("gateway", "a", 60) == "b"


async def test_a_name_is_free_once_its_owner_gives_it_up(end: Ends) -> None:
    first, second = end(), end()
    await first.claim("gateway", "a", 60)
    await second.release("gateway", "b")
    await second.release("another", "b")
    assert await second.claim("gateway", "b", 60) == "a", "only the owner can"
    await first.release("gateway", "a")
    assert await second.claim("gateway", "b", 60) == "b"


async def test_of_many_at_once_one_owner_wins(end: Ends) -> None:
    ends = [end() for _ in range(4)]
    claims = (one.claim("gateway", str(number), 60) for number, one in enumerate(ends))
    assert len(set(await asyncio.gather(*claims))) == 1
