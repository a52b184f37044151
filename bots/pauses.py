"""Room on the event loop: however many wait to be answered, who comes next is acknowledged."""

import asyncio

LONGEST = 0.05  # s
SHARE = 1.5  # pause for so much of the time that an answer took


class Pauses:
    """Lets one at a time think, and after each leaves the loop to others for a while.

    Chats give seconds for an acknowledgement and minutes for an answer. A burst
    is answered later so, and acknowledged as if there were none.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._begun = 0.0

    async def __aenter__(self) -> None:
        await self._turn.acquire()
        self._begun = asyncio.get_running_loop().time()

    async def __aexit__(self, *_: object) -> None:
        loop = asyncio.get_running_loop()
        took = loop.time() - self._begun
        loop.call_later(min(LONGEST, SHARE * took), self._turn.release)
