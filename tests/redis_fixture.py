"""Fixtures that give a Redis: `pytest_plugins = ["tests.redis_fixture"]` in a test module."""

from collections.abc import Iterator

import pytest

from storage.redis_server import RedisServer
from tests.redis_servers import GIVEN, empty, is_empty


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A running server for the whole session; it ends with the tests, even when they are killed."""
    with RedisServer(tmp_path_factory.mktemp("home"), dies_with_parent=True) as server:
        yield server


@pytest.fixture
def redis_address(redis_server: RedisServer) -> str:
    """Address of an empty Redis."""
    empty(redis_server.address)
    return redis_server.address


@pytest.fixture
def given_redis_address() -> str:
    """Address of the server at REDIS_URL; its database must be empty, and is left so."""
    if not is_empty(GIVEN):
        pytest.skip("the database at REDIS_URL is not empty")
    return GIVEN
