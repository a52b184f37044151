"""Commands: each is a request in words, with what is wanted named, or a question about Easel."""

import re
import tomllib
from importlib.resources import files
from typing import NamedTuple

from telegram import BotCommand

from bots.on_telegram.sending import Bot
from bots.slashes import REQUESTS, SAID
from core.exporting import EXPORT
from core.forgetting import FORGET
from core.linking import LINK, UNLINK
from core.verifying import VERIFY

LANGUAGES = ("en", "de", "fr", "es")
WRITTEN = re.compile(r"^/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+|$)")


MODELS, SETTINGS, HELP, START = "models", "settings", "help", "start"
SETS, SET = "sets", "set"  # reference sets; the second one is the settings where it names none
ABOUT = (EXPORT, VERIFY, MODELS, SETTINGS, LINK, UNLINK, FORGET, HELP)
NAMES = (*REQUESTS, SETS, *ABOUT)  # as people see them
KNOWN = frozenset((*NAMES, *SAID, SET, START))


class Written(NamedTuple):
    """A text that begins with a command."""

    name: str
    bot: str  # whom it calls; empty where it calls nobody
    words: str


def written(text: str) -> Written | None:
    """The command that a text begins with."""
    found = WRITTEN.match(text)
    if found is None:
        return None
    return Written(found["name"].lower(), found["bot"] or "", text[found.end() :])


def descriptions() -> dict[str, dict[str, str]]:
    """What each command does, by language and command."""
    text = files("bots.on_telegram").joinpath("commands.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


async def announce(bot: Bot) -> None:
    """Tell Telegram which commands there are, in all languages; English is for all others."""
    said = descriptions()
    for language in ("", *LANGUAGES[1:]):
        told = said[language or LANGUAGES[0]]
        commands = [BotCommand(name, told[name]) for name in NAMES]
        await bot.set_my_commands(commands, language_code=language or None)
