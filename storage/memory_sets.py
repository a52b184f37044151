"""The twin of reference sets, in memory."""

from collections.abc import Iterable, Sequence

from core.ports import Clock
from core.sets import MOST_SETS, Content, NameTaken, ReferenceSet, TooManySets, key_of
from storage.memory import KeptSet, Memory
from storage.memory_lent import take_back


class MemorySets:
    """The Sets port in memory."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._clock = clock
        self._memory = memory
        self._sets = memory.sets

    async def keep(self, owner: str, name: str, content: Content) -> ReferenceSet:
        """A new version, in use from now on; or the first one of a new set."""
        id = self._find(owner, name)
        if id is None:
            if sum(one.owner == owner for one in self._sets.values()) >= MOST_SETS:
                raise TooManySets(limit=MOST_SETS)
            id = self._clock.new_id()
            self._sets[id] = KeptSet(owner, name, [])
        kept = self._sets[id]
        kept.versions.append((content, self._clock.now()))
        kept.current = len(kept.versions)
        return self._version(id, kept.current)

    async def owned(self, people: Sequence[str], name: str) -> ReferenceSet | None:
        """The version in use of the set that one of these accounts has by that name."""
        found = (self._find(one, name) for one in people)
        return next((self._now(id) for id in found if id), None)

    async def shared(self, channel: str, name: str) -> ReferenceSet | None:
        """The version in use of the set that is shared in a channel by that name."""
        here = await self.here(channel)
        return next((one for one in here if key_of(one.name) == key_of(name)), None)

    async def every(self, people: Sequence[str]) -> tuple[ReferenceSet, ...]:
        """All sets of these accounts, by name."""
        return self._by_name(id for id, one in self._sets.items() if one.owner in people)

    async def here(self, channel: str) -> tuple[ReferenceSet, ...]:
        """All sets that are shared in a channel, by name."""
        return self._by_name(id for id, one in self._sets.items() if channel in one.channels)

    async def at(self, id: str, version: int) -> ReferenceSet | None:
        """One version of a set; None where there is none."""
        kept = self._sets.get(id)
        there = kept is not None and 1 <= version <= len(kept.versions)
        return self._version(id, version) if there else None

    async def use(self, id: str, version: int) -> None:
        """An earlier or later version is in use from now on."""
        if id in self._sets:
            self._sets[id].current = version

    async def rename(self, id: str, name: str) -> None:
        """Another name, wherever the set is shared. Raises NameTaken."""
        kept = self._sets[id]
        if self._find(kept.owner, name) not in (None, id):
            raise NameTaken(name=f"@{name}", where="by another set of yours")
        for channel in kept.channels:
            self._check_free(id, channel, name)
        kept.name = name

    async def delete(self, id: str) -> frozenset[str]:
        """Forget a set with all its versions, and withhold its pictures from others."""
        if id not in self._sets:
            return frozenset()
        owner = self._sets[id].owner
        owners = {owner, self._memory.links.get(owner, owner)}
        touched = take_back(self._memory, (id,), owners)
        del self._sets[id]
        return touched

    async def share(self, id: str, channel: str) -> None:
        """Everybody in a channel may use a set. Raises NameTaken."""
        self._check_free(id, channel, self._sets[id].name)
        self._sets[id].channels.add(channel)

    async def unshare(self, id: str, channel: str) -> bool:
        """Take that back; False where it was not shared there."""
        kept = self._sets.get(id)
        there = kept is not None and channel in kept.channels
        if kept is not None:
            kept.channels.discard(channel)
        return there

    async def places(self, id: str) -> tuple[str, ...]:
        """Ids of the channels where a set is shared."""
        return tuple(sorted(self._sets[id].channels)) if id in self._sets else ()

    def _find(self, owner: str, name: str) -> str | None:
        sets = self._sets.items()
        same = (id for id, one in sets if (one.owner, key_of(one.name)) == (owner, key_of(name)))
        return next(same, None)

    def _check_free(self, id: str, channel: str, name: str) -> None:
        """Raises NameTaken where another set is shared there by that name."""
        for other, one in self._sets.items():
            if other != id and channel in one.channels and key_of(one.name) == key_of(name):
                raise NameTaken(name=f"@{name}", where="by a set that is shared there")

    def _by_name(self, ids: Iterable[str]) -> tuple[ReferenceSet, ...]:
        return tuple(sorted(map(self._now, ids), key=lambda one: key_of(one.name)))

    def _now(self, id: str) -> ReferenceSet:
        return self._version(id, self._sets[id].current)

    def _version(self, id: str, version: int) -> ReferenceSet:
        kept = self._sets[id]
        content, saved = kept.versions[version - 1]
        newest = len(kept.versions)
        return ReferenceSet(id, kept.owner, kept.name, version, newest, content, saved)
