"""The Inbox port: what every one of its implementations does."""

import asyncio
from datetime import timedelta

from tests.contracts.stores import Store


async def test_what_came_in_is_pending_in_the_order_of_its_numbers(store: Store) -> None:
    assert await store.inbox.receive("telegram", {12: "b", 11: "a"}) == (11, 12)
    assert list((await store.inbox.pending("telegram")).items()) == [(11, "a"), (12, "b")]


async def test_nothing_is_nothing(store: Store) -> None:
    assert await store.inbox.receive("telegram", {}) == ()
    assert await store.inbox.pending("telegram") == {}


async def test_what_comes_again_is_not_new(store: Store) -> None:
    await store.inbox.receive("telegram", {11: "a"})
    assert await store.inbox.receive("telegram", {11: "other", 12: "b"}) == (12,)
    assert await store.inbox.pending("telegram") == {11: "a", 12: "b"}


async def test_what_was_dealt_with_is_neither_pending_nor_new(store: Store) -> None:
    await store.inbox.receive("telegram", {11: "a", 12: "b"})
    await store.inbox.done("telegram", 11)
    assert await store.inbox.pending("telegram") == {12: "b"}
    store.clock.move(timedelta(days=1).total_seconds())
    await store.inbox.pending("telegram")
    assert await store.inbox.receive("telegram", {11: "a"}) == ()


async def test_platforms_have_numbers_of_their_own(store: Store) -> None:
    await store.inbox.receive("telegram", {11: "a"})
    await store.inbox.done("other", 11)
    assert await store.inbox.receive("other", {11: "x"}) == (11,)
    assert await store.inbox.pending("telegram") == {11: "a"}


async def test_what_ends_at_once_is_all_dealt_with(store: Store) -> None:
    await store.inbox.receive("telegram", dict.fromkeys(range(30), "a"))
    await asyncio.gather(*(store.inbox.done("telegram", number) for number in range(29)))
    assert await store.inbox.pending("telegram") == {29: "a"}
