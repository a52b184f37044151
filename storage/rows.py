"""Rows to values and back."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar, cast

import msgspec
import sqlalchemy as sa

from core.catalogue import Intent
from core.jobs import Asset, Deep, Failure, Job, JobSpec, Outcome, State
from core.replies import Channel, Reply, Turn
from core.wire import plain, read
from storage.mirrors import mirror, unmirrored
from storage.tables import ChannelRow, JobRow, Moment, SQLModel, TurnRow, to_moment


def table(row: type[SQLModel]) -> sa.Table:
    """The table behind a row class, for statements that need no object of it."""
    return cast("sa.Table", row.__table__)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


CHANNEL = table(ChannelRow)
TURN = table(TurnRow)
JOB = table(JobRow)


Value = TypeVar("Value")


class Makers(NamedTuple):
    """What makes a turn and its job, and the value of each JSON column out of its text."""

    turn: Callable[..., Turn]
    job: Callable[..., Job]
    spec: Callable[[str], JobSpec]
    outcome: Callable[[str], Outcome]
    failure: Callable[[str], Failure]
    reply: Callable[[str], Reply]
    pictures: Callable[[str], tuple[Asset, ...]]
    deep: Callable[[str], Deep]


def _strict(kind: type[Value]) -> Callable[[str], Value]:
    return lambda text: read(kind, json.loads(text))


def _quick(kind: type[Value]) -> Callable[[str], Value]:
    return msgspec.json.Decoder(kind).decode


# Whoever acts on a value must understand every field of it: one that a newer version wrote raises.
STRICT = Makers(
    Turn,
    Job,
    _strict(JobSpec),
    _strict(Outcome),
    _strict(Failure),
    _strict(Reply),
    _strict(tuple[Asset, ...]),
    _strict(Deep),
)
# Whoever only shows it leaves out what is unknown, and is four times faster: a page of history
# holds seven hundred values. These make mirrors, which must not leave this module.
QUICK = Makers(
    mirror(Turn),
    mirror(Job),
    _quick(mirror(JobSpec)),
    _quick(mirror(Outcome)),
    _quick(mirror(Failure)),
    _quick(mirror(Reply)),
    _quick(tuple[mirror(Asset), ...]),
    _quick(mirror(Deep)),
)


def to_channel(row: sa.Row[Any]) -> Channel:
    """A channel."""
    return Channel(id=row.id, platform=row.platform, external=row.external, title=row.title)


def from_job(job: Job) -> dict[str, Any]:
    """Columns of a new job."""
    return {
        "id": job.id,
        "channel": job.spec.place.channel,
        "person": job.spec.place.person,
        "state": str(job.state),
        "intent": str(job.spec.intent),
        "model": job.spec.model,
        "parent": job.spec.lineage.job if job.spec.lineage else None,
        "created": job.created,
        "spec": plain(job.spec),
    }


def to_job(row: "Entry | sa.Row[Any]", make: Makers = STRICT) -> Job | None:
    """The job of a row of JOBS or of an entry; None where it was deleted or never was."""
    if row.spec is None or row.deleted is not None:
        return None
    outcome = make.outcome(row.outcome) if row.outcome else Outcome()
    return make.job(
        id=row.id,
        spec=make.spec(row.spec),
        state=State(row.state),
        created=to_moment(row.created),
        started=_moment_or_none(row.started),
        finished=_moment_or_none(row.finished),
        delivered=_moment_or_none(row.delivered),
        attempts=row.attempts,
        variants=outcome.variants,
        grid=outcome.grid,
        text=outcome.text,
        notes=outcome.notes,
        proposal=outcome.proposal,
        extras=outcome.extras,
        lines=outcome.lines,
        failure=make.failure(row.failure) if row.failure else None,
        absent=outcome.absent,
        votes=tuple(json.loads(row.votes)) if row.votes else (),
    )


def _moment_or_none(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else to_moment(microseconds)


def from_turn(turn: Turn) -> dict[str, Any]:
    """Columns of a turn that has no answer yet."""
    return {
        "id": turn.id,
        "key": turn.key,
        "channel": turn.channel,
        "person": turn.person,
        "created": turn.created,
        "words": turn.words,
        "action": turn.action,
        "reply_to": turn.reply_to,
        "intent": turn.intent or "",
        "pictures": plain(turn.pictures),
    }


class Entry(NamedTuple):
    """A turn beside its job, as both lie in the database: JSON as text, times in microseconds.

    Nothing that the spec repeats is in it. What is named `turn_` is the turn's, the rest the job's.
    """

    turn_id: str
    turn_key: str
    turn_channel: str
    turn_person: str
    turn_created: int
    turn_words: str
    turn_action: str
    turn_reply_to: str
    turn_intent: str
    turn_pictures: str
    turn_reply: str | None
    id: str  # this and all below are None where the turn began no job
    state: str
    attempts: int
    created: int
    started: int | None
    finished: int | None
    delivered: int | None
    deleted: int | None
    spec: str | None
    outcome: str | None
    failure: str | None
    votes: str | None


def _stored(name: str) -> sa.ColumnElement[Any]:
    """The column behind a field of Entry, without what SQLAlchemy would make of its values."""
    column = TURN.c[name.removeprefix("turn_")] if name.startswith("turn_") else JOB.c[name]
    if isinstance(column.type, sa.JSON):
        return sa.type_coerce(column, sa.Text()).label(name)
    if isinstance(column.type, Moment):
        return sa.type_coerce(column, sa.BigInteger()).label(name)
    return column.label(name)


JOBS = sa.select(*(_stored(name) for name in Entry._fields if not name.startswith("turn_")))
ENTRIES = sa.select(*map(_stored, Entry._fields)).select_from(TURN.outerjoin(JOB))
# The latest turns of a channel before a key, newest first.
PAGE = (
    ENTRIES.where(TURN.c.channel == sa.bindparam("channel"))
    .where(TURN.c.id < sa.bindparam("before"))
    .order_by(TURN.c.id.desc())
    .limit(sa.bindparam("limit"))
)


def to_turn(row: Sequence[Any], make: Makers = STRICT) -> Turn:
    """The turn of a row of ENTRIES."""
    entry = Entry._make(row)
    return make.turn(
        id=entry.turn_id,
        key=entry.turn_key,
        channel=entry.turn_channel,
        person=entry.turn_person,
        created=to_moment(entry.turn_created),
        words=entry.turn_words,
        action=entry.turn_action,
        reply_to=entry.turn_reply_to,
        intent=Intent(entry.turn_intent) if entry.turn_intent else None,
        pictures=make.pictures(entry.turn_pictures) if entry.turn_pictures != "[]" else (),
        reply=make.reply(entry.turn_reply) if entry.turn_reply else None,
        job=to_job(entry, make),
    )


def to_turns(rows: Iterable[Sequence[Any]]) -> tuple[Turn, ...]:
    """The turns of rows of ENTRIES, to be shown: quickly, and without what is unknown."""
    return unmirrored([to_turn(row, QUICK) for row in rows], Turn)
