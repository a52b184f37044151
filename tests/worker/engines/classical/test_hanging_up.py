"""A pool is closed at once, even while a child sends a large result."""

import threading
import time
from pathlib import Path

from worker.engines.classical.pool import Pool

LARGE = 300_000_000  # bytes: on its way for a good part of a second


def large(begun: Path) -> bytes:
    """What a child returns."""
    result = bytes(LARGE)
    begun.touch()
    return result


def test_a_child_that_is_killed_while_it_writes_is_not_waited_for(tmp_path: Path) -> None:
    for number in range(4):  # each at another moment of the writing
        pool, begun = Pool(1), tmp_path / str(number)
        pool._running().submit(large, begun)  # pyright: ignore[reportPrivateUsage]
        while not begun.exists():
            time.sleep(0.005)
        time.sleep(0.1 * number)
        closing = threading.Thread(target=pool.close, daemon=True)
        closing.start()
        closing.join(20)
        assert not closing.is_alive()
