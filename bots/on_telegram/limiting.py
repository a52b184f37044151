"""Spends Telegram's budgets on what matters most, and waits out what Telegram wants waited out."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bots.on_telegram.budgets import Allowances, Budgets, Urgency
from bots.on_telegram.turns import Turns

log = logging.getLogger("easel.telegram")

UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
AGAIN = (0.5, 2.0, 5.0)  # s
# These show nothing by themselves: there is no budget for them but that of all calls.
DRAFT = "sendMessageDraft"  # leaves a chat its room: it is no message
ALBUM = "sendMediaGroup"
FREE = ("get", "set", "answer", "delete", "sendChatAction")


class PerhapsSent(NetworkError):
    """A call that shows something broke off: nobody knows whether it was done."""


class Dropped(Exception):
    """There was nothing to spare for this."""


class Limiter(BaseRateLimiter[Urgency]):
    """Lets calls go when there is room for them."""

    def __init__(self, allowances: Allowances, again: Sequence[float] = AGAIN) -> None:
        """`again`: s before a call is tried again that did not get through."""
        self._again = again
        self._budgets = Budgets(allowances)
        self._turns = Turns(self._budgets)

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
                await self._turn(chat, urgency, _messages(endpoint, data))
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

    async def _turn(self, chat: int, urgency: Urgency, messages: int) -> None:
        """Wait until it is the turn of a call for so many messages; a draft is none."""
        if urgency is not Urgency.PROGRESS:
            await self._turns.take(chat, urgency, messages)
        elif self._turns.wanted(chat) or self._budgets.ready(chat, urgency) > _now():
            raise Dropped
        else:
            self._budgets.spend(chat if messages else 0, _now())


def _messages(endpoint: str, data: dict[str, Any]) -> int:
    """How many messages a call is for Telegram, which counts the files of an album."""
    if endpoint == DRAFT:
        return 0
    return len(data["media"]) if endpoint == ALBUM else 1


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants nothing, in s."""
    given = error.retry_after  # which of the two it is depends on the environment
    return given.total_seconds() if isinstance(given, timedelta) else float(given)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _unsent(error: NetworkError) -> bool:
    """Whether a call did not even reach Telegram."""
    return isinstance(error.__cause__, UNSENT)
