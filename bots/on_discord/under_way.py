"""What somebody was told to wait for: at the end of the process it is done before the end."""

import asyncio
import logging

log = logging.getLogger("easel.discord")

PATIENCE = 20.0  # s that the end waits; Discord gives nothing twice, and no other process has it


class UnderWay:
    """Tasks that answer somebody."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self._over = False

    def joined(self) -> bool:
        """Count the running task until its end; False where nothing more is begun."""
        task = asyncio.current_task()
        assert task is not None, "somebody waits for it"
        if self._over and task not in self._tasks:
            return False
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def over(self) -> None:
        """Begin nothing more, and wait for what was begun, for PATIENCE at most."""
        self._over = True
        waited = self._tasks - {asyncio.current_task()}
        if not waited:
            return
        _, left = await asyncio.wait(waited, timeout=PATIENCE)
        if left:
            log.warning("%d requests were not answered before the end", len(left))
