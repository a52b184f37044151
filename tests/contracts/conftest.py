"""Fixtures of the contract suites: each runs on the twin and on everything real that is there."""

from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from tests.contracts.stores import Store, in_memory, on_database, sqlite
from tests.postgresql import binaries, cluster


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
