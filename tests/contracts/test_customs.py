"""The Customs port: what every one of its implementations does."""

import pytest

from tests.contracts.stores import Store


async def test_where_nothing_was_set_is_nothing(store: Store) -> None:
    assert await store.customs.of("discord", "channel 700") == {}


async def test_what_was_set_is_there(store: Store) -> None:
    await store.customs.keep("discord", "channel 700", "count", "2")
    await store.customs.keep("discord", "channel 700", "ratio", "16:9")
    assert await store.customs.of("discord", "channel 700") == {"count": "2", "ratio": "16:9"}


async def test_what_is_set_again_replaces_what_was(store: Store) -> None:
    for value in ("2", "", "9"):
        await store.customs.keep("discord", "channel 700", "count", value)
        assert await store.customs.of("discord", "channel 700") == {"count": value}


async def test_what_is_taken_back_is_gone(store: Store) -> None:
    await store.customs.keep("discord", "channel 700", "count", "2")
    await store.customs.keep("discord", "channel 700", "ratio", "1:1")
    for _ in range(2):
        await store.customs.keep("discord", "channel 700", "count", None)
        assert await store.customs.of("discord", "channel 700") == {"ratio": "1:1"}


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        pytest.param("telegram", "channel 700", id="platform"),
        pytest.param("discord", "channel 701", id="place"),
    ],
)
async def test_another_place_has_its_own(store: Store, platform: str, place: str) -> None:
    await store.customs.keep("discord", "channel 700", "count", "2")
    assert await store.customs.of(platform, place) == {}
