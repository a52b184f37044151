"""Fixtures of the contract suites: each runs on the twin and on everything real that is there."""

from collections.abc import AsyncGenerator, AsyncIterator, Generator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from core.ports import Queue
from storage.memory_queue import MemoryQueue
from storage.queue import RedisQueue
from tests.contracts.queues import RECENT, Ends
from tests.contracts.stores import Store, in_memory, on_database, sqlite
from tests.postgresql import binaries, cluster
from tests.redis_servers import EMPTY_SERVERS, empty


@pytest.fixture(scope="session")
def postgresql() -> Generator[str]:
    """URL of a real PostgreSQL."""
    found = binaries()
    if found is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    with cluster(found) as url:
        yield url


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Store]:
    """History and ledger on each database."""
    if request.param == "memory":
        yield await in_memory()
        return
    real = request.param == "postgresql"
    url = request.getfixturevalue("postgresql") if real else sqlite(tmp_path)
    async with on_database(url) as store:
        yield store


@pytest.fixture(params=["memory", *EMPTY_SERVERS])
async def end(request: pytest.FixtureRequest) -> AsyncIterator[Ends]:
    """Makes another end of one and the same queue."""
    if request.param == "memory":
        twin = MemoryQueue(recent=RECENT)
        yield lambda: twin
        return
    address: str = request.getfixturevalue(request.param)
    ends: list[RedisQueue] = []
    async with AsyncExitStack() as stack:

        def make() -> RedisQueue:
            ends.append(RedisQueue(address, recent=RECENT))
            stack.push_async_exit(ends[-1])
            return ends[-1]

        yield make
    empty(address)


@pytest.fixture
def queue(end: Ends) -> Queue:
    return end()
