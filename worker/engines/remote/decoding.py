"""Files of a service to pixels: read as a stranger's are, in a process of their own."""

import asyncio
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol

from core.errors import BadPicture
from worker.engine import Pixels
from worker.engines.remote.line import Line
from worker.media.files import pixels_of
from worker.media.films import BadClip, Film, film


class Apart(Protocol):
    """Runs a function of a module in a process of its own; may be called from any thread."""

    def __call__(self, task: Callable[..., Any], *given: Any) -> Any:
        """What it returns there; raises what it raises, and BrokenProcessPool."""
        ...


class Cleaned(Protocol):
    """A picture as intake gives it back."""

    @property
    def data(self) -> bytes:
        """PNG."""
        ...


@dataclass(frozen=True, slots=True)
class Decoder:
    """Makes sense of what a service sent; `accept` is what intake reads pictures with."""

    apart: Apart
    accept: Callable[[str, bytes], Cleaned]

    async def picture(self, line: Line, data: bytes) -> Pixels:
        """The pixels of a picture; raises ServiceAnswer."""
        try:
            cleaned = await asyncio.to_thread(self.apart, self.accept, "the picture", data)
        except BadPicture as error:
            raise line.unusable(error.sentence.rstrip(".")) from error
        except BrokenProcessPool as error:
            raise line.unusable("the picture could not be read") from error
        return await asyncio.to_thread(pixels_of, cleaned.data)

    async def film(self, line: Line, data: bytes) -> Film:
        """The clip, and its first picture; raises ServiceAnswer."""
        try:
            return await asyncio.to_thread(self.apart, film, data)
        except BadClip as error:
            raise line.unusable(f"a clip: {error}") from error
        except BrokenProcessPool as error:
            raise line.unusable("the clip could not be read") from error
