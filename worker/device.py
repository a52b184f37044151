"""What models run on: one thread, and the engines that it has started."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from worker.engine import Engine, Rendered, Report, Task

Loaders = Mapping[str, Callable[[], Engine]]  # name of an engine → what makes it


class Device:
    """A device renders one task at a time, in its own thread and never on the event loop."""

    def __init__(self, loaders: Loaders) -> None:
        self._loaders = loaders
        self.engines: dict[str, Engine] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="device")

    async def render(self, task: Task, report: Report) -> list[Rendered]:
        """All variants of `task`, by index; raises what its engine raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._render, task, report)

    async def warm(self, engine: str, load: Callable[[Engine], object]) -> None:
        """Start an engine before the first job needs it."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, lambda: load(self._engine(engine)))

    def close(self) -> None:
        """End the engines that hold processes or a device."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        for engine in self.engines.values():
            engine.close()

    def _engine(self, name: str) -> Engine:
        if name not in self.engines:
            self.engines[name] = self._loaders[name]()
        return self.engines[name]

    def _render(self, task: Task, report: Report) -> list[Rendered]:
        engine = self._engine(task.card.engine)
        engine.load(task.card)
        return sorted(engine.render(task, report), key=lambda one: one.index)
