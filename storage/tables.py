"""The tables of the ledger and the history."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

# Names of constraints must not depend on the database, or migrations cannot find them again.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_moment(microseconds: int) -> datetime:
    """The time, in UTC, so many microseconds after the beginning of 1970."""
    return _EPOCH + microseconds * _MICROSECOND


class Moment(sa.TypeDecorator[datetime]):
    """A time in UTC, as whole microseconds since 1970: exact, sortable, the same anywhere."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds for a time."""
        if value is None:
            return None
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The time for microseconds."""
        return None if value is None else to_moment(value)


# None is SQL's NULL. What comes out is text: storage.rows reads it, strictly or quickly.
Json = sa.JSON(none_as_null=True)


class ChannelRow(SQLModel, table=True):
    """A place where people talk with Easel."""

    __tablename__ = "channel"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (sa.UniqueConstraint("platform", "external"),)

    id: str = Field(primary_key=True)
    platform: str
    external: str
    title: str
    created: datetime = Field(sa_type=Moment)


class PersonRow(SQLModel, table=True):
    """Somebody who asks."""

    __tablename__ = "person"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (sa.UniqueConstraint("platform", "external"),)

    id: str = Field(primary_key=True)
    platform: str
    external: str
    name: str
    created: datetime = Field(sa_type=Moment)


class LinkRow(SQLModel, table=True):
    """That two accounts are one person's; each pair is there from both ends."""

    __tablename__ = "link"  # pyright: ignore[reportAssignmentType]

    person: str = Field(primary_key=True, foreign_key="person.id")
    other: str = Field(foreign_key="person.id", unique=True)
    made: datetime = Field(sa_type=Moment)


class LinkingRow(SQLModel, table=True):
    """The code that an account was given to be linked with, and the wrong ones that it tried."""

    __tablename__ = "linking"  # pyright: ignore[reportAssignmentType]

    person: str = Field(primary_key=True, foreign_key="person.id")
    code: str | None = Field(default=None, unique=True)  # None once it was used
    until: datetime | None = Field(default=None, sa_type=Moment)
    wrong: int = 0
    since: datetime | None = Field(default=None, sa_type=Moment)  # the first of the wrong ones


class AssetRow(SQLModel, table=True):
    """What is known of a stored file."""

    __tablename__ = "asset"  # pyright: ignore[reportAssignmentType]

    sha256: str = Field(primary_key=True)
    media_type: str
    size: int = Field(sa_type=sa.BigInteger)  # bytes
    width: int
    height: int
    seconds: float
    alpha: bool
    deep: dict[str, Any] | None = Field(default=None, sa_type=Json)


OPEN = sa.text("job IS NULL AND reply IS NULL")  # of a turn: it has no answer yet


class TurnRow(SQLModel, table=True):
    """Something that came in, and its answer."""

    __tablename__ = "turn"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        sa.UniqueConstraint("channel", "key"),
        sa.Index("ix_turn_channel_id", "channel", "id"),
        sa.Index("ix_turn_open", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: str = Field(primary_key=True)
    key: str
    channel: str = Field(foreign_key="channel.id")
    person: str = Field(foreign_key="person.id")
    created: datetime = Field(sa_type=Moment)
    words: str
    action: str
    reply_to: str = ""
    intent: str = ""
    pictures: list[Any] = Field(sa_type=Json)
    reply: dict[str, Any] | None = Field(default=None, sa_type=Json)
    job: str | None = Field(default=None, foreign_key="job.id", index=True)


class JobRow(SQLModel, table=True):
    """A request with its state; `spec` and `outcome` are values that are written once."""

    __tablename__ = "job"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        sa.Index("ix_job_state_id", "state", "id"),
        sa.Index("ix_job_channel_state_id", "channel", "state", "id"),
        sa.Index("ix_job_delivered_state", "delivered", "state"),
        sa.Index("ix_job_person_state_id", "person", "state", "id"),
        sa.Index("ix_job_channel_created", "channel", "created"),
        sa.Index("ix_job_person_created", "person", "created"),
    )

    id: str = Field(primary_key=True)
    channel: str = Field(foreign_key="channel.id")
    person: str = Field(foreign_key="person.id")
    state: str
    intent: str
    model: str
    parent: str | None = Field(default=None, index=True)  # job that it goes on from
    worker: str = ""
    attempts: int = 0
    created: datetime = Field(sa_type=Moment)
    started: datetime | None = Field(default=None, sa_type=Moment)
    finished: datetime | None = Field(default=None, sa_type=Moment)
    delivered: datetime | None = Field(default=None, sa_type=Moment)
    deleted: datetime | None = Field(default=None, sa_type=Moment)
    shown: bool = False  # whether it gave a picture
    spec: dict[str, Any] = Field(sa_type=Json)
    outcome: dict[str, Any] | None = Field(default=None, sa_type=Json)
    failure: dict[str, Any] | None = Field(default=None, sa_type=Json)
    votes: list[int] | None = Field(default=None, sa_type=Json)  # the tally of its VoteRows


