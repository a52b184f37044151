"""In a rush who comes is acknowledged first, and answered at a pace that leaves room for that."""

import asyncio

QUIET = 0.1  # s without anybody new, after which the rush is over
RUSH = 0.25  # s between two that are let in while it lasts
PACE = 0.025  # s between two of those that are left of it
PATIENCE = 10.0  # s that anybody waits for that

LONG_AGO = float("-inf")


class Admission:
    """Lets one after the other go on to their answer; who comes alone goes on at once.

    An acknowledgement must be there in three seconds, and costs a tenth of an answer.
    """

    def __init__(self) -> None:
        self._door = asyncio.Lock()
        self._came = self._went = LONG_AGO  # the last one; by the loop's clock

    def came(self) -> None:
        """Somebody is to be acknowledged now."""
        self._came = asyncio.get_running_loop().time()

    async def turn(self) -> None:
        """Wait for one's turn."""
        loop = asyncio.get_running_loop()
        since = loop.time()
        async with self._door:
            # What is waited for is time, and that somebody comes meanwhile only makes it longer.
            left = opens(since, self._came, self._went) - loop.time()
            while left > 0:
                await asyncio.sleep(left)
                left = opens(since, self._came, self._went) - loop.time()
            self._went = loop.time()


def opens(since: float, came: float, went: float) -> float:
    """When the first in line goes on.

    `since`: when they began to wait; `came`, `went`: when the last one came, and was let in. In s.
    """
    after_rush = max(came + QUIET, went + PACE)
    return min(went + RUSH, after_rush, since + PATIENCE)
