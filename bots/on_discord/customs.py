"""What is set for a channel and for a server, and what that means for one person there."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

import discord

from bots.on_discord.incoming import PLATFORM
from bots.usual import coaches, fallback, guides, safety, usual
from core.catalogue import Catalogue, Role
from core.customs import COMMANDS, Closed, Customs, Manner
from core.errors import NotPermitted

EVERY = "*"  # in a rule: all of a kind that have no rule of their own
COMMAND, ROLE, CHANNEL = "command", "role", "channel"  # kinds of rules
MODEL = "model"  # another
CHANGE = "/set defaults changes what is set."


def channel_key(channel: int) -> str:
    """What the settings of a channel are kept under."""
    return f"channel {channel}"


def guild_key(guild: int) -> str:
    """What the rules of a server are kept under."""
    return f"guild {guild}"


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may use what in a server: of each thing that has a rule, the roles that may."""

    given: Mapping[str, str]  # "model classical" → "300 301", ids of roles; empty for nobody

    def opens(self, kind: str, name: str, roles: Collection[int], above: str = "") -> bool:
        """Whether somebody who has these roles may use a thing; its own rule goes before others.

        `above` is what the thing belongs to, as a thread to its channel.
        """
        keys = (f"{kind} {one}" for one in (name, above, EVERY))
        rule = next((self.given[key] for key in keys if key in self.given), None)
        return rule is None or any(str(role) in rule.split() for role in roles)


@dataclass(frozen=True, slots=True)
class House:
    """Reads what was set."""

    customs: Customs
    catalogue: Catalogue
    known: Callable[[int], object | None]  # a channel by its id, where we are a member
    _restricted: set[int] = field(default_factory=set[int])  # of the others, as last seen

    def restricted(self, place: str) -> bool:
        """Whether a channel is age-restricted, as far as that is known."""
        channel = self.known(int(place))
        return int(place) in self._restricted if channel is None else _of_age(channel)

    def always(self, channel: object) -> Manner:
        """What holds in a channel for everybody, whatever was set."""
        place, of_age = int(getattr(channel, "id", 0)), _of_age(channel)
        (self._restricted.add if of_age else self._restricted.discard)(place)
        adult = frozenset(card.name for card in self.catalogue if card.adult)
        closed = Closed() if of_age else Closed(adult=adult)
        return Manner(closed=closed, safety=fallback(of_age))

    async def manner(self, channel: object, person: discord.abc.User) -> Manner:
        """How a person's requests are taken in a channel.

        Raises NotPermitted where the channel itself is closed to them.
        """
        always = self.always(channel)
        if not isinstance(person, discord.Member):
            return always
        adult = always.closed.adult
        place, above = places(channel)
        given = await self._given(place, above)
        taken, unfit = usual(given), safety(given, _of_age(channel))
        rules = Rules(await self.customs.of(PLATFORM, guild_key(person.guild.id)))
        if looks_after(person):
            manner = Manner(taken, Closed(adult=adult), CHANGE, unfit)
        else:
            roles = {person.guild.id, *(role.id for role in person.roles)}
            if not rules.opens(CHANNEL, str(place), roles, str(above)):
                raise NotPermitted(what="Easel")
            manner = Manner(taken, self._closed(rules, roles, adult), CHANGE, unfit)
        return replace(manner, coaches=coaches(given), guides=guides(given))

    async def _given(self, place: int, above: int) -> Mapping[str, str]:
        """A thread's own settings go before those of its channel."""
        given = dict(await self.customs.of(PLATFORM, channel_key(above)))
        if place != above:
            given |= await self.customs.of(PLATFORM, channel_key(place))
        return given

    def _closed(self, rules: Rules, roles: Collection[int], adult: frozenset[str]) -> Closed:
        return Closed(
            commands=frozenset(one for one in COMMANDS if not rules.opens(COMMAND, one, roles)),
            roles=frozenset(one for one in Role if not rules.opens(ROLE, one, roles)),
            models=frozenset(
                card.name for card in self.catalogue if not rules.opens(MODEL, card.name, roles)
            ),
            adult=adult,
        )


def looks_after(person: discord.Member) -> bool:
    """Whether somebody may manage the server: rules are not for them."""
    return (person.resolved_permissions or person.guild_permissions).manage_guild


def places(channel: object) -> tuple[int, int]:
    """A place, and the channel that it belongs to, which of a channel is the channel itself."""
    place = int(getattr(channel, "id", 0))
    return place, int(getattr(channel, "parent_id", None) or place)


def _of_age(channel: object) -> bool:
    """Whether a place is age-restricted; of threads and forum posts, that above them."""
    restricted = getattr(channel, "is_nsfw", None)
    return bool(restricted()) if callable(restricted) else False
