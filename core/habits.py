"""What a channel takes by default where its front end has no settings: said in words, kept here."""

import re
from collections.abc import Mapping
from dataclasses import replace

from core.catalogue import Catalogue, Role
from core.customs import Usual
from core.errors import BadRequest
from core.flags import FLAGS, MOST_VARIANTS, read_count
from core.habit_words import as_settings
from core.phrases import unaccented
from core.ratios import Ratio

MODEL, COUNT, RATIO = "model", "count", "ratio"
SET = "Set for this channel: {what}. A request may say otherwise; “settings reset” takes it back."
RESET = "Nothing is set for this channel any more."
NONE = frozenset(
    {"none", "off", "auto", "default", "keine", "kein", "keins", "aus", "aucun", "aucune"}
    | {"ninguno", "ninguna", "no", "nada", "rien"}
)
_HEAD = re.compile(r"/?(?:set|settings|einstellungen|einstellung|reglages|ajustes)(?=\s)")
_RESET = frozenset({"reset", "zurucksetzen", "reinitialiser", "restablecer"})
_JOINTS = frozenset({"and", "und", "et", "y"})
_CALLED = {
    MODEL: MODEL,
    "modell": MODEL,
    "modele": MODEL,
    "modelo": MODEL,
    COUNT: COUNT,
    "anzahl": COUNT,
    "nombre": COUNT,
    "numero": COUNT,
    "cantidad": COUNT,
    RATIO: RATIO,
    "format": RATIO,
    "seitenverhaltnis": RATIO,
    "formato": RATIO,
}


class BadSetting(BadRequest):
    """The setting “{name}” needs {needs}; you gave {given}."""


class UnknownSetting(BadRequest):
    """“{name}” cannot be set for a channel. What can: model, count and ratio, as in “settings \
count 2, ratio 16:9”; “none” takes one back."""


def wanted_of(words: str, catalogue: Catalogue) -> Mapping[str, str | None] | None:
    """What words such as “settings count 2, ratio 16:9” want kept; None where they are others.

    Raises BadSetting, UnknownSetting and UnknownModel.
    """
    plain = as_settings(words)
    if plain is not None and not plain:
        raise UnknownSetting(name=words)
    words = f"settings {plain}" if plain else words
    head = _HEAD.match(unaccented(words))
    said = said_of(words[head.end() :]) if head else []
    if len(said) == 1 and unaccented(said[0]) in _RESET:
        return dict.fromkeys((MODEL, COUNT, RATIO, *map(str, Role)))  # and what was picked
    names, values = [unaccented(one) for one in said[::2]], said[1::2]
    if not names or not all(one in _CALLED or one in FLAGS for one in names):
        return None
    if unknown := next((one for one in names if one not in _CALLED), None):
        if head and head[0].endswith("set"):  # "set seed" may begin a picture
            return None
        raise UnknownSetting(name=unknown)
    if len(names) > len(values):
        raise BadSetting(name=names[-1], needs="a value", given="none")
    called = [_CALLED[one] for one in names]
    return {name: read(name, value, catalogue) for name, value in zip(called, values, strict=True)}


def said_of(words: str) -> list[str]:
    """Names and values of settings in turn, without what joins them."""
    parts = re.split(r"[\s=,;]+|:(?=\s)", words.strip(" .!"))
    return [one for one in parts if one and one.lower() not in _JOINTS]


def takes_back(value: str) -> bool:
    """Whether a value is the word that takes back what was set."""
    return unaccented(value.strip()) in NONE


def read(name: str, value: str, catalogue: Catalogue) -> str | None:
    """The value of a model, a count or a ratio; None takes it back.

    Raises BadSetting and UnknownModel.
    """
    if takes_back(value):
        return None
    if name == MODEL:
        return catalogue.card(value).name
    if name == COUNT and read_count(value) is None:
        needs = f"a number from 1 to {MOST_VARIANTS}, or “none”"
        raise BadSetting(name=name, needs=needs, given=f"“{value}”")
    if name == RATIO and Ratio.read(value) is None:
        raise BadSetting(name=name, needs="a ratio such as 16:9, or “none”", given=f"“{value}”")
    return str(int(value)) if name == COUNT else value


def told_of(wanted: Mapping[str, str | None]) -> str:
    """The answer to what was wanted and is kept now."""
    if not any(wanted.values()) and len(wanted) > len(set(_CALLED.values())):
        return RESET
    return SET.format(what=", ".join(f"{name} {value or 'none'}" for name, value in wanted.items()))


def usual_of(given: Mapping[str, str], usual: Usual) -> Usual:
    """What is usual, with what was kept for a channel in the place of what its front end knows."""
    return replace(
        usual,
        model=given.get(MODEL, usual.model),
        count=int(given[COUNT]) if COUNT in given else usual.count,
        ratio=Ratio.read(given[RATIO]) if RATIO in given else usual.ratio,
    )
