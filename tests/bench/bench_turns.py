"""How long the loop of Telegram's bot stands still while answers to many chats begin to wait.

`python -m tests.bench.bench_turns`. Beside them as many calls for which there is room, on the same
limiter: what both cost besides the waiting.
"""

import asyncio
import time
from contextlib import suppress
from typing import Any

from bots.on_telegram.budgets import Allowance, Allowances, Urgency
from bots.on_telegram.limiting import Limiter

ANSWERS = (300, 1000, 3000)  # as many chats; 30 s of 100 presses a second are 3,000
WATCHED = 1.0  # s
BEAT = 0.002  # s
TARGET = {"blocked_ms": 500.0}
PLENTY = Allowances(*(Allowance(10_000, 1.0) for _ in range(3)))


async def measure() -> dict[str, Any]:
    """For each number of answers the longest standstill in ms, beside that where none waits."""
    counts: dict[str, dict[str, float]] = {}
    for count in ANSWERS:
        shipped, plenty = await _blocked(Allowances(), count), await _blocked(PLENTY, count)
        counts[str(count)] = {"shipped_ms": shipped, "plenty_ms": plenty}
    return {"answers": counts, "target": TARGET}


async def _blocked(allowances: Allowances, count: int) -> float:
    """The longest time in ms for which nothing else came to its turn."""
    limiter, longest = Limiter(allowances), 0.0

    async def sent() -> None: ...

    async def beat() -> None:
        nonlocal longest
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(BEAT)
            longest = max(longest, time.perf_counter() - begun - BEAT)

    beating = asyncio.create_task(beat())
    await asyncio.sleep(0)
    calls = [
        asyncio.create_task(
            limiter.process_request(sent, (), {}, "sendMessage", {"chat_id": chat}, Urgency.ANSWER)
        )
        for chat in range(1, count + 1)
    ]
    await asyncio.sleep(WATCHED)
    for task in (beating, *calls):
        task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(beating, *calls, return_exceptions=True)
    return round(1000 * longest, 1)


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    lines = [f"{'answers that begin to wait':28}{'loop blocked':>16}{'none waits':>16}"]
    for count, row in result["answers"].items():
        lines.append(f"{count:28}{row['shipped_ms']:13.1f} ms{row['plenty_ms']:13.1f} ms")
    return "\n".join((*lines, f"{'target':28}{result['target']['blocked_ms']:13.1f} ms"))


if __name__ == "__main__":
    print(table(asyncio.run(measure())))
