"""The twin of what others made with somebody's reference sets, in memory."""

from collections.abc import Collection
from dataclasses import replace

from core.removing import unlent, unshown
from core.wire import plain
from storage.memory import Memory
from storage.memory_loose import named_in


def take_back(memory: Memory, sets: Collection[str], owners: Collection[str]) -> frozenset[str]:
    """Withhold the pictures of sets that are about to go from everybody but their `owners`."""
    lost = _lost(memory, sets, owners)
    theirs = [job for job in memory.jobs.values() if job.spec.place.person not in owners]
    touched = [job for job in theirs if not lost.isdisjoint(named_in(plain(job.spec)))]
    for job in touched:
        memory.jobs[job.id] = replace(job, spec=unlent(job.spec, lost))
    for turn in list(memory.turns.values()):
        if turn.reply and turn.person not in owners:
            memory.turns[turn.id] = replace(turn, reply=unshown(turn.reply, lost))
    return frozenset(job.id for job in touched)


def _lost(memory: Memory, sets: Collection[str], owners: Collection[str]) -> set[str]:
    """The files of sets that nobody else made or sent, and no set has that stays."""
    going = [memory.sets[id].versions for id in sets if id in memory.sets]
    staying = [one.versions for id, one in memory.sets.items() if id not in sets]
    sent = [one.pictures for one in memory.turns.values() if one.person not in owners]
    jobs = [job for job in memory.jobs.values() if job.id not in memory.deleted]
    kept = {*named_in(plain((staying, sent)))}
    for job in jobs:
        if job.spec.place.person not in owners:
            kept |= {*named_in(plain(job.variants))} - {*named_in(plain(job.spec))}
    return {*named_in(plain(going))} - kept
