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
    if whole(seat):
        size = f" at {after.shape[1]} x {after.shape[0]} px"
        scaled = "" if after.shape[:2] == before.shape[:2] else f"{size} and scaled to its size"
        strength = seat.task.spec.prompt.strength
        left = "" if strength is None else f", “--strength {strength:g}” is for a marked place"
        return f"painted anew as a whole{scaled}, no part is left to the bit{left}"
    if marks_of(seat) is None:
        return ""
    if seat.task.spec.intent is Intent.REFRAME:
        size = f"{after.shape[1]} x {after.shape[0]} px"
        return f"painted around it to {size}, and kept to the bit itself"
    extent = said(changed(before, after), masked=seat.task.marks is not None)
    if seat.task.marks is not None:
        return extent
    found = seat.task.found[seat.variant - 1 if seat.task.spec.each else 0]
    return f"{found.name} {sureness(found)}, {extent}"


def whole(seat: Seat) -> bool:
    """Whether an edit was given no place, so that the model painted all of its picture."""
    task = seat.task
    edits = task.spec.intent is Intent.EDIT and len(inputs_of(seat)) == 1 and not task.spec.width
    return edits and marks_of(seat) is None


def sureness(found: Found) -> str:
    """By what a place was found, and how surely."""
    return f"(found by {found.by}, {share(found.sure)} sure)"


def share(part: float) -> str:
    """A share as people read it."""
    return f"{part:.0%}" if part >= 0.005 else "less than 1%"
