"""A Discord in a process of its own, which gives slash commands at a steady rate.

`python -m tests.bench.discord_server RATE SECONDS`: prints where it is, reads a line once the bot
is there, and prints how long each command waited to be acknowledged, in ms, how long the answers
lagged behind, in s, and how many there were.
"""

import asyncio
import json
import sys
from typing import NamedTuple

from tests.bots.on_discord.server import Discord, Given, Json, serving

SILENCE = 5.0  # s without an answer, after which there will be none
WARM = 20  # commands before those that count
THINGS = ("lighthouse", "fox", "castle", "boat", "sunflower", "mountain", "bridge", "train")
PLACES = ("at dusk", "in the snow", "by the sea", "under the stars", "in the rain", "in spring")


class Dealt(NamedTuple):
    """How a bot dealt with commands."""

    waited: list[float]  # ms
    behind: float  # s from the last command to the last answer
    said: int  # answers


def prompt(number: int) -> list[Json]:
    """The options of a command; nobody has said these words before."""
    thing, place = THINGS[number % len(THINGS)], PLACES[number % len(PLACES)]
    return [{"name": "prompt", "type": 3, "value": f"{number + 10} times a {thing} {place}"}]


async def _dealt(server: Discord, rate: int, seconds: int) -> Dealt:
    for number in range(WARM):
        await server.command("imagine", prompt(number))
        await asyncio.sleep(0.1)
    loop = asyncio.get_running_loop()
    begun, given = loop.time(), list[Given]()
    for number in range(rate * seconds):
        await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))
        given.append(await server.command("imagine", prompt(WARM + number)))
    over, latest, said = loop.time(), loop.time(), 0
    while said < len(given) and loop.time() - latest < SILENCE:
        await asyncio.sleep(0.2)
        before, said = said, sum(_said(server, one) for one in given)
        latest = loop.time() if said > before else latest
    waited = [1000 * (one.acknowledged - one.begun) for one in given if one.acknowledged]
    return Dealt(waited, latest - over, said)


def _said(server: Discord, given: Given) -> bool:
    return bool(server.messages.get(given.message, {}).get("content"))


async def main(rate: int, seconds: int) -> None:
    """Serve until all is measured."""
    server = Discord()
    async with serving(server) as origin:
        print(origin, flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        print(json.dumps(await _dealt(server, rate, seconds)), flush=True)
        await asyncio.to_thread(sys.stdin.readline)  # the bot goes first


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
