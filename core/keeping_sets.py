"""What is done with reference sets when somebody asks for it: saved, shown, shared, changed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from core import dropping
from core.attachments import Looked
from core.catalogue import Catalogue
from core.colour_names import read_colours
from core.counting import counted
from core.errors import NothingToSelect, PictureNeeded, UnknownSet, UnsafeInput
from core.incoming import Incoming
from core.jobs import Asset, Job
from core.palettes import Palettes
from core.ports import History, Ledger
from core.prompts import Prompt
from core.replies import Kind, Reply, Turn
from core.set_words import HOW, Asked, Deed, read_ratios, standing
from core.sets import (
    MOST_COLOURS,
    MOST_PICTURES,
    Content,
    NoSuchVersion,
    NotYourSet,
    ReferenceSet,
    Sets,
    new_name,
    written,
)
from core.showing_sets import described, line, repainted, shown
from core.sources import still_of
from core.targets import Targets

MOST_LISTED = 40  # sets in one reply
_BEGIN = frozenset({Deed.SAVE, Deed.BRAND})  # what makes a set of one's own beside another's
_IN_WORDS = frozenset({Deed.WORDS, Deed.AVOID, Deed.RATIOS})  # what changes nothing that is seen
NOTHING = frozenset({"none", "nothing", "no", "off", "-"})  # what takes words or colours away


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where sets are kept, and what draws their colours."""

    sets: Sets
    palettes: Palettes | None = None


class Wish(NamedTuple):
    """What somebody asks for, with everything that came with it."""

    asked: Asked
    incoming: Incoming
    looked: Looked
    turn: Turn
    catalogue: Catalogue


