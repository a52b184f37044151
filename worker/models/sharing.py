"""What cards of one repository want of the folder that they share: one revision for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.catalogue import ModelCard
from core.errors import Broken
from worker.models.choosing import NoVariant, OnlyVariants
from worker.models.hub import NoRevision, Offer, asked, translated
from worker.models.notes import Noted, noted

_Key = tuple[str, str, str]  # source, revision, variant: what an offer depends on


class Parted(Broken):
    """{model} and {other} are different revisions of {source}, and {folder} holds one alone;
    nothing was fetched. Give one of the cards a folder of its own as its source (`hf download
    {source} --revision REVISION --local-dir FOLDER` fetches it), or remove what is there."""


@dataclass(slots=True)
class Sharing:
    """The cards that are fetched together, and all that there are; each is asked for once."""

    fetched: Sequence[ModelCard]
    known: Sequence[ModelCard]
    _offers: dict[_Key, Offer] = field(default_factory=dict[_Key, Offer])

    def offer(self, card: ModelCard, folder: Path) -> Offer:
        """The files of a card, with those of other cards that are in `folder`, or will be.

        Files of others are brought up to the same revision: what is there is of one. Raises Parted
        where those that lie here would have to go, and as `asked` does.
        """
        own = self._asked(card, folder)
        index, files = own.files[-1], {*own.files}
        for other in self._beside(card):
            try:
                theirs = self._asked(other, folder)
            except (NoRevision, NoVariant, OnlyVariants):  # what cannot be fetched is not here
                continue
            claimed = self._claimed(other, theirs, own.revision, folder)
            if theirs.revision != own.revision and not claimed <= {*own.files}:
                told = {"model": card.title, "other": other.title, "folder": folder}
                raise Parted(source=card.source, **told)
            files |= claimed
        # In one order for all of them, so that equal offers are seen to be equal.
        return replace(own, files=(*sorted(files - {index}), index))

    def _asked(self, card: ModelCard, folder: Path) -> Offer:
        key = _key(card)
        if key not in self._offers:
            with translated(card.source, folder, key[1]):
                self._offers[key] = asked(*key)
        return self._offers[key]

    def _beside(self, card: ModelCard) -> list[ModelCard]:
        """The cards of the same repository that want something else of it."""
        every = {_key(one): one for one in (*self.known, *self.fetched)}
        return [
            one for key, one in every.items() if one.source == card.source and key != _key(card)
        ]

    def _claimed(
        self, other: ModelCard, theirs: Offer, revision: str, folder: Path
    ) -> frozenset[Noted]:
        """Files of another card that are wanted beside those of `revision`."""
        if _key(other) in map(_key, self.fetched):
            return frozenset(theirs.files)
        here = {one.path: one.tag for one in noted(folder)}
        if theirs.revision == revision:  # older ones of it come along
            return frozenset(file for file in theirs.files if file.path in here)
        return frozenset(file for file in theirs.files if here.get(file.path) == file.tag)


def _key(card: ModelCard) -> _Key:
    extra = card.extra or {}
    return card.source, str(extra.get("revision", "")), str(extra.get("variant", ""))
