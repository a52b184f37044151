"""What a platform refuses is shown smaller, then plainer, and never for ever."""

from collections.abc import Callable

import pytest

from bots.yielding import ANSWERED, REFUSED, UNWORDED, WORKING, Refused, TooLarge, shown
from core.jobs import Asset
from core.replies import Kind, Picture, Reply

Verdict = Callable[[Reply, int], type[Exception] | None]
MEGABYTE = 1024 * 1024
ASSET = Asset("0" * 64, "image/png", 30_000_000, 10, 10)
REPLY = Reply(Kind.RESULT, "Drawn: “x”", ("small print",), (Picture(ASSET, "grid", "x"),))


def taken(reply: Reply, most: int) -> None:
    """A platform that takes everything."""


def at_most(limit: int) -> Verdict:
    """A platform that takes files of so many bytes."""
    return lambda reply, most: TooLarge if most > limit else None


def wordless(reply: Reply, most: int) -> type[Exception] | None:
    """A platform that does not want the words."""
    return Refused if "x" in reply.text else None


def bare(reply: Reply, most: int) -> type[Exception] | None:
    """A platform that does not want the pictures either."""
    return Refused if reply.shown else None


@pytest.mark.parametrize(
    ("limit", "verdict", "tried"),
    [
        pytest.param(0, taken, [("Drawn: “x”", 0)], id="taken at once"),
        pytest.param(
            50 * MEGABYTE,
            at_most(2 * MEGABYTE),
            [("Drawn: “x”", most * MEGABYTE) for most in (50, 10, 2)],
            id="smaller",
        ),
        pytest.param(
            MEGABYTE,
            at_most(1),
            [("Drawn: “x”", MEGABYTE), ("Drawn: “x”", MEGABYTE // 4), ("Drawn: “x”", 1)],
            id="without files",
        ),
        pytest.param(
            0,
            wordless,
            [("Drawn: “x”", 0), (UNWORDED, 0)],
            id="without words",
        ),
        pytest.param(
            0,
            bare,
            [("Drawn: “x”", 0), (UNWORDED, 0), (REFUSED, 0)],
            id="said",
        ),
    ],
)
async def test_what_is_tried(limit: int, verdict: Verdict, tried: list[tuple[str, int]]) -> None:
    attempts: list[tuple[str, int]] = []

    async def show(reply: Reply, most: int) -> str:
        attempts.append((reply.text, most))
        if error := verdict(reply, most):
            raise error
        return "taken"

    assert await shown(REPLY, limit, show) == "taken"
    assert attempts == tried


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.WORKING, WORKING), (Kind.ERROR, ANSWERED), (Kind.QUESTION, ANSWERED)]
)
async def test_what_shows_nothing_promises_nothing(kind: Kind, text: str) -> None:
    async def show(reply: Reply, most: int) -> str:
        if "x" in reply.text:
            raise Refused
        return reply.text

    assert await shown(Reply(kind, "“x”"), 0, show) == text


@pytest.mark.parametrize("error", [Refused, TooLarge])
async def test_what_is_taken_in_no_form_is_given_up(error: type[Exception]) -> None:
    async def show(reply: Reply, most: int) -> str:
        raise error

    assert await shown(REPLY, 0, show) is None


async def test_what_may_pass_is_left_to_who_tries_again() -> None:
    async def show(reply: Reply, most: int) -> str:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await shown(REPLY, 0, show)