class VoteRow(SQLModel, table=True):
    """That a person finds one variant of a job the best."""

    __tablename__ = "vote"  # pyright: ignore[reportAssignmentType]

    job: str = Field(primary_key=True, foreign_key="job.id")
    person: str = Field(primary_key=True, foreign_key="person.id", index=True)
    variant: int


class KeywordRow(SQLModel, table=True):
    """A keyword by which a result is found, in its channel and by its person (core.keywords)."""

    __tablename__ = "keyword"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        sa.Index("ix_keyword_person_word_job", "person", "word", "job"),
        {"sqlite_with_rowid": False},
    )

    channel: str = Field(primary_key=True)
    word: str = Field(primary_key=True)
    job: str = Field(primary_key=True, foreign_key="job.id", ondelete="CASCADE", index=True)
    person: str


class FavouriteRow(SQLModel, table=True):
    """A variant that somebody keeps among their favourites."""

    __tablename__ = "favourite"  # pyright: ignore[reportAssignmentType]

    job: str = Field(primary_key=True, foreign_key="job.id", ondelete="CASCADE")
    person: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    variant: int = Field(primary_key=True)
    kept: datetime = Field(sa_type=Moment)


class PostingRow(SQLModel, table=True):
    """A message of a chat that shows a job."""

    __tablename__ = "posting"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (sa.Index("ix_posting_job_variant_kept", "job", "variant", "kept"),)

    platform: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    message: str = Field(primary_key=True)
    job: str = Field(foreign_key="job.id")
    variant: int
    token: str
    expires: datetime | None = Field(default=None, sa_type=Moment)
    limit: int = Field(sa_type=sa.BigInteger)  # bytes
    asks: str = ""
    file: str = ""
    kept: datetime = Field(sa_type=Moment)


class CustomRow(SQLModel, table=True):
    """Something that was set for a place."""

    __tablename__ = "custom"  # pyright: ignore[reportAssignmentType]

    platform: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class ReceivedRow(SQLModel, table=True):
    """Something that a platform sent."""

    __tablename__ = "received"  # pyright: ignore[reportAssignmentType]

    platform: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=sa.BigInteger)
    content: str  # empty once it was dealt with
    done: datetime | None = Field(default=None, sa_type=Moment)


class InvitationRow(SQLModel, table=True):
    """That somebody may paint on a picture."""

    __tablename__ = "invitation"  # pyright: ignore[reportAssignmentType]

    id: str = Field(primary_key=True)
    expires: datetime = Field(sa_type=Moment, index=True)
    content: str  # the invitation as JSON: it is read as a whole, and only by its id


class SetRow(SQLModel, table=True):
    """A reference set of a person."""

    __tablename__ = "reference_set"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (sa.UniqueConstraint("owner", "key"),)

    id: str = Field(primary_key=True)
    owner: str = Field(foreign_key="person.id")
    key: str  # what the name is found by
    name: str  # as it was written
    current: int  # the version in use
    newest: int


class SetVersionRow(SQLModel, table=True):
    """What a version of a reference set holds; it is written once."""

    __tablename__ = "reference_version"  # pyright: ignore[reportAssignmentType]

    id: str = Field(primary_key=True, foreign_key="reference_set.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    saved: datetime = Field(sa_type=Moment)
    content: dict[str, Any] = Field(sa_type=Json)


class SetShareRow(SQLModel, table=True):
    """That a reference set may be used in a channel; its name is there only once."""

    __tablename__ = "reference_share"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (sa.UniqueConstraint("channel", "key"),)

    id: str = Field(primary_key=True, foreign_key="reference_set.id", ondelete="CASCADE")
    channel: str = Field(primary_key=True, foreign_key="channel.id")
    key: str


class NeedRow(SQLModel, table=True):
    """That a row needs a file; kept by triggers (storage.needing)."""

    __tablename__ = "need"  # pyright: ignore[reportAssignmentType]

    holder: str = Field(primary_key=True)  # table and column
    owner: str = Field(primary_key=True)  # the row
    sha256: str = Field(primary_key=True, index=True)


class LooseRow(SQLModel, table=True):
    """A file that perhaps nothing needs: it was just stored, or something no longer needs it."""

    __tablename__ = "loose"  # pyright: ignore[reportAssignmentType]

    sha256: str = Field(primary_key=True)
    since: datetime | None = Field(default=None, sa_type=Moment, index=True)  # it was looked at
