"""An object store's blocking calls, each in a thread of Python, which the end of a process awaits.

The store's own asynchronous calls end in threads of the library that may still ask for the
interpreter while that goes away, which aborts the whole process: 40 of 600 processes that ended
right after one did (PyO3/pyo3-async-runtimes issue 40 tells why).
"""

import asyncio
import atexit
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import suppress
from itertools import islice
from threading import Thread
from time import monotonic
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

PATIENCE = 2.0  # s: a server that does not answer keeps no process from ending
_running: set[Thread] = set()


async def called(call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """What `call` returns; raises what it raises."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[_T] = loop.create_future()

    def tell(outcome: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if told.done() else outcome())

    def work() -> None:
        try:
            made = call(*args, **kwargs)
        except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            wrong = error
            tell(lambda: told.set_exception(wrong))
        else:
            tell(lambda: told.set_result(made))
        finally:
            _running.discard(thread)

    # Not a pool's: what hangs would fill it, and Python waits for its threads without end.
    thread = Thread(target=work, name="easel-blobs", daemon=True)
    _running.add(thread)
    thread.start()
    return await told


async def each(found: Iterator[_T]) -> AsyncGenerator[_T]:
    """What an iterator gives whose every step may block."""
    while some := await called(list, islice(found, 1)):
        yield some[0]


@atexit.register
def _settle() -> None:
    until = monotonic() + PATIENCE
    for thread in tuple(_running):
        thread.join(max(0.0, until - monotonic()))
