"""History and ledger together, on each database: what the contract suites run against."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from core.customs import Customs
from core.inbox import Inbox
from core.kin import Kin
from core.linking import Links
from core.painting import Invitations
from core.past import Past
from core.people import People
from core.ports import History, Ledger
from core.postings import Postings
from core.replies import Channel
from core.retention import Aged
from core.sets import Sets
from core.sweeping import Loose
from core.votes import Votes
from storage.aged import SqlAged
from storage.customs import SqlCustoms
from storage.database import Database, sqlite_url
from storage.history import SqlHistory
from storage.inbox import SqlInbox
from storage.invitations import SqlInvitations
from storage.kin import SqlKin
from storage.ledger import SqlLedger
from storage.links import SqlLinks
from storage.loose import SqlLoose
from storage.memory import (
    Memory,
    MemoryCustoms,
    MemoryInbox,
    MemoryInvitations,
    MemoryLedger,
    MemoryPostings,
)
from storage.memory_aged import MemoryAged
from storage.memory_history import MemoryHistory
from storage.memory_kin import MemoryKin
from storage.memory_links import MemoryLinks
from storage.memory_loose import MemoryLoose
from storage.memory_past import MemoryPast
from storage.memory_people import MemoryPeople
from storage.memory_sets import MemorySets
from storage.memory_votes import MemoryVotes
from storage.past import SqlPast
from storage.people import SqlPeople
from storage.postings import SqlPostings
from storage.sets import SqlSets
from storage.votes import SqlVotes
from tests.values import SetClock


class Store(NamedTuple):
    """One installation's rows, with the channel and the person that the tests use."""

    history: History
    ledger: Ledger
    postings: Postings
    clock: SetClock
    channel: Channel
    person: str
    customs: Customs
    inbox: Inbox
    links: Links
    invitations: Invitations
    past: Past
    sets: Sets
    votes: Votes
    loose: Loose
    people: People
    aged: Aged
    kin: Kin


class Ports(NamedTuple):
    """What one installation's rows are reached by."""

    history: History
    ledger: Ledger
    postings: Postings
    customs: Customs
    inbox: Inbox
    links: Links
    invitations: Invitations
    past: Past
    sets: Sets
    votes: Votes
    loose: Loose
    people: People
    aged: Aged
    kin: Kin


async def _store(ports: Ports, clock: SetClock) -> Store:
    history, ledger, postings, customs, inbox, links, invitations, *_ = ports
    channel = await history.channel("web", "studio", "Studio")
    person = await history.person("web", "ada")
    where = clock, channel, person
    told = ports.past, ports.sets, ports.votes
    private = ports.loose, ports.people, ports.aged, ports.kin
    known = customs, inbox, links, invitations, *told, *private
    return Store(history, ledger, postings, *where, *known)


async def in_memory() -> Store:
    """On the twins."""
    clock, memory = SetClock(), Memory()
    history, ledger = MemoryHistory(memory, clock), MemoryLedger(memory, clock)
    postings, customs = MemoryPostings(memory), MemoryCustoms(memory)
    inbox, links = MemoryInbox(memory), MemoryLinks(memory, clock)
    invited, past = MemoryInvitations(memory, clock), MemoryPast(memory)
    known = customs, inbox, links, invited, past, MemorySets(memory, clock), MemoryVotes(memory)
    private = MemoryLoose(memory, clock), MemoryPeople(memory), MemoryAged(memory, ledger)
    ports = Ports(history, ledger, postings, *known, *private, MemoryKin(memory))
    return await _store(ports, clock)


@asynccontextmanager
async def on_database(url: str) -> AsyncGenerator[Store]:
    """On SQLite or PostgreSQL, beginning with empty tables."""
    clock = SetClock()
    async with Database(url) as database:
        if not database.is_sqlite:
            async with database.writing() as connection:
                # And all that names them.
                every = "asset, channel, person, custom, received, invitation, need, loose"
                await connection.execute(sa.text(f"TRUNCATE {every} CASCADE"))
        history, ledger = SqlHistory(database, clock), SqlLedger(database, clock)
        postings, customs = SqlPostings(database, clock), SqlCustoms(database)
        inbox, links = SqlInbox(database, clock), SqlLinks(database, clock)
        invited, past = SqlInvitations(database, clock), SqlPast(database, clock)
        known = customs, inbox, links, invited, past, SqlSets(database, clock), SqlVotes(database)
        private = SqlLoose(database, clock), SqlPeople(database), SqlAged(database, ledger)
        ports = Ports(history, ledger, postings, *known, *private, SqlKin(database))
        yield await _store(ports, clock)


def sqlite(folder: Path) -> str:
    """URL of a new SQLite file."""
    return sqlite_url(folder / "easel.db")
