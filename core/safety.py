"""What a place does about pictures that a safety check finds unfit to be shown to everybody."""

from enum import StrEnum


class Safety(StrEnum):
    """A place's policy; it means something only where a worker has a model that checks."""

    OFF = "off"  # nothing is checked
    MARK = "mark"  # results are checked; what is unfit is shown, hidden until it is clicked
    REFUSE = "refuse"  # pictures to start from and results; what is unfit is not kept
