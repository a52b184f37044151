"""`easel models pull`: what a card needs is told, agreed to, and fetched to where workers look."""

import fcntl
import shutil
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huggingface_hub import constants
from huggingface_hub.utils.tqdm import tqdm

from core.catalogue import ModelCard
from core.errors import Broken
from worker.engines.diffusion.weights import is_fetched, places_of, wanted
from worker.models.alternatives import Alternatives
from worker.models.digests import same
from worker.models.fetching import PARTS, Fetch
from worker.models.hub import (
    BadToken,
    DiskFull,
    NotWritten,
    Offer,
    Offline,
    TooLarge,
    Unreachable,
    translated,
)
from worker.models.notes import Noted, note, noted
from worker.models.sharing import Sharing
from worker.models.sizes import in_words

Say = Callable[[str], None]
SPARE = 1_000_000_000  # bytes of the disk that are left to everything else
NO_OTHERS = Alternatives()


class NothingToPull(Broken):
    """The weights of {model} are the folder {folder}, as its card says; there is nothing
    to fetch."""


class NotAgreed(Broken):
    """The licence of {model} has conditions ({licence}), and nobody has accepted it: read it at its
    publisher's, {where}, and say yes when asked, or add --accept-licence. Nothing was fetched."""


class NoRoom(Broken):
    """{needed} are to be fetched, and the disk of {folder} has {free} free; make room, or set
    EASEL_MODELS to a folder elsewhere."""


class Busy(Broken):
    """Another process is fetching into {folder}; wait for it, or end it."""


# What stands in the way of every model, or of none.
PASSING = (BadToken, Busy, DiskFull, NothingToPull, NotWritten, Offline, Unreachable)


@dataclass(frozen=True, slots=True)
class Pull:
    """What is to be done for one card."""

    card: ModelCard
    folder: Path
    offer: Offer
    files: tuple[Noted, ...]  # those that are not there

    @property
    def size(self) -> int:
        """Bytes that are still to come."""
        fetch = Fetch(self.offer, self.folder, lambda file: None)
        return sum((file.size or 0) - fetch.begun(file) for file in self.files)

    def lines(self) -> list[str]:
        """What will be done, before it is."""
        whole = sum(file.size or 0 for file in self.offer.files)
        count = "1 file" if len(self.files) == 1 else f"{len(self.files)} files"
        fetched = f"{count}, {in_words(self.size)}"
        there = f" (of {in_words(whole)}; the rest is there)" if self.size < whole else ""
        return [
            f"{self.card.title}: {self.offer.source}, revision {self.offer.revision[:12]}",
            f"  licence  {self.card.licence}: {self.card.licence_note}",
            f"  fetches  {fetched}{there}" if self.files else "  fetches  nothing: all is there",
            f"  to       {self.folder} ({in_words(free(self.folder))} free)",
            *(
                f"  with     {one.name} from {one.source}, revision {one.revision[:12]}"
                for one in self.offer.borrowed
            ),
        ]


def pull(
    cards: Sequence[ModelCard],
    models: Path,
    agreed: bool,
    say: Say,
    others: Alternatives = NO_OTHERS,
) -> None:
    """Fetch the weights of `cards` into the folder `models`.

    Everything is told and agreed to before the first file comes; `agreed` says yes to licences.
    Raises errors with a sentence each, which names the one of the `others` that would work where a
    model cannot be had; what came stays, and goes on when it is tried again.
    """
    pulls = list[Pull]()
    sharing = Sharing(_parts(cards), _parts(others.cards))
    for card in cards:
        with others.told(card, PASSING):
            pulls += [_planned(part, models, sharing) for part in wanted(card)]
    for one in pulls:
        say("\n".join(one.lines()))
    once = list({(one.folder, one.offer): one for one in pulls}.values())  # cards may share weights
    _check_room(once, models)
    asking = [one.card for one in pulls if one.files and not one.card.commercial and not agreed]
    firsts = {card.name: card for card in reversed(asking)}  # once for all parts of a card
    for card in reversed(firsts.values()):
        with others.told(card, PASSING):
            _agree(card)
    for one in once:
        with translated(one.offer.source, one.folder):
            if one.files:
                with _alone(one.folder):
                    _fetch(one, say)
            elif set(noted(one.folder)) != set(one.offer.files):  # it came by other ways
                note(one.folder, one.offer.revision, one.offer.files)
        say(f"{one.card.title} is complete in {one.folder}; workers find it when they start.")


