"""What came of a result, beside what it came from: its tree, in words and buttons.

The numbers are those of steps: how many led there. On the way to the result that one looks from
they stand alone; what stands beside that way with the same number has a letter, too: “3b”.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import NamedTuple

from core.actions import Verb
from core.answers import step
from core.buttons import Rows, button
from core.catalogue import Catalogue
from core.errors import BadRequest
from core.family import Families, Member, Reach
from core.jobs import Job
from core.kin import Kin
from core.makers import named
from core.ports import History, Ledger
from core.press import Press
from core.replies import Button, Kind, Reply
from core.steps import way_to

MOST = 400  # requests of a family that are shown
MOST_LINES = 24  # of a tree that is told in words
MOST_BUTTONS, IN_ROW = 20, 5  # Discord has room for five rows of five
GONE = "deleted"


class NoTree(BadRequest):
    """What came of a result cannot be told here."""


class Node(NamedTuple):
    """A member of a family with its result."""

    number: int  # of the step that it is on the way to it
    label: str  # which no other one has: "3", "3b"
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
        jobs = {one.id: None if one.deleted else await self.ledger.job(one.id) for one in members}
        numbers: dict[str, int] = {}
        for one in members:
            before = numbers.get(one.parent.job) if one.parent else None
            numbers[one.id] = before + 1 if before else await self._began(jobs[one.id])
        labels = _labels(numbers, _led_to(job.id, members))
        return tuple(Node(numbers[one.id], labels[one.id], one, jobs[one.id]) for one in members)

    async def _began(self, job: Job | None) -> int:
        """The number of the first of a family, which goes on perhaps from what is not seen here."""
        if job is None or not job.variants:
            return 1
        return (await way_to(job, job.variants[0].index, self.ledger)).last


def _led_to(id: str, members: Sequence[Member]) -> frozenset[str]:
    """A member and those that led to it."""
    parents = {one.id: one.parent.job if one.parent else "" for one in members}
    found: set[str] = set()
    while id and id not in found:
        found.add(id)
        id = parents.get(id, "")
    return frozenset(found)


def _labels(numbers: Mapping[str, int], ahead: Set[str]) -> dict[str, str]:
    """What each is called; of those of one number the one that is `ahead`, or the oldest, has the
    number alone."""
    labels: dict[str, str] = {}
    count: dict[int, int] = {}
    for id in sorted(numbers, key=lambda one: (one not in ahead, one)):
        number = numbers[id]
        labels[id] = f"{number}{_letters(count.get(number, 0))}"
        count[number] = count.get(number, 0) + 1
    return labels


def _letters(at: int) -> str:
    """None for the first, then b to z, then aa and so on."""
    assert at < len(ascii_lowercase) ** 2, at
    more, last = divmod(at, len(ascii_lowercase))
    return f"{ascii_lowercase[more - 1] if more else ''}{ascii_lowercase[last]}" if at else ""


async def grown(press: Press, catalogue: Catalogue, trees: Trees | None) -> Reply:
    """The tree of the job that was pressed. Raises NoTree."""
    if trees is None:
        raise NoTree
    place = press.place
    reach = Reach(place.channel, place.person if press.private else "")
    nodes = await trees.of(press.job, reach)
    labels = {node.member.id: node.label for node in nodes}
    walked = [(_line(node, press.job, catalogue, labels), depth) for node, depth in walk(nodes)]
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


def _line(node: Node, here: Job, catalogue: Catalogue, labels: Mapping[str, str]) -> str:
    """A result, and the number of that which it came from: where blanks at the beginning of lines
    are lost, only this tells branches from steps one after another."""
    source = _source(node, labels)
    if node.job is None:
        return f"{node.label}: {GONE}{source}"
    mark = " (here)" if node.job.id == here.id else ""
    return f"{node.label}: {step(node.job)}{source}, {named(node.job, catalogue)}{mark}"


def _source(node: Node, labels: Mapping[str, str]) -> str:
    parent = node.member.parent
    label = labels.get(parent.job) if parent else None
    if parent is None or label is None:
        return ""
    which = f", picture {parent.variants[0]}" if len(parent.variants) == 1 else ""
    return f", from {label}{which}"


def _openers(nodes: Sequence[Node], here: Job) -> Rows:
    """A button for each of the latest results but this one."""
    others = [one for one in nodes if one.job is not None and one.job.id != here.id]
    made = [_opener(one.label, one.job) for one in others[-MOST_BUTTONS:] if one.job]
    return tuple(tuple(made[at : at + IN_ROW]) for at in range(0, len(made), IN_ROW))


def _opener(label: str, job: Job) -> Button:
    opens = button(Verb.OPEN, job, job.variants[0].index)
    return replace(opens, label=f"Open {label}", variant=0)
