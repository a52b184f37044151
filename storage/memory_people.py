"""The twin of what is kept of people, in memory."""

from dataclasses import replace

from core.jobs import Job
from core.linking import PLATFORMS, Account
from core.people import Belongings, Left
from core.preferring import by_person
from core.votes import tallied
from core.wire import plain
from storage.memory import Memory
from storage.memory_lent import take_back
from storage.memory_loose import named_in


class MemoryPeople:
    """The People port in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def belongings(self, person: str, but: str = "") -> Belongings:
        """What is kept of somebody, with any of their accounts, besides the turn `but`."""
        accounts = self._accounts(person)
        who = {one.id for one in accounts}
        jobs = [job for job in self._jobs(who) if job.id not in self._memory.deleted]
        turns = [one for one in self._memory.turns.values() if one.person in who and one.id != but]
        needed = plain((jobs, [(turn.pictures, turn.reply) for turn in turns]))
        return Belongings(
            accounts,
            tuple(sorted(job.id for job in jobs)),
            results=sum(bool(job.variants) for job in jobs),
            requests=len(turns),
            files=len(set(named_in(needed))),
            more=self._more(who),
        )

    async def forget(self, person: str, but: str = "") -> Left:
        """Take out all that is kept of somebody, once their results are deleted."""
        memory, who = self._memory, {one.id for one in self._accounts(person)}
        self._unname_places(who)
        jobs = {job.id for job in self._jobs(who)}
        for key in [key for key, one in memory.postings.items() if one.job in jobs]:
            del memory.postings[key]
        for turn in [one for one in memory.turns.values() if one.person in who]:
            if turn.id != but:
                del memory.turns[turn.id]
                continue
            memory.turns[but] = replace(turn, words="", pictures=(), action="", reply_to="")
        facts = jobs & self._before(who)
        begun = {turn.job.id for turn in memory.turns.values() if turn.job}
        for id in jobs - facts - begun:
            del memory.jobs[id]
            memory.deleted.discard(id)
        for one in who:
            memory.links.pop(memory.links.pop(one, ""), None)
        lent = take_back(memory, [id for id, one in memory.sets.items() if one.owner in who], who)
        self._forget_owned(who)
        self._forget_settings(who)
        memory.people = {key: id for key, id in memory.people.items() if id not in who}
        memory.names |= {one: "" for one in who if one in memory.names}
        return Left(len(facts), lent)

    async def called(self, words: str) -> tuple[Account, ...]:
        """Who is meant: by id, by "discord:123", or by name."""
        people = self._memory.people.items()
        exact = [id for key, id in people if words in (id, ":".join(key))]
        found = exact or [id for _, id in people if self._memory.names.get(id) == words]
        return tuple(self._account(id) for id in sorted(found))

    def _more(self, who: set[str]) -> tuple[tuple[str, int], ...]:
        """What else is theirs, by what it is called."""
        memory = self._memory
        return (
            ("favourite", sum(person in who for _, person, _ in memory.favourites)),
            ("vote", sum(person in who for _, person in memory.votes)),
            ("reference set", sum(one.owner in who for one in memory.sets.values())),
        )

    def _forget_owned(self, who: set[str]) -> None:
        memory = self._memory
        memory.favourites -= {one for one in memory.favourites if one[1] in who}
        for job in {job for job, person in memory.votes if person in who}:
            rest = {key: one for key, one in memory.votes.items() if key[1] not in who}
            if job in memory.jobs:
                tally = tallied([index for (of, _), index in rest.items() if of == job])
                memory.jobs[job] = replace(memory.jobs[job], votes=tally)
        for key in [key for key in memory.votes if key[1] in who]:
            del memory.votes[key]
        for id in [id for id, one in memory.sets.items() if one.owner in who]:
            del memory.sets[id]

    def _jobs(self, who: set[str]) -> list[Job]:
        return [job for job in self._memory.jobs.values() if job.spec.place.person in who]

    def _accounts(self, person: str) -> tuple[Account, ...]:
        """The accounts of somebody, this one first."""
        other = self._memory.links.get(person)
        known = set(self._memory.people.values())
        return tuple(self._account(one) for one in (person, other) if one and one in known)

    def _account(self, id: str) -> Account:
        keys = (key for key, one in self._memory.people.items() if one == id)
        return Account(id, next(keys, ("", ""))[0], self._memory.names.get(id, ""))

    def _before(self, who: set[str]) -> set[str]:
        """Whatever those of others went on from, however far."""
        jobs, found = self._memory.jobs, set[str]()
        for job in jobs.values():
            at: Job | None = job if job.spec.place.person not in who else None
            while at is not None and at.spec.lineage and at.spec.lineage.job not in found:
                found.add(at.spec.lineage.job)
                at = jobs.get(at.spec.lineage.job)
        return found

    def _unname_places(self, who: set[str]) -> None:
        memory = self._memory
        mine = {turn.channel for turn in memory.turns.values() if turn.person in who}
        alone = mine - {turn.channel for turn in memory.turns.values() if turn.person not in who}
        for key, one in list(memory.channels.items()):
            if one.id in alone and one.platform in PLATFORMS:
                del memory.channels[key]
                nameless = replace(one, title="", external=f"forgotten {one.id}")
                memory.channels[one.platform, nameless.external] = nameless

    def _forget_settings(self, who: set[str]) -> None:
        memory = self._memory
        for (platform, external), id in memory.people.items():
            if id in who:
                for key in (f"chat {external}", f"state of {external}"):
                    memory.customs.pop((platform, key), None)
        for platform, place in list(memory.customs):
            if place in {by_person(one) for one in who}:
                del memory.customs[platform, place]
        for id in [one.id for one in memory.invitations.values() if one.place.person in who]:
            del memory.invitations[id]
