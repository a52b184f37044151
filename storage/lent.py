"""What others made with somebody's reference sets: it shows their pictures no more once they go."""

from collections.abc import Collection, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.removing import unlent, unshown
from core.wire import plain
from storage.loose import NEED
from storage.rows import ENTRIES, JOB, JOBS, STRICT, TURN, table, to_turn
from storage.tables import SetVersionRow

VERSION = table(SetVersionRow)
IN_SET, MADE_OF, MADE = "reference_version.content", "job.spec", "job.outcome"
SENT, TOLD = "turn.pictures", "turn.reply"
MOST_ASKED = 500  # values in one query


async def take_back(
    connection: AsyncConnection, sets: Sequence[str], owners: Sequence[str]
) -> frozenset[str]:
    """Withhold the pictures of sets that are about to go from everybody but their `owners`.

    Returns the ids of the jobs of others that were made of them.
    """
    lost = await _lost(connection, sets, owners)
    jobs = JOB.c.person.not_in(owners) & JOB.c.deleted.is_(None)
    touched = set[str]()
    for some in _parts(await _holding(connection, MADE_OF, lost)):
        for row in (await connection.execute(JOBS.where(JOB.c.id.in_(some), jobs))).all():
            left = plain(unlent(STRICT.spec(row.spec), lost))
            await connection.execute(sa.update(JOB).where(JOB.c.id == row.id).values(spec=left))
            touched.add(row.id)
    for some in _parts(await _holding(connection, TOLD, lost)):
        told = ENTRIES.where(TURN.c.id.in_(some), TURN.c.person.not_in(owners))
        for turn in map(to_turn, (await connection.execute(told)).all()):
            left = plain(unshown(turn.reply, lost)) if turn.reply else None
            change = sa.update(TURN).where(TURN.c.id == turn.id)
            await connection.execute(change.values(reply=left))
    return frozenset(touched)


async def _lost(
    connection: AsyncConnection, sets: Sequence[str], owners: Sequence[str]
) -> frozenset[str]:
    """The files of sets that nobody else made or sent, and no set has that stays."""
    versions = sa.select(VERSION.c.id, VERSION.c.number).where(VERSION.c.id.in_(sets))
    going = {f"{id} {number}" for id, number in (await connection.execute(versions)).all()}
    lost = set[str]()
    for some in _parts(going):
        files = sa.select(NEED.c.sha256).where(NEED.c.holder == IN_SET, NEED.c.owner.in_(some))
        lost |= set((await connection.execute(files)).scalars())
    kept = set[str]()
    for some in _parts(lost):
        in_sets = sa.select(NEED.c.sha256, NEED.c.owner).where(
            NEED.c.holder == IN_SET, NEED.c.sha256.in_(some)
        )
        stay = (await connection.execute(in_sets)).all()
        kept |= {sha256 for sha256, owner in stay if owner not in going}
        for query in _theirs(owners):
            kept |= set((await connection.execute(query.where(NEED.c.sha256.in_(some)))).scalars())
    return frozenset(lost - kept)


def _theirs(owners: Sequence[str]) -> Iterator[sa.Select[tuple[str]]]:
    """Queries for the files that others sent, and for those that others made of something else:
    a clip may begin with the very picture that it was made of."""
    given = NEED.alias()
    of_it = (given.c.owner == NEED.c.owner) & (given.c.sha256 == NEED.c.sha256)
    made = sa.select(NEED.c.sha256).join(JOB, JOB.c.id == NEED.c.owner)
    yield made.where(
        NEED.c.holder == MADE,
        JOB.c.person.not_in(owners),
        ~sa.exists().where(given.c.holder == MADE_OF, of_it),
    )
    sent = sa.select(NEED.c.sha256).join(TURN, TURN.c.id == NEED.c.owner)
    yield sent.where(NEED.c.holder == SENT, TURN.c.person.not_in(owners))


async def _holding(
    connection: AsyncConnection, holder: str, files: Collection[str]
) -> frozenset[str]:
    """The rows that need one of some files."""
    found = set[str]()
    for some in _parts(files):
        owners = sa.select(NEED.c.owner).where(NEED.c.holder == holder, NEED.c.sha256.in_(some))
        found |= set((await connection.execute(owners)).scalars())
    return frozenset(found)


def _parts(values: Collection[str]) -> Iterator[list[str]]:
    """Values in parts that one query takes."""
    every = sorted(values)
    yield from (every[at : at + MOST_ASKED] for at in range(0, len(every), MOST_ASKED))
