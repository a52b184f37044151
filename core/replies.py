"""What to show: words, pictures, buttons, progress. Front ends render it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.catalogue import Intent
from core.jobs import Asset, Job


class Kind(StrEnum):
    """What sort of reply it is; a front end may colour it so."""

    WORKING = "working"
    RESULT = "result"
    QUESTION = "question"
    NOTICE = "notice"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press."""

    label: str
    action: str  # a packed Action
    asks: str = ""  # what to ask for before it is sent; empty sends it at once
    example: str = ""  # a possible answer, shown as the placeholder
    variant: int = 0  # 1-based; 0 for the grid as a whole
    url: str = ""  # a page that it opens, instead of being sent


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or a clip to show."""

    asset: Asset
    name: str  # what the file is called when it is saved, without the ending
    alt: str = ""  # in words, for those who do not see it
    variant: int = 0  # 1-based; 0 for the grid
    exact: bool = False  # whether the file itself is wanted, not a picture of it that fits
    hidden: bool = False  # whether it is covered until somebody wants to see it
    handed: bool = False  # whether it goes along to be used, smaller where it does not fit
    job: str = ""  # id of the job that made it, or was given it; empty where it is none's
    poster: Asset | None = None  # of a clip: the picture that it begins with


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; it may be lost on the way."""

    job: str
    fraction: float  # 0 to 1
    stage: str  # "variant 2 of 4", "3rd in line, about 20 s"
    preview: str = ""  # a small JPEG, base64


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer."""

    kind: Kind
    text: str  # the sentence that is read first
    lines: tuple[str, ...] = ()  # the small print: role, model, reason, seconds
    shown: tuple[Picture, ...] = ()  # grid first
    files: tuple[Picture, ...] = ()  # originals, to be opened or saved
    rows: tuple[tuple[Button, ...], ...] = ()
    job: str = ""
    error: str = ""  # name of the error
    private: bool = False  # whether it only concerns the one who asked
    step: str = ""  # the action that leads to the step that it shows, where it shows one
    attached: tuple[Picture, ...] = ()  # files that are handed over as they are, an archive last
    voted: str = ""  # id of the job whose tally it has changed: messages that show it say the new


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where people talk with Easel."""

    id: str
    platform: str
    external: str  # what the platform calls it
    title: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that came in, and its answer: a reply of its own or the job that it began."""

    id: str  # UUIDv7: turns sort by time
    key: str  # what the platform calls the message; the same key is the same turn
    channel: str
    person: str
    created: datetime
    words: str = ""
    pictures: tuple[Asset, ...] = ()
    action: str = ""
    reply_to: str = ""  # id of the job whose result it replies to
    intent: Intent | None = None  # where a command said what is wanted
    reply: Reply | None = None
    job: Job | None = None
