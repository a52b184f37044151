"""A Bot API server in a process of its own, which presses a button at a steady rate.

`python -m tests.bench.telegram_server RATE SECONDS`: prints where it is, reads what the button says
once the bot is there, and prints how long each press waited for its answer, in ms.
"""

import asyncio
import json
import sys
from typing import NamedTuple

from tests.bots.on_telegram.floods import Floods
from tests.bots.on_telegram.server import ADA, Telegram, serving

SILENCE = 5.0  # s without a message, after which there will be none


class Pressed(NamedTuple):
    """How a bot dealt with presses."""

    waited: list[float]  # ms
    behind: float  # s from the last press to the last message
    said: int  # messages; a bot that answers a press too late for Telegram may say nothing to it


async def _pressed(server: Telegram, data: str, rate: int, seconds: int) -> Pressed:
    """What became of presses at a rate, until the bot has nothing more to say."""
    message = server.say("a message")["message_id"]
    server.updates.clear()
    loop = asyncio.get_running_loop()
    begun, before = loop.time(), len(server.answered)
    for number in range(rate * seconds):
        await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))
        server.press(ADA, message, data)
    over, latest, said = loop.time(), loop.time(), 0
    while said < rate * seconds and loop.time() - latest < SILENCE:
        await asyncio.sleep(0.2)
        before_that, said = said, len(server.of("sendMessage"))
        latest = loop.time() if said > before_that or server.presses else latest
    waited = [1000 * one for one in list(server.answered.values())[before:]]
    return Pressed(waited, latest - over, said)


async def main(rate: int, seconds: int) -> None:
    """Serve until all is measured."""
    server = Telegram(floods=Floods(watched=False))
    async with serving(server) as origin:
        print(origin, flush=True)
        data = (await asyncio.to_thread(sys.stdin.readline)).strip()
        print(json.dumps(await _pressed(server, data, rate, seconds)), flush=True)
        await asyncio.to_thread(sys.stdin.readline)  # the bot goes first


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
