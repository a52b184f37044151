"""Which Redis servers the tests run on: our own, and the one at REDIS_URL where that is set."""

import os

import redis

GIVEN = os.environ.get("REDIS_URL", "")  # noqa: TID251 - which servers to test is no setting
# Fixtures that give the address of an empty Redis.
EMPTY_SERVERS = ["redis_address", *(["given_redis_address"] if GIVEN else [])]


def is_empty(address: str) -> bool:
    """Whether the database at `address` holds nothing."""
    with redis.Redis.from_url(address) as client:
        return client.dbsize() == 0


def empty(address: str) -> None:
    """Forget everything in the database at `address`."""
    with redis.Redis.from_url(address) as client:
        client.flushdb()
