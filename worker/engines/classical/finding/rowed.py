"""Things that stand in one row or column of several: “the coins in the second row”."""

from collections.abc import Sequence

from worker.engines.classical.finding.several import rows
from worker.engines.classical.painting.pixels import Mask8
from worker.engines.classical.words.beyond import Unplaced
from worker.engines.classical.words.pointing import Pointer


def in_row(kind: Sequence[Mask8], alike: Sequence[Mask8], pointer: Pointer) -> list[Mask8]:
    """Those of a `kind` that stand in the row that `pointer` names, of the rows of all `alike`.

    All of them where it names none. Raises Unplaced where there is no such row, or none in it.
    """
    if pointer.row is None:
        return list(kind)
    lines = columns(alike) if pointer.row.column else rows(alike)
    what, at = "column" if pointer.row.column else "row", pointer.row.at
    number = len(lines) // 2 if at == 0 and len(lines) % 2 else at - 1 if at > 0 else at
    if (at == 0 and len(lines) % 2 == 0) or not -len(lines) <= number < len(lines):
        count = f"{len(lines)} {what}{'s' * (len(lines) > 1)}"
        raise Unplaced(
            f"what looks alike here stands in {count}, and {pointer.title} is in none of that. "
            "Count again, or name its colour."
        )
    found = [one for one in kind if any(one is each for each in lines[number])]
    if not found:
        raise Unplaced(f"it finds {pointer.title} nowhere: nothing of that kind is in that {what}.")
    return found


def columns(things: Sequence[Mask8]) -> list[list[Mask8]]:
    """The columns that things stand in, from the left."""
    turned = [one.T for one in things]
    of = {id(each): one for each, one in zip(turned, things, strict=True)}
    return [[of[id(each)] for each in line] for line in rows(turned)]
