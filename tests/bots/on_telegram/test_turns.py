"""Turns: who goes first where many wait, and what it costs that they do."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bots.on_telegram.budgets import Allowance, Allowances, Budgets, Urgency
from bots.on_telegram.turns import Turns

RESULT, ANSWER = Urgency.RESULT, Urgency.ANSWER
HOUR = 3600.0  # s


class Counted(Budgets):
    """Budgets that count how often they are asked."""

    asked = 0

    def own(self, chat: int, messages: int) -> float:
        self.asked += 1
        return super().own(chat, messages)


@dataclass
class Queue:
    """Who waits, and who went, in that order."""

    turns: Turns
    went: list[str] = field(default_factory=list[str])
    tasks: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])

    def join(self, name: str, chat: int, urgency: Urgency = ANSWER) -> asyncio.Task[None]:
        """Somebody waits."""

        async def wait() -> None:
            await self.turns.take(chat, urgency, 1)
            self.went.append(name)

        task = asyncio.create_task(wait())
        self.tasks.append(task)
        return task

    async def end(self) -> None:
        """Nobody waits any more."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


@pytest.mark.parametrize("chats", [2000, 1], ids=["over many chats", "in one"])
async def test_whoever_joins_is_looked_at_alone(chats: int) -> None:
    everyone = 2000
    budgets = Counted(Allowances(Allowance(10, HOUR), Allowance(1, HOUR), Allowance(1, HOUR)))
    queue = Queue(Turns(budgets))
    for number in range(everyone):
        queue.join(str(number), 1 + number % chats)
    await asyncio.sleep(0)
    assert budgets.asked <= 3 * everyone
    await queue.end()


async def test_of_all_chats_with_room_results_go_first() -> None:
    few = Allowances(Allowance(2, 0.05), Allowance(9, HOUR), Allowance(9, HOUR))
    queue = Queue(Turns(Budgets(few)))
    for chat, urgency in ((1, ANSWER), (2, ANSWER), (3, ANSWER), (4, RESULT), (1, RESULT)):
        queue.join(f"{urgency.name} {chat}", chat, urgency)
    await asyncio.gather(*queue.tasks)
    assert queue.went == ["ANSWER 1", "ANSWER 2", "RESULT 4", "RESULT 1", "ANSWER 3"]


async def test_who_gave_up_is_wanted_no_more() -> None:
    one = Allowance(1, HOUR)
    queue = Queue(Turns(Budgets(Allowances(one, one, one))))
    queue.join("first", 1)
    gone = queue.join("gone", 1)
    await asyncio.sleep(0)
    assert queue.turns.wanted(1)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    assert not queue.turns.wanted(1)


async def test_what_is_held_while_it_waits_goes_when_it_may() -> None:
    budgets = Budgets(Allowances(Allowance(1, 0.02), Allowance(9, HOUR), Allowance(9, HOUR)))
    queue = Queue(Turns(budgets))
    queue.join("first", 1)
    queue.join("held", 2)
    queue.join("last", 3)
    await asyncio.sleep(0)
    budgets.hold(2, asyncio.get_running_loop().time() + 0.1)
    await asyncio.gather(*queue.tasks)
    assert queue.went == ["first", "last", "held"]
