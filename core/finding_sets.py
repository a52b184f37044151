"""The sets that words name, one's own before those that are shared in a place."""

from collections.abc import Sequence

from core.errors import UnknownSet
from core.jobs import Place
from core.ports import History
from core.sets import NoSuchVersion, ReferenceSet, Sets, Written, written
from core.using_sets import Mention, Used


async def used(names: Sequence[str], place: Place, sets: Sets | None, history: History) -> Used:
    """The sets of these names, as `Prompt.sets` has them, for somebody in a place.

    One's own come before those that are shared there. Raises UnknownSet and NoSuchVersion.
    """
    mentions, missing = list[Mention](), list[Written]()
    people = await history.accounts(place.person) if names else ()
    for one in map(written, names):
        found = await _found(one, people, place.channel, sets) if sets else None
        if found is None:
            missing.append(one)
        else:
            mentions.append(Mention(one, found))
    if missing:
        raise UnknownSet(names=" or ".join(one.called for one in missing))
    return Used(tuple(mentions))


async def _found(
    one: Written, people: Sequence[str], channel: str, sets: Sets
) -> ReferenceSet | None:
    found = await sets.owned(people, one.name) or await sets.shared(channel, one.name)
    if found is None or not one.version:
        return found
    if (earlier := await sets.at(found.id, one.version)) is None:
        raise NoSuchVersion(name=found.called, version=one.version, newest=found.newest)
    return earlier
