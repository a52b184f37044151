"""What a platform refuses is shown smaller, then plainer: once, rather than never."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from core.replies import Kind, Reply

log = logging.getLogger("easel.desk")

T = TypeVar("T")

MEGABYTE = 1024 * 1024
# Bytes of a file, one after the other; in the end none fits, and each is linked to or named.
STEPS = (10 * MEGABYTE, 2 * MEGABYTE, MEGABYTE // 4, 1)
UNWORDED = "Here is what you asked for; what I would have said about it may not be said here."
WORKING = "I am at work on it; my words about it may not be said here."
ANSWERED = "My answer may not be said here; please ask in other words."
REFUSED = "What you asked for may not be shown here. It is kept; those who run Easel can find it."


class TooLarge(Exception):
    """The files of a message are more than may be sent there."""


class Refused(Exception):
    """The platform will never take such a message there."""


async def shown(reply: Reply, limit: int, show: Callable[[Reply, int], Awaitable[T]]) -> T | None:
    """What `show` gives for the first form of a reply that is taken; None where none is.

    `show` takes a reply and the bytes that its files may have (0 for the usual limit), and raises
    TooLarge and Refused. First the files shrink, then the words go, then the files.
    """
    for form in _forms(reply):
        try:
            return await _fitted(form, limit, show)
        except Refused as error:
            log.warning("job %s was refused in one form: %r", reply.job or "-", error.__cause__)
    log.error("job %s cannot be shown in any form", reply.job or "-")
    return None


def _forms(reply: Reply) -> tuple[Reply, ...]:
    """The reply, then with less and less of what may be refused."""
    if reply.kind is Kind.WORKING:
        return reply, replace(reply, text=WORKING, lines=())
    if not reply.shown:
        return reply, replace(reply, text=ANSWERED, lines=(), rows=())
    pictures = tuple(replace(one, alt="") for one in reply.shown)
    attached = tuple(replace(one, alt="") for one in reply.attached)
    unworded = replace(reply, text=UNWORDED, lines=(), shown=pictures, attached=attached)
    return reply, unworded, Reply(Kind.NOTICE, REFUSED, job=reply.job)


async def _fitted(reply: Reply, limit: int, show: Callable[[Reply, int], Awaitable[T]]) -> T:
    for most in (limit, *(step for step in STEPS if step < (limit or STEPS[0]))):
        with suppress(TooLarge):
            return await show(reply, most)
    raise Refused
