"""Spends Telegram's budgets on what matters most, and waits out what Telegram wants waited out."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bots.on_telegram.budgets import Allowances, Budgets, Urgency

log = logging.getLogger("easel.telegram")

UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
AGAIN = (0.5, 2.0, 5.0)  # s
# These show nothing by themselves: there is no budget for them but that of all calls.
DRAFT = "sendMessageDraft"  # leaves a chat its room: it is no message
FREE = ("get", "set", "answer", "delete", "sendChatAction")


class PerhapsSent(NetworkError):
    """A call that shows something broke off: nobody knows whether it was done."""


class Dropped(Exception):
    """There was nothing to spare for this."""


@dataclass(order=True)
class _Waiting:
    """Somebody who waits for their turn."""

    urgency: Urgency
    number: int
    chat: int = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Limiter(BaseRateLimiter[Urgency]):
    """Lets calls go when there is room for them."""

    def __init__(self, allowances: Allowances, again: Sequence[float] = AGAIN) -> None:
        """`again`: s before a call is tried again that did not get through."""
        self._again = again
        self._budgets = Budgets(allowances)
        self._waiting: list[_Waiting] = []
        self._number = 0
        self._wake: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """There is nothing to begin."""

    async def shutdown(self) -> None:
        """There is nothing to end."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> Any:
        """Make a call when it is its turn.

        Raises Dropped for progress that there is no room for, PerhapsSent for what would stand
        there twice were it tried again, and what Telegram refuses.
        """
        urgency = rate_limit_args or Urgency.ANSWER
        chat = int(data.get("chat_id") or 0)
        tries = 0
        while True:
            if chat and not endpoint.startswith(FREE):
                await self._turn(chat, urgency, endpoint == DRAFT)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                await self._wait_out(chat, urgency, error)
            except BadRequest:
                raise
            except NetworkError as error:
                if endpoint.startswith("send") and not _unsent(error):
                    raise PerhapsSent(error.message) from error
                if tries >= len(self._again) or urgency is Urgency.PROGRESS:
                    raise
                await asyncio.sleep(self._again[tries])
                tries += 1

    async def _wait_out(self, chat: int, urgency: Urgency, error: RetryAfter) -> None:
        """Nothing goes to the chat for so long."""
        seconds = seconds_of(error)
        log.warning("Telegram wants %g s without a word to %s", seconds, chat or "anyone")
        self._budgets.hold(chat, _now() + seconds)
        if urgency is Urgency.PROGRESS:
            raise Dropped from error
        await asyncio.sleep(seconds)

    async def _turn(self, chat: int, urgency: Urgency, draft: bool = False) -> None:
        """Wait until it is the turn of a call."""
        if urgency is Urgency.PROGRESS:
            taken = any(one.chat == chat for one in self._waiting)
            if taken or self._budgets.ready(chat, urgency) > _now():
                raise Dropped
            self._budgets.spend(0 if draft else chat, _now())
            return
        self._number += 1
        turn = asyncio.get_running_loop().create_future()
        mine = _Waiting(urgency, self._number, chat, turn)
        self._waiting.append(mine)
        self._go()
        try:
            await turn
        finally:
            if mine in self._waiting:
                self._waiting.remove(mine)

    def _go(self) -> None:
        """Let those go for whom there is room, the most urgent first."""
        now = _now()
        for one in sorted(self._waiting):
            if not one.turn.done() and self._budgets.ready(one.chat, one.urgency) <= now:
                self._budgets.spend(one.chat, now)
                self._waiting.remove(one)
                one.turn.set_result(None)
        self._wake_later(now)

    def _wake_later(self, now: float) -> None:
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        if self._waiting:
            soonest = min(self._budgets.ready(one.chat, one.urgency) for one in self._waiting)
            # A moment more than needed: the loop's clock may be coarser than what was computed.
            later = max(0.0, soonest - now) + 0.001
            self._wake = asyncio.get_running_loop().call_later(later, self._go)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants nothing, in s."""
    given = error.retry_after  # which of the two it is depends on the environment
    return given.total_seconds() if isinstance(given, timedelta) else float(given)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _unsent(error: NetworkError) -> bool:
    """Whether a call did not even reach Telegram."""
    return isinstance(error.__cause__, UNSENT)
