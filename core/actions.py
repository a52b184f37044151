"""What a button means, packed into at most 64 bytes, so that it survives any restart."""

import base64
import binascii
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from core.errors import ForgedAction

MOST_BYTES = 64  # Telegram's limit for the data of a button; Discord allows 100
VERSION = "e1"
OPTION = re.compile(r"[A-Za-z0-9._-]{0,22}")


class Verb(StrEnum):
    """What a press does."""

    REFINE = "refine"
    EDIT = "edit"
    ANIMATE = "animate"
    OPEN = "open"
    VARY = "vary"
    UPSCALE = "upscale"
    CUTOUT = "cutout"
    REFRAME = "reframe"
    MORE = "more"
    COMPARE = "compare"
    DETAILS = "details"
    RETRY = "retry"
    CANCEL = "cancel"
    DELETE = "delete"
    ORIGINAL = "original"
    AGAIN = "again"
    STEP = "step"
    CONFIRM = "confirm"
    OTHER = "other"
    FORMATS = "formats"
    TEXT = "text"
    PAINT = "paint"
    STAR = "star"
    PAGE = "page"  # its job is the turn that asked, its option the id of the result before
    SHARPEN = "sharpen"
    VOTE = "vote"
    PICK = "pick"
    USE = "use"
    RECALL = "recall"
    FORGET = "forget"  # its job is no job, but the person who is to be forgotten
    DROP = "drop"  # its job is no job, but the reference set that is to be deleted
    TREE = "tree"
    EXPORT = "export"


OF_JOBS = tuple(verb for verb in Verb if verb not in (Verb.FORGET, Verb.DROP, Verb.PAGE))


@dataclass(frozen=True, slots=True)
class Action:
    """A verb on a job, or on one of its variants."""

    verb: Verb
    job: str  # UUID of the job
    variant: int = 0  # 1-based; 0 means the job as a whole
    option: str = ""  # how: a ratio, a size; those that there are stand in core.options

    def __post_init__(self) -> None:
        assert 0 <= self.variant <= 99, f"variant {self.variant}"
        assert OPTION.fullmatch(self.option), f"option {self.option!r}"

    def pack(self) -> str:
        """The action as ASCII text of at most 64 bytes: `e1:edit:<22 characters>:2:option`."""
        text = f"{VERSION}:{self.verb}:{code_of(self.job)}:{self.variant}:{self.option}".rstrip(":")
        assert len(text) <= MOST_BYTES, text
        return text

    @classmethod
    def unpack(cls, text: str) -> Self:
        """The action that `text` packs; raises ForgedAction for anything that we did not pack."""
        version, verb, job, variant, option = [*text.split(":"), "", "", "", ""][:5]
        well_formed = (
            len(text) <= MOST_BYTES
            and version == VERSION
            and verb in set(Verb)
            and re.fullmatch(r"\d{1,2}", variant)
            and OPTION.fullmatch(option)
        )
        if not well_formed:
            raise ForgedAction
        try:
            raw = base64.b64decode(job + "==", altchars=b"-_", validate=True)
            action = cls(Verb(verb), str(UUID(bytes=raw)), int(variant), option)
        except (binascii.Error, ValueError) as error:
            raise ForgedAction from error
        if action.pack() != text:
            raise ForgedAction
        return action


def code_of(job: str) -> str:
    """The UUID of a job as packed actions have it, in 22 characters."""
    return base64.urlsafe_b64encode(UUID(job).bytes).rstrip(b"=").decode()
