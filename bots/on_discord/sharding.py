"""Easel over several connections to Discord, for bots in more servers than one may hold."""

import discord

from bots.on_discord.client import EaselClient
from bots.parts import Parts


class ShardedEasel(EaselClient, discord.AutoShardedClient):
    """The same client; each connection hears a part of the servers."""


def client(parts: Parts, reads_all: bool, shards: int) -> EaselClient:
    """A client of `shards` connections; 0 leaves it to Discord how many."""
    if shards == 1:
        return EaselClient(parts, reads_all)
    return ShardedEasel(parts, reads_all, shard_count=shards or None)
