"""Several devices that do the same, each with one job: for engines that mostly wait."""

import asyncio
from collections.abc import Callable, Sequence

from worker.device import Device, Wanted
from worker.engine import Engine, Rendered


class Crew:
    """Hands each job to a device that has none; where all have one, the first to come is next."""

    def __init__(self, devices: Sequence[Device]) -> None:
        self._devices = devices
        self._free: asyncio.Queue[Device] = asyncio.Queue()
        for device in devices:
            self._free.put_nowait(device)

    async def render(self, wanted: Wanted) -> list[Rendered]:
        """As `Device.render`."""
        device = await self._free.get()
        try:
            return await device.render(wanted)
        finally:
            self._free.put_nowait(device)

    async def warm(self, engine: str, load: Callable[[Engine], object]) -> None:
        """As `Device.warm`, on every device."""
        await asyncio.gather(*(device.warm(engine, load) for device in self._devices))

    def close(self) -> None:
        """End the engines."""
        for device in self._devices:
            device.close()
