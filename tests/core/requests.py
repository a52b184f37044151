"""Requests for the tests of routing."""

from core.catalogue import NATURAL, Catalogue, Intent, Role
from core.intents import Understanding
from core.jobs import Asset, JobSpec
from core.prompts import Prompt
from core.requests import Request
from core.routing import route
from tests.core.cards import CATALOGUE, EVERY
from tests.core.words import shipped
from tests.values import PLACE, asset

ONE = (asset("one"),)
WORDS = Prompt("words")
WHY = "you asked for it"


def understood(intent: Intent, role: Role | None = None) -> Understanding:
    """That `intent` was understood."""
    return Understanding(intent, role or NATURAL[intent], WHY, "words")


def request(
    intent: Intent,
    prompt: Prompt = WORDS,
    inputs: tuple[Asset, ...] = (),
    role: Role | None = None,
    notes: tuple[str, ...] = (),
) -> Request:
    """A request, seed 7."""
    meant = understood(intent, role)
    return Request(meant, prompt, PLACE, 7, inputs, notes=notes, listing=shipped().listing)


def pictures(count: int) -> tuple[Asset, ...]:
    """Different pictures."""
    return tuple(asset(str(number)) for number in range(count))


def routed(
    wanted: Request, available: frozenset[str] = EVERY, catalogue: Catalogue = CATALOGUE
) -> JobSpec:
    """The job for a request."""
    return route(wanted, catalogue, available)
