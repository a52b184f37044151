"""Every name and description of a command is there in every language, in Discord's bounds."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from discord import app_commands

from bots.on_discord.commands import COMMANDS
from bots.on_discord.translating import names
from tests.bots.on_discord.wire import connected

LANGUAGES = names()
NAME = re.compile(r"[-_'\w]{1,32}")


def texts() -> Iterator[tuple[str, bool]]:
    """What people read of the commands; and whether it is a name."""
    for command in COMMANDS:
        if isinstance(command, app_commands.ContextMenu):
            yield command.name, False
        else:
            yield from texts_of(command)


def texts_of(
    command: app_commands.Command[Any, ..., Any] | app_commands.Group,
) -> Iterator[tuple[str, bool]]:
    """What people read of a slash command, or of a group and what is in it."""
    yield command.name, True
    yield command.description, False
    if isinstance(command, app_commands.Group):
        for one in command.commands:
            yield from texts_of(one)
        return
    for option in command.parameters:
        yield option.name, True
        yield str(option.description), False


@pytest.mark.parametrize("language", ["de", "es", "fr"])
@pytest.mark.parametrize(("text", "is_name"), sorted(set(texts())))
def test_a_text_is_translated(language: str, text: str, is_name: bool) -> None:
    translated = LANGUAGES[language][text]
    if is_name:
        assert NAME.fullmatch(translated)
        assert translated == translated.lower()
    assert 1 <= len(translated) <= 100


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_nothing_is_translated_that_is_not_there(language: str) -> None:
    assert set(LANGUAGES[language]) == {text for text, _ in texts()}


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_no_two_commands_have_one_name(language: str) -> None:
    slash = [one.name for one in COMMANDS if not isinstance(one, app_commands.ContextMenu)]
    assert len({LANGUAGES[language][name] for name in slash}) == len(slash)


async def test_discord_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        (synced,) = [one for one in easel.server.requests if one.path.endswith("/commands")]
        imagine = next(one for one in synced.listed if one["name"] == "imagine")
        assert imagine["name_localizations"]["de"] == "zeichnen"
        assert imagine["description_localizations"]["fr"] == "Dessiner une image à partir de mots"
        assert imagine["options"][0]["name_localizations"]["es-ES"] == "deseo"
