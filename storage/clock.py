"""Time and chance of this machine."""

import secrets
import threading
import time
from datetime import UTC, datetime
from uuid import UUID


class SystemClock:
    """The Clock port on the system's clock and its random numbers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0  # ticks of the latest id

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)

    def new_id(self) -> str:
        """A UUIDv7 (RFC 9562, section 5.7; method 3: the 12 bits after the milliseconds are a
        finer clock), so that ids of one process always ascend."""
        with self._lock:
            ticks = max(self._last + 1, time.time_ns() * 4096 // 1_000_000)
            self._last = ticks
        millis, fraction = divmod(ticks, 4096)
        value = millis << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62)
        return str(UUID(int=value))

    def new_seed(self) -> int:
        """A number from 0 to 2³² - 1 that nobody can guess."""
        return secrets.randbits(32)


def first_id(moment: datetime) -> str:
    """The id that sorts before those of all that is made from a moment on."""
    millis = max(0, int(moment.timestamp() * 1000))
    return str(UUID(int=millis << 80 | 0x7 << 76 | 0b10 << 62))
