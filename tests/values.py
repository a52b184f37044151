"""Values that tests begin from: a spec, a job, a turn, an asset, and a clock that they set."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from core.catalogue import Intent, Role
from core.jobs import Asset, Job, JobSpec, Place
from core.prompts import Prompt
from core.replies import Turn

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLACE = Place("web", "channel", "person")


@dataclass
class SetClock:
    """A clock that stands still until it is moved; ids and seeds count up."""

    moment: datetime = NOON
    count: int = field(default=0)

    def now(self) -> datetime:
        """The moment that it shows."""
        return self.moment

    def new_id(self) -> str:
        """A UUID that sorts after the one before it."""
        self.count += 1
        return str(UUID(int=(7 << 76) | (2 << 62) | self.count | (1 << 100)))

    def new_seed(self) -> int:
        """The next number."""
        self.count += 1
        return self.count

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.moment += timedelta(seconds=seconds)


def asset(name: str = "a", width: int = 64, height: int = 48, **more: object) -> Asset:
    """A stored PNG that `name` tells from others."""
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Asset(sha256, "image/png", 100, width, height, **more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def spec(**more: object) -> JobSpec:
    """A restyle of one picture into four, unless told otherwise."""
    values: dict[str, object] = {
        "intent": Intent.RESTYLE,
        "role": Role.CONSISTENT,
        "model": "classical",
        "reason": "you asked for a look",
        "prompt": Prompt("as a watercolour"),
        "place": PLACE,
        "seed": 7,
        "count": 4,
        "inputs": (asset("source"),),
    }
    return JobSpec(**values | more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def job(id: str = "", **more: object) -> Job:
    """A queued job; `more` goes into its spec."""
    return Job(id or SetClock().new_id(), spec(**more), NOON)


def turn(id: str, key: str = "", **more: object) -> Turn:
    """A turn without an answer."""
    values: dict[str, object] = {
        "id": id,
        "key": key or f"key of {id}",
        "channel": "channel",
        "person": "person",
        "created": NOON,
        "words": "as a watercolour",
    }
    return Turn(**values | more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
