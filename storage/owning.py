"""Which rows are somebody's, and which tell of a job: what goes when they do."""

from typing import NamedTuple


class Owned(NamedTuple):
    """Rows that go when somebody is forgotten: a line for each column that names a person."""

    table: str
    column: str
    called: str = ""  # one of them, in the summary; empty for what is not told


class Telling(NamedTuple):
    """Rows that tell of a job: a line for each column that names one."""

    table: str
    column: str
    deleted: bool = True  # whether they go as soon as the job is deleted, not with its row


class Keeping(NamedTuple):
    """Rows for which a job is kept, however old it is: a line for each, as for favourites."""

    table: str
    column: str  # the job


KEEPING = (Keeping("favourite", "job"),)
# In this order, so that nothing is left that names what is gone.
OWNED = (
    Owned("link", "person"),
    Owned("link", "other"),
    Owned("linking", "person"),
    Owned("favourite", "person", "favourite"),
    Owned("vote", "person", "vote"),
    Owned("reference_set", "owner", "reference set"),  # its versions, files and shares go with it
)
# What storage.people does something else about.
NOT_OWNED = {
    "need.owner": "a row of any table, and no person",
    "keyword.person": "the words of a result go with it",
    "job.person": "the job is deleted, and a fact of somebody without a name where others need it",
    "turn.person": "the turn goes, and what others are shown of its job is taken out",
}
TELLING = (
    Telling("favourite", "job"),
    Telling("keyword", "job"),
    Telling("vote", "job"),
    Telling("posting", "job", deleted=False),  # by which messages that show it are emptied
)
NOT_TELLING = {
    "turn.job": "the turn says that it was deleted",
    "job.parent": "the fact that something went on from it",
}