def _parts(cards: Sequence[ModelCard]) -> list[ModelCard]:
    return [part for card in cards for part in wanted(card)]


def _planned(card: ModelCard, models: Path, sharing: Sharing) -> Pull:
    folder = _goal(card, models)
    offer = sharing.offer(card, folder)
    _check_sizes(offer, folder)
    with translated(card.source, folder):
        return Pull(card, folder, offer, _absent(offer, folder))


def _check_sizes(offer: Offer, folder: Path) -> None:
    """Raises TooLarge; what the limit is over comes in chunks that `http_get` does not know."""
    hub, limit = constants.ENDPOINT, constants.MAX_HTTP_DOWNLOAD_SIZE
    for file in offer.files:
        if (file.size or 0) > limit:
            told = {"path": file.path, "source": offer.source, "limit": in_words(limit)}
            raise TooLarge(hub=hub, folder=folder, **told)


def _goal(card: ModelCard, models: Path) -> Path:
    """Where the weights of a card go: where workers find them, and first where they lie already."""
    places = places_of(card, models)
    if not is_fetched(card):
        raise NothingToPull(model=card.title, folder=places[0])
    return next((place for place in places if place.is_dir()), places[0])


def _absent(offer: Offer, folder: Path) -> tuple[Noted, ...]:
    """Files that are not there as their publisher has them; those of their size are read."""
    alike = [file for file in offer.files if _has_size(folder / file.path, file.size)]
    total = sum(file.size or 0 for file in alike)
    with bar("looks at what is there", total) as moving:
        there = {file for file in alike if same(folder / file.path, file.tag, moving.update)}
    return tuple(file for file in offer.files if file not in there)


def _has_size(file: Path, size: int | None) -> bool:
    return file.is_file() and size in (None, file.stat().st_size)


def bar(words: str, total: int) -> Any:
    """A bar of bytes, where there are some and somebody looks at it."""
    hidden = None if total else True  # None leaves it to whether stderr is a terminal
    return tqdm(total=total, desc=words, unit="B", unit_scale=True, disable=hidden, leave=False)


def _fetch(one: Pull, say: Say) -> None:
    """Make the folder what the offer says; what was noted and is in no offer goes.

    The first thing to go and the last to come is the index: without it no worker takes the folder
    for a model.
    """
    wanted = {file.path for file in one.offer.files}
    former = [file.path for file in noted(one.folder) if file.path not in wanted]
    for path in (one.offer.files[-1].path, *former, *(file.path for file in one.files)):
        (one.folder / path).unlink(missing_ok=True)
    files = [file for file in one.offer.files if not (one.folder / file.path).is_file()]
    note(one.folder, one.offer.revision, one.offer.files)
    tell: Say = say if not sys.stderr.isatty() else lambda words: None  # the bars tell it
    Fetch(
        one.offer, one.folder, lambda file: tell(f"  {file.path} ({in_words(file.size or 0)})")
    ).run(files)
    note(one.folder, one.offer.revision, one.offer.files)  # now with their times
    shutil.rmtree(one.folder / PARTS)


def _check_room(pulls: Sequence[Pull], models: Path) -> None:
    """Raises NoRoom; the disk is taken to be one for all."""
    needed, room = sum(one.size for one in pulls), free(models)
    if needed and needed + SPARE > room:
        raise NoRoom(needed=in_words(needed), folder=models, free=in_words(room))


def free(folder: Path) -> int:
    """Bytes that are free where `folder` is, or will be."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return shutil.disk_usage(there).free


def _agree(card: ModelCard) -> None:
    """Ask for the licence; raises NotAgreed, also where nobody can be asked."""
    if sys.stdin.isatty():
        sys.stdout.write(f"Do you accept the licence of {card.title} ({card.licence})? [y/N] ")
        sys.stdout.flush()
        answer = sys.stdin.readline()  # empty where the terminal is closed
        if answer.strip().casefold() in ("y", "yes"):
            return
    where = f"{constants.ENDPOINT}/{card.source}"
    raise NotAgreed(model=card.title, licence=card.licence, where=where)


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Only one process fetches into a folder; raises Busy."""
    (folder / PARTS).mkdir(parents=True, exist_ok=True)
    with (folder / PARTS / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(folder=folder) from error
        yield
