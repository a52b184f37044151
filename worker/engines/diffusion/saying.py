"""What the engine says of a picture that it changed: where, how much, and how sure it is."""

from core.catalogue import Intent
from worker.engine import Found, Pixels
from worker.engines.diffusion.calling import Seat, inputs_of, marks_of
from worker.media.extent import changed, said


def done(seat: Seat, after: Pixels) -> str:
    """What was done to the picture of a variant; nothing to say of what is new."""
    if not seat.task.inputs:
        return ""
    before = inputs_of(seat)[0]
    if marks_of(seat) is None:
        whole = seat.task.spec.intent is Intent.EDIT
        return "painted anew as a whole, no part is left to the bit" if whole else ""
    extent = said(changed(before, after), masked=seat.task.marks is not None)
    if seat.task.marks is not None:
        return extent
    found = seat.task.found[seat.variant - 1 if seat.task.spec.each else 0]
    return f"{found.name} {sureness(found)}, {extent}"


def sureness(found: Found) -> str:
    """By what a place was found, and how surely."""
    return f"(found by {found.by}, {share(found.sure)} sure)"


def share(part: float) -> str:
    """A share as people read it."""
    return f"{part:.0%}" if part >= 0.005 else "less than 1%"
