"""Whose turn it is: start-time fair queueing between people, and an honest estimate of the wait.

Goyal, Vin and Cheng, "Start-Time Fair Queueing", SIGCOMM 1996. Every job gets a start tag: the
later of the lane's virtual time and the finish tag of the same person's job before it. Jobs run
in order of their start tags, so forty jobs of one person never delay another person's first.
"""

from typing import NamedTuple


class Tags(NamedTuple):
    """Where a job stands in virtual time, in s of work."""

    start: float  # what the lane is ordered by
    finish: float  # where the person's next job begins


def tags(virtual_now: float, finish_before: float, cost: float) -> Tags:
    """Tags of a job that costs `cost` s, for a person whose job before it ends at `finish_before`.

    `virtual_now` is the start tag of the job that was started last.
    """
    start = max(virtual_now, finish_before)
    return Tags(start, start + cost)


def wait(ahead: int, mean_cost: float, servers: int) -> float:
    """Estimated s until a job begins that has `ahead` jobs of `mean_cost` s before it."""
    return ahead * mean_cost / max(1, servers)
