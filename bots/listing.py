"""`easel models`: the catalogue, and what runs now."""

import asyncio
import json
import sys
from typing import Any

from bots.explaining import running
from bots.settings import BotSettings
from storage.opening import read_catalogue
from storage.settings import load

GB = 1_000_000_000  # bytes, as disks and `easel models pull` count
ENGINE = "diffusion"  # the one whose cards have weights
LOOKING = 30.0  # s


async def listed() -> list[dict[str, Any]]:
    """Every card, best first."""
    settings = load(BotSettings)
    live, here = await running(settings), await _here()
    return [
        {
            "name": card.name,
            "title": card.title,
            "engine": card.engine,
            "roles": [str(role) for role in card.roles],
            "intents": [str(intent) for intent in card.intents],
            "licence": card.licence,
            "licence_note": card.licence_note,
            "commercial": card.commercial,
            "price": card.price,
            "privacy": card.privacy,
            "memory": card.need.memory,
            "download": card.need.disk,
            "here": None if here is None or card.engine != ENGINE else here.get(card.name, 0),
            "references": card.references,
            "strength": card.strength,
            "limitation": card.limitation,
            "source": card.source,
            "running": card.name in live,
        }
        for card in read_catalogue(settings)
    ]


async def _here() -> dict[str, int] | None:
    """Bytes of the weights on this machine, by card; None where no worker is installed to ask."""
    looking = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "worker.models", "here"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(LOOKING):
            out, _ = await looking.communicate()
    except TimeoutError:
        looking.kill()
        await looking.communicate()  # nothing of it is left open
        return None
    return None if looking.returncode else json.loads(out)


def _weights(card: dict[str, Any]) -> str:
    """Where the weights of a card are, and how large they are."""
    if card["here"]:
        return f", weights here: {_size(card['here'])}"
    where = "" if card["here"] is None else ", weights not here"
    return f"{where}, {_size(card['download'])} to fetch" if card["download"] else where


def _size(size: int) -> str:
    """Bytes, as people read them: "48 MB", "32.8 GB"."""
    return f"{size / GB:.1f} GB" if size >= GB else f"{size / GB * 1000:.0f} MB"


def _memory(size: int) -> str:
    """As devices are sold: "16 GB"."""
    return f"{size / GB:.0f} GB" if size >= GB else _size(size)


def table(cards: list[dict[str, Any]]) -> str:
    """The cards for people: a line each, and below it what it is for."""
    lines: list[str] = []
    for card in cards:
        state = "running" if card["running"] else "not running"
        memory = f", for a device of {_memory(card['memory'])}" if card["memory"] else ""
        lines += [
            f"{card['name']} ({state}{memory}{_weights(card)}): {', '.join(card['roles'])}",
            f"    {card['strength']} But: {card['limitation']}",
            f"    {card['licence']}: {card['licence_note']}",
            *(f"    {card[said]}" for said in ("price", "privacy") if card[said]),
        ]
    return "\n".join(lines)
