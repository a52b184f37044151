"""The limiter between the client and Telegram: what goes first, what waits, what is dropped."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bots.on_telegram.budgets import Allowance, Allowances, Urgency
from bots.on_telegram.limiting import Dropped, Limiter

ADA, BOB, GROUP = 1, 2, -3
RESULT, ANSWER, PROGRESS = Urgency.RESULT, Urgency.ANSWER, Urgency.PROGRESS
WINDOW = 0.15  # s
FEW = Allowances(Allowance(3, WINDOW, reserve=1), Allowance(1, WINDOW), Allowance(2, 3 * WINDOW))


def unreached() -> NetworkError:
    """What the client raises where there is no connection."""
    error = NetworkError("httpx.ConnectError")
    error.__cause__ = httpx.ConnectError("nobody is there")
    return error


class Calls:
    """Calls that were made, in the order in which they went."""

    def __init__(self, limiter: Limiter, *errors: TelegramError) -> None:
        self.limiter = limiter
        self.errors = list(errors)
        self.made: list[str] = []

    async def make(
        self,
        name: str,
        chat: int,
        urgency: Urgency = ANSWER,
        endpoint: str = "sendMessage",
        files: int = 0,
    ) -> None:
        """Make a call; the errors come first, one a try."""

        async def call() -> bool:
            self.made.append(name)
            if self.errors:
                raise self.errors.pop(0)
            return True

        data: dict[str, Any] = {"chat_id": chat} if chat else {}
        data |= {"media": [name] * files} if files else {}
        await self.limiter.process_request(call, (), {}, endpoint, data, urgency)


async def test_results_go_before_answers_that_waited_longer() -> None:
    calls = Calls(Limiter(FEW))
    await calls.make("first", ADA)
    waiting = [
        asyncio.create_task(calls.make("answer 1", ADA)),
        asyncio.create_task(calls.make("answer 2", ADA)),
        asyncio.create_task(calls.make("result", ADA, RESULT)),
    ]
    await asyncio.gather(*waiting)
    assert calls.made == ["first", "result", "answer 1", "answer 2"]


async def test_a_chat_that_waits_holds_no_other_up() -> None:
    calls = Calls(Limiter(FEW))
    await calls.make("ada", ADA)
    waiting = asyncio.create_task(calls.make("ada again", ADA))
    await asyncio.sleep(0)
    await calls.make("bob", BOB)
    await waiting
    assert calls.made == ["ada", "bob", "ada again"]


async def test_progress_is_dropped_where_there_is_no_room() -> None:
    calls = Calls(Limiter(FEW))
    await calls.make("first", ADA)
    with pytest.raises(Dropped):
        await calls.make("progress", ADA, PROGRESS)
    assert calls.made == ["first"]


async def test_progress_is_dropped_where_somebody_waits() -> None:
    calls = Calls(Limiter(FEW))
    await calls.make("first", ADA)
    waiting = asyncio.create_task(calls.make("result", ADA, RESULT))
    await asyncio.sleep(0)
    with pytest.raises(Dropped):
        await calls.make("progress", ADA, PROGRESS)
    await waiting


async def test_who_gives_up_takes_nobodys_turn() -> None:
    calls = Calls(Limiter(FEW))
    await calls.make("first", ADA)
    gone = asyncio.create_task(calls.make("gone", ADA, RESULT))
    stays = asyncio.create_task(calls.make("stays", ADA))
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    assert calls.made == ["first", "stays"]


@pytest.mark.parametrize(
    ("files", "goes"),
    [
        pytest.param((3, 0), True, id="an album and a message"),
        pytest.param((3, 2), False, id="two albums"),
        pytest.param((4, 0), False, id="an album that takes all of it"),
        pytest.param((9,), True, id="an album of more than there ever is"),
    ],
)
async def test_an_album_takes_the_room_of_its_files(files: tuple[int, ...], goes: bool) -> None:
    plenty = Allowance(1000, 1.0)
    calls = Calls(Limiter(Allowances(plenty, plenty, Allowance(4, 3600.0))))
    album = "sendMediaGroup"
    made = [
        asyncio.create_task(
            calls.make("to all", GROUP, endpoint=album if one else "sendMessage", files=one)
        )
        for one in files
    ]
    while len(calls.made) < len(files) - (not goes):
        await asyncio.sleep(0)
    await calls.make("bob", BOB)
    assert [one.done() for one in made] == [*(True for _ in made[1:]), goes]
    for one in made:
        one.cancel()


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "getFile", "sendChatAction"])
async def test_what_shows_nothing_has_no_budget(endpoint: str) -> None:
    calls = Calls(Limiter(Allowances(*(Allowance(1, 3600.0) for _ in range(3)))))
    for _ in range(5):
        await calls.make("call", ADA, endpoint=endpoint)
    assert len(calls.made) == 5


async def test_flood_is_waited_out_by_all_that_goes_to_the_chat() -> None:
    calls = Calls(Limiter(FEW), RetryAfter(1))
    flooded = asyncio.create_task(calls.make("flooded", ADA))
    while not calls.made:
        await asyncio.sleep(0)
    after = asyncio.create_task(calls.make("after", ADA))
    await calls.make("bob", BOB)
    await asyncio.gather(flooded, after)
    assert calls.made[:2] == ["flooded", "bob"]
    assert sorted(calls.made[2:]) == ["after", "flooded"]


async def test_a_flooded_chat_stops_no_other() -> None:
    calls = Calls(Limiter(FEW), RetryAfter(3600))
    flooded = asyncio.create_task(calls.make("flooded", ADA))
    while not calls.made:
        await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await calls.make("bob", BOB)
    flooded.cancel()
    assert calls.made == ["flooded", "bob"]


async def test_flooded_progress_is_dropped() -> None:
    calls = Calls(Limiter(FEW), RetryAfter(1))
    with pytest.raises(Dropped):
        await calls.make("progress", ADA, PROGRESS)
    assert calls.made == ["progress"]


@pytest.mark.parametrize(
    ("error", "endpoint", "urgency", "tries"),
    [
        pytest.param(NetworkError("502"), "editMessageText", ANSWER, 3, id="a bad gateway"),
        pytest.param(NetworkError("502"), "sendMessage", ANSWER, 1, id="sent before a bad gateway"),
        pytest.param(unreached(), "sendMessage", ANSWER, 3, id="not even sent"),
        pytest.param(BadRequest("no"), "sendMessage", ANSWER, 1, id="a bad request"),
        pytest.param(TimedOut(), "sendMessage", ANSWER, 1, id="sent, perhaps"),
        pytest.param(TimedOut(), "editMessageText", ANSWER, 3, id="edited, perhaps"),
        pytest.param(NetworkError("502"), "editMessageText", PROGRESS, 1, id="progress"),
    ],
)
async def test_what_is_tried_again(
    error: TelegramError, endpoint: str, urgency: Urgency, tries: int
) -> None:
    calls = Calls(Limiter(FEW, again=(0.0, 0.0)), *([error] * 9))
    with pytest.raises(NetworkError):
        await calls.make("call", ADA, urgency, endpoint)
    assert len(calls.made) == tries
