"""Words as people see them: Discord sends numbers for people, roles, channels, emojis."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import discord

NUMBERED = re.compile(
    r"<(?:(?P<kind>@!?|@&|#)(?P<id>\d+)|a?(?P<emoji>:\w+:)\d+|(?P<command>/[^:>]+):\d+"
    r"|t:\d+(?::\w)?)>|@(?P<all>everyone|here)\b"
)
UNKNOWN = {"@": "somebody", "@!": "somebody", "@&": "some people", "#": "a channel"}

Names = Callable[[int], str]  # of an id; empty where it is not known


def named(words: str, names: Names) -> str:
    """The words with names in the place of numbers.

    Without the sign that Discord shows before people, which names a set of pictures here.
    """

    def name(found: re.Match[str]) -> str:
        if kind := found["kind"]:
            known = _plain(names(int(found["id"])))
            return (f"#{known}" if kind == "#" else known) if known else UNKNOWN[kind]
        return found["emoji"] or found["command"] or found["all"] or ""

    return NUMBERED.sub(name, words)


def names_of_message(message: discord.Message) -> Names:
    """The names in a message, as Discord sends them with it, and of what its server has."""
    known = {one.id: one.display_name for one in message.mentions}
    return _with_guild(known, message.guild)


def names_of_interaction(interaction: discord.Interaction[Any]) -> Names:
    """The names in the words of an interaction, where Discord sends them, and of its server."""
    resolved: Mapping[str, Mapping[str, Any]] = dict(interaction.data or {}).get("resolved") or {}  # type: ignore[assignment]
    known = {
        int(id): one.get("nick") or one.get("global_name") or one.get("username") or one.get("name")
        for kind in ("channels", "roles", "users", "members")
        for id, one in resolved.get(kind, {}).items()
    }
    return _with_guild({id: name for id, name in known.items() if name}, interaction.guild)


def _with_guild(known: Mapping[int, str], guild: discord.Guild | None) -> Names:
    def name(id: int) -> str:
        if id in known:
            return known[id]
        found = guild and (
            guild.get_channel_or_thread(id) or guild.get_role(id) or guild.get_member(id)
        )
        return str(getattr(found, "display_name", None) or getattr(found, "name", ""))

    return name


def _plain(name: str) -> str:
    """A name without what would be flags, choices or quotes among words."""
    return " ".join(part.lstrip("-") for part in re.findall(r"[\w'’.&+-]+", name)).strip()