class Keeping:
    """Answers what is asked about sets."""

    def __init__(self, shelf: Shelf, history: History, ledger: Ledger, targets: Targets) -> None:
        self._sets = shelf.sets
        self._kept = dropping.Kept(shelf.sets, history, ledger)
        self._palettes = shelf.palettes
        self._history = history
        self._targets = targets

    async def answer(self, wish: Wish) -> Reply:
        """What comes of a wish. Raises BadRequest and Gone; then nothing was changed."""
        ways: Mapping[Deed, Callable[[Wish], Awaitable[Reply]]] = {
            Deed.LIST: self._list,
            Deed.SHOW: self._show,
            Deed.USE: self._use,
            Deed.RENAME: self._rename,
            Deed.DELETE: self._delete,
            Deed.SHARE: self._share,
            Deed.UNSHARE: self._unshare,
        }
        return await ways.get(wish.asked.deed, self._change)(wish)

    async def dropped(self, packed: str, person: str) -> Reply:
        """The answer to the button that deletes a set. Raises SetGone and NotYourSet."""
        return await dropping.dropped(packed, await self._history.accounts(person), self._kept)

    async def _change(self, wish: Wish) -> Reply:
        """A new version; the first one of a new set where somebody has none of that name."""
        own, named = await self._own(wish), wish.asked.of.name
        other = await self._sets.shared(wish.incoming.channel, named)
        if own is None and other is not None and wish.asked.deed not in _BEGIN:
            raise NotYourSet(name=other.called)
        before = own.content if own else Content()
        content, notes = await self._changed(wish, before)
        owner = own.owner if own else wish.incoming.person
        name = own.name if own else new_name(named)
        kept = await self._sets.keep(owner, name, content)
        if kept.version > 1:
            former = own.version if own else kept.version - 1
            notes = (*notes, f"the one before is {kept.called}:{former}")
        if other is not None and other.id != kept.id:
            notes = (*notes, f"somebody else’s {other.called} is shared here; yours comes first")
        version = f", version {kept.version}" if kept.version > 1 else ""
        text = f"Saved as {kept.called}{version}."
        if wish.asked.deed in _IN_WORDS:
            return described(kept, text, notes)
        show = repainted if wish.asked.deed is Deed.PALETTE else shown
        return await show(kept, text, notes, self._palettes)

    async def _changed(self, wish: Wish, before: Content) -> tuple[Content, tuple[str, ...]]:
        """What the new version holds, and what to say of it."""
        asked, more = wish.asked, " ".join(wish.asked.more.split())
        gone = more.lower() in NOTHING
        match asked.deed:
            case Deed.WORDS:
                return replace(before, added="" if gone else standing(asked.deed, more)), ()
            case Deed.AVOID:
                return replace(before, avoided="" if gone else standing(asked.deed, more)), ()
            case Deed.RATIOS:
                return replace(before, ratios=() if gone else read_ratios(more)), ()
            case Deed.LOGO:
                return await self._with_logo(wish, before, gone)
            case Deed.PALETTE:
                colours = () if gone else read_colours(more)[:MOST_COLOURS]
                if not colours and not gone:
                    return await self._with_palette(before, before.files)
                return replace(before, palette=colours), ()
            case _:
                return await self._with_pictures(wish, before)

    async def _with_pictures(self, wish: Wish, before: Content) -> tuple[Content, tuple[str, ...]]:
        """Saved pictures take the place of those before; added ones come after them."""
        new, notes = await self._pictures(wish)
        first = before.pictures if wish.asked.deed is Deed.ADD else ()
        every = tuple(dict.fromkeys((*first, *new)))
        if len(every) > MOST_PICTURES:
            left = f"the first {MOST_PICTURES} of {len(every)} pictures: a set has no more"
            notes = (*notes, left)
        content = replace(before, pictures=every[:MOST_PICTURES])
        if wish.asked.deed is not Deed.BRAND:
            return content, notes
        content, more = await self._with_palette(content, content.files)
        return content, (*notes, *more)

    async def _with_logo(
        self, wish: Wish, before: Content, gone: bool
    ) -> tuple[Content, tuple[str, ...]]:
        if gone:
            return replace(before, logo=None), ()
        (logo, *others), notes = await self._pictures(wish)
        notes = (*notes, *(("only the first picture is the logo",) if others else ()))
        content = replace(before, logo=logo)
        if before.palette:
            return content, notes
        content, more = await self._with_palette(content, (logo,))
        return content, (*notes, *more)

    async def _with_palette(
        self, content: Content, files: Sequence[Asset]
    ) -> tuple[Content, tuple[str, ...]]:
        """The content with the colours that its files have. Raises PictureNeeded."""
        if not files:
            raise PictureNeeded
        found = await self._palettes.of(files) if self._palettes else ()
        if not found:
            return content, ("no colours could be read from its pictures",)
        return replace(content, palette=found), ("its colours were taken from its pictures",)

    async def _pictures(self, wish: Wish) -> tuple[tuple[Asset, ...], tuple[str, ...]]:
        """The pictures that came along, or those of the result that is meant.

        Raises PictureNeeded, NothingToSelect, TargetGone, StillMaking and UnsafeInput.
        """
        looked, numbers, turn = wish.looked, wish.asked.numbers, wish.turn
        attached = looked.pictures
        if not (attached or wish.incoming.reply_to):
            attached = await self._targets.sent_before(turn)
        if attached:
            return _chosen(attached, numbers), looked.notes
        job, opened = await self._result(wish)
        wish.incoming.manner.closed.check_seen(job.spec, wish.catalogue)
        every = tuple(one.index for one in job.variants)
        indices = numbers or ((opened,) if opened else every)
        if any(one.marked for one in job.variants if one.index in indices):
            raise UnsafeInput
        found = tuple(picture for index in indices for picture in still_of(job, index))
        if not found:
            raise PictureNeeded
        several = len(indices) > 1 and not numbers
        one = f"“save 2 as @{wish.asked.of.name}” takes number 2 alone"
        return found, ((one,) if several else ())

    async def _result(self, wish: Wish) -> tuple[Job, int]:
        """The result that is replied to, or the latest one, and its variant (1-based) if any."""
        incoming = wish.incoming
        if incoming.reply_to:
            job = await self._targets.replied_to(
                Prompt(""), incoming.reply_to, incoming, needed=True
            )
            return job, incoming.variant
        target = await self._targets.latest(wish.turn)
        if target is None:
            raise PictureNeeded
        return target.job, target.variant

    async def _list(self, wish: Wish) -> Reply:
        mine = await self._sets.every(await self._people(wish))
        own = {one.id for one in mine}
        here = await self._sets.here(wish.incoming.channel)
        lines = [*(line(one) for one in mine)]
        lines += [f"{line(one)} (shared here)" for one in here if one.id not in own]
        if not lines:
            text = "There are no reference sets yet, of yours or shared here."
            return Reply(Kind.NOTICE, text, ("send pictures with “save these as @mia”", HOW))
        left = len(lines) - MOST_LISTED
        lines = [*lines[:MOST_LISTED], *([f"… and {left} more"] if left > 0 else [])]
        return Reply(Kind.NOTICE, "Reference sets:", (*lines, HOW))

    async def _show(self, wish: Wish) -> Reply:
        found = await self._any(wish)
        of = f" of {found.newest}" if found.newest > 1 else ""
        text = f"{found.called}, version {found.version}{of}"
        back = f"/set use {found.called}:1 goes back to version 1"
        notes = (back,) if found.newest > 1 and found.version > 1 else ()
        mine = found.owner in await self._people(wish)  # where else it is is the owner's business
        places = await self._sets.places(found.id) if mine else ()
        notes += (f"shared with {counted(len(places), 'channel')}",) if places else ()
        return await shown(found, text, notes, self._palettes)

    async def _use(self, wish: Wish) -> Reply:
        """An earlier version is in use again; which one has to be said."""
        found = await self._any(wish, changes=True)
        await self._sets.use(found.id, found.version)
        text = f"{found.called} is version {found.version} of {found.newest} from now on."
        return await shown(found, text, (), self._palettes)

    async def _rename(self, wish: Wish) -> Reply:
        found = await self._any(wish, changes=True)
        name = new_name(written(wish.asked.more.removeprefix("to ").strip()).name)
        await self._sets.rename(found.id, name)
        return Reply(Kind.NOTICE, f"{found.called} is called @{name} from now on.")

    async def _delete(self, wish: Wish) -> Reply:
        found = await self._any(wish, changes=True)
        if wish.asked.more.strip().lower() in dropping.SURE:
            return await dropping.gone(found, self._kept)
        return dropping.asked(found, presses=wish.incoming.platform != "cli")

    async def _share(self, wish: Wish) -> Reply:
        found = await self._any(wish, changes=True)
        await self._sets.share(found.id, wish.incoming.channel)
        return Reply(
            Kind.NOTICE,
            f"Everybody in this channel may use {found.called} now.",
            (f"only you can change it; /set unshare {found.called} takes this back",),
        )

    async def _unshare(self, wish: Wish) -> Reply:
        """By its owner, or by somebody who looks after the channel."""
        moderates = wish.incoming.moderates
        found = await self._any(wish, changes=not moderates)
        if not await self._sets.unshare(found.id, wish.incoming.channel):
            return Reply(Kind.NOTICE, f"{found.called} was not shared here.")
        return Reply(Kind.NOTICE, f"{found.called} is no longer shared here.")

    async def _people(self, wish: Wish) -> tuple[str, ...]:
        return await self._history.accounts(wish.incoming.person)

    async def _own(self, wish: Wish) -> ReferenceSet | None:
        return await self._sets.owned(await self._people(wish), wish.asked.of.name)

    async def _any(self, wish: Wish, changes: bool = False) -> ReferenceSet:
        """The set that is meant, in the version that is meant; one's own comes first.

        Raises UnknownSet, NoSuchVersion, and NotYourSet where somebody else's would be changed.
        """
        of, found = wish.asked.of, await self._own(wish)
        if found is None:
            found = await self._sets.shared(wish.incoming.channel, of.name)
            if found is None:
                raise UnknownSet(names=of.called)
            if changes:
                raise NotYourSet(name=found.called)
        if not of.version:
            return found
        if (earlier := await self._sets.at(found.id, of.version)) is None:
            raise NoSuchVersion(name=found.called, version=of.version, newest=found.newest)
        return earlier


def _chosen(pictures: tuple[Asset, ...], numbers: tuple[int, ...]) -> tuple[Asset, ...]:
    """The attached pictures that are named by number, or all. Raises NothingToSelect."""
    for number in numbers:
        if not 1 <= number <= len(pictures):
            raise NothingToSelect(index=number, count=counted(len(pictures), "picture"))
    return tuple(pictures[number - 1] for number in numbers) or pictures
