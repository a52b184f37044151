"""Says where the studio page is, as soon as it answers."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

LOOK = 0.05  # s between two tries


async def announce(host: str, port: int, say: Callable[[str], object]) -> None:
    """Call `say` with the address of the page once it answers, then wait to be cancelled.

    For the process that listens there itself: another program's answer would prove nothing.
    """
    answered = False
    while not answered:
        await asyncio.sleep(LOOK)
        with suppress(OSError):
            answered = await _serves(host, port)
    shown = f"[{host}]" if ":" in host else host
    say(f"Easel is at http://{shown}:{port} (Ctrl-C ends it)")
    await asyncio.Event().wait()


async def _serves(host: str, port: int) -> bool:
    """Whether the page is sent; the port alone is open a moment earlier."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(b"HEAD / HTTP/1.0\r\nHost: localhost\r\n\r\n")
        return (await reader.readline()).startswith(b"HTTP/")
    finally:
        writer.close()
