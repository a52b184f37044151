"""`easel models`: the catalogue, and what runs now."""

from typing import Any

from bots.explaining import running
from bots.settings import BotSettings
from storage.opening import read_catalogue
from storage.settings import load

GIB = 2**30


async def listed() -> list[dict[str, Any]]:
    """Every card, best first."""
    settings = load(BotSettings)
    live = await running(settings)
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
            "references": card.references,
            "strength": card.strength,
            "limitation": card.limitation,
            "source": card.source,
            "running": card.name in live,
        }
        for card in read_catalogue(settings)
    ]


def table(cards: list[dict[str, Any]]) -> str:
    """The cards for people: a line each, and below it what it is for."""
    lines: list[str] = []
    for card in cards:
        state = "running" if card["running"] else "not running"
        memory = f", {card['memory'] / GIB:.0f} GiB" if card["memory"] else ""
        lines += [
            f"{card['name']} ({state}{memory}): {', '.join(card['roles'])}",
            f"    {card['strength']} But: {card['limitation']}",
            f"    {card['licence']}: {card['licence_note']}",
            *(f"    {card[said]}" for said in ("price", "privacy") if card[said]),
        ]
    return "\n".join(lines)
