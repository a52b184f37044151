"""Files fetched from the hub, several at once; what breaks off goes on where it was.

The library's `hf_hub_download` throws half a file away when it is stopped, and files of ten GB are
common here. So its `http_get` is handed a file of ours, which stays.
"""

import threading
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from huggingface_hub.file_download import http_get
from huggingface_hub.utils import logging
from huggingface_hub.utils.tqdm import tqdm

from core.errors import Broken
from worker.models.digests import same
from worker.models.hub import Offer, headers
from worker.models.notes import Noted

AT_ONCE = 4
TRIES = 5  # that break off, each without a byte more
PARTS = Path(".cache/easel")  # in the folder of a model: what has begun to come

Bar = Any  # a class of tqdm's, whose types are incomplete


class Spoilt(Broken):
    """What came for {path} is not what its publisher has, and was thrown away; please try again."""


class Left(Exception):
    """Whoever waited for a file has left; its thread ends by this."""


@dataclass(slots=True)
class Fetch:
    """One folder on its way to what an offer says."""

    offer: Offer
    folder: Path
    tell: Callable[[Noted], None]  # hears of each file that has come
    _left: threading.Event = field(default_factory=threading.Event)

    def begun(self, file: Noted) -> int:
        """Bytes of a file that came before, and that it goes on from."""
        part = self._part(file)
        size = part.stat().st_size if part.is_file() else 0
        return 0 if _is_more(size, file) else size

    def run(self, files: Collection[Noted]) -> None:
        """Fetch `files`, and the index only when all others are there.

        Raises Spoilt, and what the network and the disk raise (hub.translated).
        """
        logging.set_verbosity_error()  # it would tell each break; the last one becomes a sentence
        with tqdm(
            total=sum(file.size or 0 for file in files),
            initial=sum(map(self.begun, files)),
            unit="B",
            unit_scale=True,
            desc="in all",
            disable=None,  # where nobody looks at it
        ) as overall:
            bar, index = _bar(overall, self._left), self.offer.files[-1]
            self._several([file for file in files if file != index], bar)
            self._several([file for file in files if file == index], bar)

    def _several(self, files: Collection[Noted], bar: Bar) -> None:
        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            for done in as_completed([pool.submit(self._one, file, bar) for file in files]):
                self.tell(done.result())
        except BaseException:  # Ctrl-C, too: nobody waits for what the network may never send
            self._left.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()

    def _one(self, file: Noted, bar: Bar) -> Noted:
        part, place = self._part(file), self.folder / file.path
        part.parent.mkdir(parents=True, exist_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._insist(file, part, bar)
        if not same(part, file.tag):
            part.unlink()
            raise Spoilt(path=file.path)
        part.replace(place)
        return file

    def _insist(self, file: Noted, part: Path, bar: Bar) -> None:
        """Ask again where the connection was reset; `http_get` does so for other breaks only."""
        tries = TRIES
        if part.is_file() and _is_more(part.stat().st_size, file):
            part.unlink()  # whatever that is, no end of it makes it the file
        while True:
            before = self.begun(file)
            try:
                self._get(file, part, bar)
            except httpx2.ReadError:
                tries = TRIES if self.begun(file) > before else tries - 1
                if tries == 0:
                    raise
            else:
                return

    def _get(self, file: Noted, part: Path, bar: Bar) -> None:
        with part.open("ab") as opened:
            http_get(
                self.offer.address(file),
                opened,
                resume_size=self.begun(file),
                headers=headers(),
                expected_size=file.size,
                displayed_filename=file.path,
                tqdm_class=bar,
            )

    def _part(self, file: Noted) -> Path:
        # The tag is in the name, so that no file goes on as another version of itself.
        return self.folder / PARTS / f"{file.path.replace('/', '--')}.{file.tag[:16]}"


def _is_more(size: int, file: Noted) -> bool:
    return file.size is not None and size > file.size


def _bar(overall: Any, left: threading.Event) -> Bar:
    """The bars of single files; each moves the one of all, too."""

    class FileBar(tqdm):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **{**more, "leave": False})

        def update(self, n: float | None = 1) -> bool | None:
            if left.is_set():
                raise Left
            with self.get_lock():
                overall.update(n)
            return super().update(n)

    return FileBar
