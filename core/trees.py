"""What came of a result, beside what it came from: its tree, in words and buttons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from core.actions import Verb
from core.answers import step
from core.buttons import Rows, button
from core.catalogue import Catalogue
from core.errors import BadRequest
from core.family import Families, Member, Reach
from core.jobs import Job
from core.kin import Kin
from core.ports import History, Ledger
from core.press import Press
from core.replies import Button, Kind, Reply

MOST = 400  # requests of a family that are shown
MOST_LINES = 24  # of a tree that is told in words
MOST_BUTTONS, IN_ROW = 20, 5  # Discord has room for five rows of five
GONE = "deleted"


class NoTree(BadRequest):
    """What came of a result cannot be told here."""


class Node(NamedTuple):
    """A member of a family with its result."""

    number: int  # 1-based, oldest first
    member: Member
    job: Job | None  # None where it was deleted


@dataclass(frozen=True, slots=True)
class Trees:
    """Finds the tree that a result belongs to."""

    history: History
    ledger: Ledger
    kin: Kin

    async def of(self, job: Job, reach: Reach) -> tuple[Node, ...]:
        """The family of a result, oldest first, as far as it is seen from there."""
        families = Families(self.history, self.ledger, self.kin)
        members = await families.of(job, reach, MOST)
        return tuple(
            [
                Node(number, one, None if one.deleted else await self.ledger.job(one.id))
                for number, one in enumerate(members, 1)
            ]
        )


async def grown(press: Press, catalogue: Catalogue, trees: Trees | None) -> Reply:
    """The tree of the job that was pressed. Raises NoTree."""
    if trees is None:
        raise NoTree
    place = press.place
    reach = Reach(place.channel, place.person if press.private else "")
    nodes = await trees.of(press.job, reach)
    numbers = {node.member.id: node.number for node in nodes}
    walked = [(_line(node, press.job, catalogue, numbers), depth) for node, depth in walk(nodes)]
    lines = [f"{'  ' * depth}{line}" for line, depth in walked]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES} more"]
    text = f"The tree of {step(press.job)}" if len(nodes) > 1 else "Nothing came of this yet."
    return Reply(Kind.NOTICE, text, tuple(lines), rows=_openers(nodes, press.job), job=press.job.id)


def walk(nodes: Sequence[Node]) -> Iterator[tuple[Node, int]]:
    """The nodes as a tree is read, each with how often the way to it parted before."""
    after: dict[str, list[Node]] = {}
    for node in nodes:
        after.setdefault(node.member.parent.job if node.member.parent else "", []).append(node)
    # Not by recursion: a thread may be thousands of steps long.
    waiting = [(node, 0) for node in reversed(after.get("", []))]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        children = after.get(node.member.id, [])
        deeper = depth + (len(children) > 1)
        waiting += [(child, deeper) for child in reversed(children)]


def _line(node: Node, here: Job, catalogue: Catalogue, numbers: Mapping[str, int]) -> str:
    """A result, and the number of that which it came from: where blanks at the beginning of lines
    are lost, only this tells branches from steps one after another."""
    source = _source(node, numbers)
    if node.job is None:
        return f"{node.number}: {GONE}{source}"
    mark = " (here)" if node.job.id == here.id else ""
    return f"{node.number}: {step(node.job)}{source}, {catalogue.title(node.job.spec.model)}{mark}"


def _source(node: Node, numbers: Mapping[str, int]) -> str:
    parent = node.member.parent
    number = numbers.get(parent.job) if parent else None
    if parent is None or number is None:
        return ""
    which = f", picture {parent.variants[0]}" if len(parent.variants) == 1 else ""
    return f", from {number}{which}"


def _openers(nodes: Sequence[Node], here: Job) -> Rows:
    """A button for each of the latest results but this one."""
    others = [one for one in nodes if one.job is not None and one.job.id != here.id]
    made = [_opener(one.number, one.job) for one in others[-MOST_BUTTONS:] if one.job]
    return tuple(tuple(made[at : at + IN_ROW]) for at in range(0, len(made), IN_ROW))


def _opener(number: int, job: Job) -> Button:
    opens = button(Verb.OPEN, job, job.variants[0].index)
    return replace(opens, label=f"Open {number}", variant=0)
