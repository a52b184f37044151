"""Names and descriptions of commands in the languages of those who read them."""

import tomllib
from importlib.resources import files

from discord import Locale, app_commands

# Discord tells languages apart by country in places where our words do not.
LANGUAGES = {
    Locale.german: "de",
    Locale.french: "fr",
    Locale.spain_spanish: "es",
    Locale.latin_american_spanish: "es",
}


def names() -> dict[str, dict[str, str]]:
    """Translations by language and English text."""
    text = files("bots.on_discord").joinpath("names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Translator(app_commands.Translator):
    """Translates what is told to Discord when the commands are synced."""

    def __init__(self) -> None:
        self._names = names()

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text in a language; None leaves it in English."""
        return self._names.get(LANGUAGES.get(locale, ""), {}).get(string.message)
