"""An object store's blocking calls, each in a thread that Python knows and waits for.

Its own asynchronous calls end in threads of the library that may still ask for the interpreter
while that goes away, which aborts the whole process: 40 of 600 processes that ended right after
one did (PyO3/pyo3-async-runtimes issue 40 tells why).
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

# Of their own: a slow bucket keeps nobody waiting who looks up a name or decodes a picture.
_THREADS = ThreadPoolExecutor(max_workers=32, thread_name_prefix="easel-blobs")


async def called(call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """What `call` returns; raises what it raises."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_THREADS, partial(call, *args, **kwargs))


async def each(found: Iterator[_T]) -> AsyncGenerator[_T]:
    """What an iterator gives whose every step may block."""
    while some := await called(list, islice(found, 1)):
        yield some[0]
