"""Says where the studio page is, as soon as it answers."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

LOOK = 0.1  # s between two tries


async def announce(host: str, port: int, say: Callable[[str], object]) -> None:
    """Call `say` with the address of the page once it answers."""
    answered = False
    while not answered:
        await asyncio.sleep(LOOK)
        with suppress(OSError):
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            answered = True
    shown = f"[{host}]" if ":" in host else host
    say(f"Easel is at http://{shown}:{port} (Ctrl-C ends it)")
