"""News by pub/sub: heard by everybody who listens at that moment, and kept by nobody."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import aclosing, contextmanager, suppress

from arq import ArqRedis
from redis.asyncio.client import PubSub

from storage.queue.connection import UNREACHABLE, Outage
from storage.until_signal import still_wanted

Ear = Callable[[bytes], None]
_QUIET = 30.0  # s that a listener waits for one message; then it waits again


class Signals:
    """One subscription for each channel that this process listens to, however many listen."""

    def __init__(self, redis: ArqRedis) -> None:
        self._redis = redis
        self._ears: dict[str, list[Ear]] = {}
        self._listeners: dict[str, asyncio.Task[None]] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    @contextmanager
    def heard(self, channel: str, ear: Ear) -> Generator[None]:
        """Call `ear` with each message; with an empty one when some may have been missed."""
        ears = self._ears.setdefault(channel, [])
        ears.append(ear)
        if channel not in self._listeners:
            self._listeners[channel] = asyncio.create_task(self._listen(channel))
        try:
            yield
        finally:
            ears.remove(ear)
            if not ears and channel in self._listeners:
                self._leave(self._listeners.pop(channel))

    async def aclose(self) -> None:
        """Stop to listen."""
        for listener in self._listeners.values():
            self._leave(listener)
        self._listeners.clear()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    def _leave(self, listener: asyncio.Task[None]) -> None:
        self._leaving.add(listener)
        listener.add_done_callback(self._leaving.discard)
        listener.cancel()

    async def _listen(self, channel: str) -> None:
        outage = Outage(f"the listener to {channel}")
        while True:
            try:
                async with aclosing(self._redis.pubsub()) as subscription:
                    await subscription.subscribe(channel)
                    await self._pass_on(channel, subscription, outage)
            except UNREACHABLE as error:
                await asyncio.sleep(outage.begin(error))

    async def _pass_on(self, channel: str, subscription: PubSub, outage: Outage) -> None:
        while True:
            still_wanted()  # redis-py may swallow the cancellation of who leaves while it joins
            message = await subscription.get_message(timeout=_QUIET)
            if message is None:
                continue
            outage.end()
            said = message["data"] if message["type"] == "message" else b""
            data = said if isinstance(said, bytes) else b""
            for ear in tuple(self._ears[channel]):
                ear(data)


class Inbox:
    """The latest messages of a channel, for somebody who may be slower than they come."""

    def __init__(self, most: int = 1000) -> None:
        self._messages: asyncio.Queue[bytes] = asyncio.Queue(most)

    def put(self, message: bytes) -> None:
        """Keep a message, at the price of the oldest; empty ones say nothing."""
        if not message:
            return
        if self._messages.full():
            with suppress(asyncio.QueueEmpty):
                self._messages.get_nowait()
        self._messages.put_nowait(message)

    async def get(self) -> bytes:
        """The next message, once there is one."""
        return await self._messages.get()
