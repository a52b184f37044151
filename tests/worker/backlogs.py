"""A backlog over three models with room for one, in the schedule's own time: nothing is timed, so
that the same figures come out on any machine, however busy it is."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from core.catalogue import ModelCard
from tests.values import spec
from tests.worker.cards import diffusion_card
from worker.costs import Costs
from worker.schedule import Schedule

CARDS = tuple(diffusion_card(name, seconds=5.0) for name in "abc")

Jobs = Sequence[tuple[str, ModelCard]]  # key and model, in the order in which they came


class Takes(NamedTuple):
    """How long a model takes."""

    swap: float  # s to load
    render: float  # s for a variant


Times = Mapping[str, Takes]  # by the name of a card


class Line(NamedTuple):
    """What came of a backlog."""

    waits: dict[str, float]  # s until a job began, by key
    swaps: int


def alike(swap: float, render: float = 1.0) -> Times:
    """Three models that take as long as each other."""
    return {card.name: Takes(swap, render) for card in CARDS}


def backlog(seed: int, counts: Sequence[int] = (20, 20, 20)) -> Jobs:
    """So many jobs of each model, shuffled."""
    cards = [card for card, count in zip(CARDS, counts, strict=True) for _ in range(count)]
    random.Random(seed).shuffle(cards)
    return [(f"job {n}", card) for n, card in enumerate(cards)]


def in_order(jobs: Jobs, times: Times) -> Line:
    """All in the order in which they came."""
    now, waits = 0.0, dict[str, float]()
    changes = [True, *(one.name != other.name for (_, one), (_, other) in pairwise(jobs))]
    for (key, card), change in zip(jobs, changes, strict=True):
        now += times[card.name].swap if change else 0.0
        waits[key] = now
        now += times[card.name].render
    return Line(waits, sum(changes))


@dataclass(slots=True)
class _Hands:
    """A worker: it takes so many jobs in hand, and the next one when one is done."""

    line: Schedule
    todo: list[tuple[str, ModelCard]]
    most: int

    def fill(self, now: float) -> None:
        """Take what there is room for."""
        while self.todo and len(self.line) < self.most:
            key, card = self.todo.pop(0)
            self.line.add(key, spec(inputs=(), count=1), card, now, waited=now)


def scheduled(jobs: Jobs, times: Times, hand: int = 60, *, cold: bool = False) -> Line:
    """As a device takes them with `hand` jobs at once; `cold` where nothing was measured before."""
    costs = Costs()
    for card in () if cold else CARDS:
        costs.swapped(card, times[card.name].swap)
        costs.rendered(card, 1, times[card.name].render)
    hands = _Hands(Schedule(costs), list(jobs), hand)
    now, loaded, swaps, waits = 0.0, "", 0, dict[str, float]()
    cards = {card.name: card for card in CARDS}
    hands.fill(now)
    while (work := hands.line.next(now, (loaded,))) is not None:
        card = cards[work.shape.card]
        if card.name != loaded:
            loaded, swaps, now = card.name, swaps + 1, now + times[card.name].swap
            costs.swapped(card, times[card.name].swap)
        keys = [sample.job for sample in work.samples]
        waits |= dict.fromkeys(keys, now)
        seconds = times[card.name].render * work.bucket
        now += seconds
        costs.rendered(card, work.bucket, seconds)
        for key in keys:
            hands.line.drop(key)
        hands.fill(now)
    return Line(waits, swaps)


def longest(line: Line, plain: Line) -> float:
    """The longest wait, in times of what that job would have waited in the order of arrival."""
    return max(line.waits[key] / plain.waits[key] for key in plain.waits)
