"""Rows to values and back."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar, cast

import msgspec
import sqlalchemy as sa

from core.jobs import Asset, Failure, Job, JobSpec, Outcome, State
from core.replies import Channel, Reply, Turn
from core.wire import plain, read
from storage.tables import ChannelRow, JobRow, SQLModel, TurnRow


def table(row: type[SQLModel]) -> sa.Table:
    """The table behind a row class, for statements that need no object of it."""
    return cast("sa.Table", row.__table__)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


CHANNEL = table(ChannelRow)
TURN = table(TurnRow)
JOB = table(JobRow)


Value = TypeVar("Value")


class Readers(NamedTuple):
    """What turns the text of each JSON column into its value."""

    spec: Callable[[str], JobSpec]
    outcome: Callable[[str], Outcome]
    failure: Callable[[str], Failure]
    reply: Callable[[str], Reply]
    pictures: Callable[[str], tuple[Asset, ...]]


def _strict(kind: type[Value]) -> Callable[[str], Value]:
    return lambda text: read(kind, json.loads(text))


# Whoever acts on a value must understand every field of it: one that a newer version wrote raises.
STRICT = Readers(
    _strict(JobSpec),
    _strict(Outcome),
    _strict(Failure),
    _strict(Reply),
    _strict(tuple[Asset, ...]),
)
# Whoever only shows it leaves out what is unknown, and is six times faster: a page of history
# holds seven hundred values.
QUICK = Readers(
    msgspec.json.Decoder(JobSpec).decode,
    msgspec.json.Decoder(Outcome).decode,
    msgspec.json.Decoder(Failure).decode,
    msgspec.json.Decoder(Reply).decode,
    msgspec.json.Decoder(tuple[Asset, ...]).decode,
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


def to_job(row: sa.Row[Any], readers: Readers = STRICT) -> Job | None:
    """The job of a row of JOB; None where it was deleted, or where an outer join found none."""
    if row.spec is None or row.deleted is not None:
        return None
    outcome = readers.outcome(row.outcome) if row.outcome else Outcome()
    return Job(
        id=row.id,
        spec=readers.spec(row.spec),
        state=State(row.state),
        created=row.created,
        started=row.started,
        finished=row.finished,
        delivered=row.delivered,
        attempts=row.attempts,
        variants=outcome.variants,
        grid=outcome.grid,
        text=outcome.text,
        failure=readers.failure(row.failure) if row.failure else None,
    )


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
        "pictures": plain(turn.pictures),
    }


# Columns of a turn under names that do not collide with those of its job.
def _columns() -> Sequence[sa.ColumnElement[Any]]:
    """What a turn and its job are made of; JSON as text, and nothing that the spec repeats."""
    repeated = {"channel", "person", "intent", "model", "parent", "worker", "shown"}
    of_turn = (_raw(column).label(f"turn_{column.name}") for column in TURN.c)
    of_job = (_raw(column).label(column.name) for column in JOB.c if column.name not in repeated)
    return [*of_turn, *of_job]


def _raw(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    is_json = isinstance(column.type, sa.JSON)
    return sa.type_coerce(column, sa.Text()) if is_json else column


TURN_WITH_JOB = sa.select(*_columns()).select_from(TURN.outerjoin(JOB))
# The latest turns of a channel before a key, newest first; built once, since a page is asked for
# more often than anything else.
PAGE = (
    TURN_WITH_JOB.where(TURN.c.channel == sa.bindparam("channel"))
    .where(TURN.c.id < sa.bindparam("before"))
    .order_by(TURN.c.id.desc())
    .limit(sa.bindparam("limit"))
)


def to_turn(row: sa.Row[Any], readers: Readers = STRICT) -> Turn:
    """The turn of a row of TURN_WITH_JOB."""
    return Turn(
        id=row.turn_id,
        key=row.turn_key,
        channel=row.turn_channel,
        person=row.turn_person,
        created=row.turn_created,
        words=row.turn_words,
        action=row.turn_action,
        pictures=readers.pictures(row.turn_pictures) if row.turn_pictures != "[]" else (),
        reply=readers.reply(row.turn_reply) if row.turn_reply else None,
        job=to_job(row, readers),
    )
