"""The models that people and places took after a comparison: they do such requests from then on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.buttons import called_for, to_use
from core.catalogue import Catalogue, ModelCard, Role
from core.comparing import contender
from core.customs import Customs, Manner, Picked
from core.errors import NotPermitted, TargetGone
from core.habits import told_of, usual_of, wanted_of
from core.incoming import Incoming
from core.press import Press
from core.replies import Kind, Reply

BY_YOU = "the model that you took after a comparison"
BY_PLACE = "the model that was taken here after a comparison"
TAKEN = "From now on {model} makes {what} {whose}, where it runs; “--model” asks for another."
GIVEN_BACK = "Easel chooses the model for {what} {whose} again."
NEXT, ON, OFF = "next", "on", "off"  # whether results say what comes next, and its values
SWITCH = re.compile(r"/?set(?:tings)?\s+next\s+(on|off)", re.IGNORECASE)
SWITCHED = {
    ON: "Results say again what usually comes next.",
    OFF: "Results say no more what usually comes next; “settings next on” brings it back.",
}
_OFF = "-off"  # at the end of an option: what it takes is given back


def by_person(person: str) -> str:
    """What the models of a person, by their id in the ledger, are kept under."""
    return f"picked by {person}"


def in_channel(channel: str) -> str:
    """What the models of a channel, by its id in the ledger, are kept under."""
    return f"picked in {channel}"


async def taken_in(channel: str, platform: str, customs: Customs) -> tuple[str, ...]:
    """The models that a channel took, each as a line of its settings."""
    given = await customs.of(platform, in_channel(channel))
    return tuple(f"{one.role}: {one.model}, {one.why}" for one in _read(given, BY_PLACE))


async def give_back(channel: str, platform: str, customs: Customs) -> None:
    """Nothing that a channel took after comparisons is taken any more."""
    for name in await customs.of(platform, in_channel(channel)):
        await customs.keep(platform, in_channel(channel), name, None)


@dataclass(frozen=True, slots=True)
class Preferring:
    """Keeps and reads which model takes the requests of a role."""

    customs: Customs | None  # None where nothing is kept

    async def manner(self, incoming: Incoming) -> Manner:
        """How a request is taken: the models that its person took, then those of its place."""
        manner, place = incoming.manner, incoming.place
        manner = replace(manner, shared=not incoming.private)
        if self.customs is None:
            return manner
        mine = await self.customs.of(place.platform, by_person(place.person))
        ours = await self.customs.of(place.platform, in_channel(place.channel))
        picked = (*_read(mine, BY_YOU), *_read(ours, BY_PLACE))
        guides = manner.guides and mine.get(NEXT) != OFF
        usual = replace(usual_of(ours, manner.usual), picked=picked)
        return replace(manner, usual=usual, guides=guides)

    async def said(self, incoming: Incoming, catalogue: Catalogue) -> Reply | None:
        """The answer to “settings next off”, which is for the one who says it, and to “settings
        count 2” where the front end has no settings of its own; None for all other words.

        Raises BadSetting, UnknownSetting and UnknownModel.
        """
        words, place = incoming.words.strip(), incoming.place
        if self.customs is None:
            return None
        if not incoming.manner.change and (wanted := wanted_of(words, catalogue)) is not None:
            for name, value in wanted.items():
                await self.customs.keep(place.platform, in_channel(place.channel), name, value)
            return Reply(Kind.NOTICE, told_of(wanted))
        found = SWITCH.fullmatch(words)
        if found is None:
            return None
        value = found[1].lower()
        await self.customs.keep(
            place.platform, by_person(place.person), NEXT, OFF if value == OFF else None
        )
        return Reply(Kind.NOTICE, SWITCHED[value], private=True)

    async def used(self, press: Press, catalogue: Catalogue) -> Reply:
        """A model is taken for a role from now on, or no longer, as the pressed button says.

        Raises NotPermitted where it is for all in a place that somebody else looks after.
        """
        card = contender(press.job, press.action.variant, catalogue)
        if card is None or self.customs is None:
            raise TargetGone
        option, role = press.action.option.removesuffix(_OFF), press.job.spec.role
        for_all, back = option == "here", press.action.option.endswith(_OFF)
        if for_all and not press.governs:
            raise NotPermitted(what="a model for everybody here")
        place = in_channel(press.place.channel) if for_all else by_person(press.place.person)
        kept = None if back else card.name
        await self.customs.keep(press.place.platform, place, str(role), kept)
        return _told(press, card, role, "for all here" if for_all else "of yours", back)


def _told(press: Press, card: ModelCard, role: Role, whose: str, back: bool) -> Reply:
    fields = {"model": card.title, "what": called_for(role), "whose": whose}
    if back:
        return Reply(Kind.NOTICE, GIVEN_BACK.format(**fields), job=press.job.id, private=True)
    undo = to_use(press.job, press.action.variant, f"{press.action.option}{_OFF}")
    told = TAKEN.format(**fields)
    return Reply(Kind.NOTICE, told, rows=((undo,),), job=press.job.id, private=True)


def _read(given: Mapping[str, str], why: str) -> tuple[Picked, ...]:
    """What was kept; a role that another release knows is left alone."""
    known = {str(role): role for role in Role}
    return tuple(Picked(known[name], model, why) for name, model in given.items() if name in known)
