"""What people say about reference sets, in four languages, and what stays a request."""

import pytest

from core.set_words import Asked, Deed, NameNeeded, UnknownDeed
from core.sets import BadName, Written, key_of, written
from tests.core.words import shipped

MIA = Written("mia")


def asked(deed: Deed, more: str = "", *numbers: int) -> Asked:
    return Asked(deed, MIA, more, numbers)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("save this as @mia", asked(Deed.SAVE)),
        ("Save these as @mia, please!", asked(Deed.SAVE)),
        ("save as @mia", asked(Deed.SAVE)),
        ("save these 4 pictures as @mia", asked(Deed.SAVE)),
        ("save 2 as @mia", asked(Deed.SAVE, "", 2)),
        ("keep 2 and 3 as @mia", asked(Deed.SAVE, "", 2, 3)),
        ("what's in @mia?", asked(Deed.SHOW)),
        ("share @mia with this channel", asked(Deed.SHARE)),
        ("stop sharing @mia", asked(Deed.UNSHARE)),
        ("rename @mia to @lea", asked(Deed.RENAME, "@lea")),
        ("delete @mia", asked(Deed.DELETE)),
        ("show me my sets", Asked(Deed.LIST)),
        ("Speichere das als @mia", asked(Deed.SAVE)),
        ("speicher diese Bilder als @mia ab", asked(Deed.SAVE)),
        ("speichere 2 und 3 als @mia", asked(Deed.SAVE, "", 2, 3)),
        ("zeig mir @mia", asked(Deed.SHOW)),
        ("teile @mia mit allen", asked(Deed.SHARE)),
        ("teile @mia nicht mehr", asked(Deed.UNSHARE)),
        ("benenne @mia in @lea um", asked(Deed.RENAME, "@lea")),
        ("lösche @mia", asked(Deed.DELETE)),
        ("meine Sets", Asked(Deed.LIST)),
        ("enregistre ça comme @mia", asked(Deed.SAVE)),
        ("enregistre ces images sous @mia", asked(Deed.SAVE)),
        ("garde la 2 comme @mia", asked(Deed.SAVE, "", 2)),
        ("montre-moi @mia", asked(Deed.SHOW)),
        ("partage @mia ici", asked(Deed.SHARE)),
        ("renomme @mia en @lea", asked(Deed.RENAME, "@lea")),
        ("supprime @mia", asked(Deed.DELETE)),
        ("mes jeux de références", Asked(Deed.LIST)),
        ("guarda esto como @mia", asked(Deed.SAVE)),
        ("guarda estas imágenes como @mia", asked(Deed.SAVE)),
        ("guarda la 2 como @mia", asked(Deed.SAVE, "", 2)),
        ("muéstrame @mia", asked(Deed.SHOW)),
        ("comparte @mia aquí", asked(Deed.SHARE)),
        ("renombra @mia a @lea", asked(Deed.RENAME, "@lea")),
        ("borra @mia", asked(Deed.DELETE)),
        ("mis conjuntos", Asked(Deed.LIST)),
        ("/set save @mia", asked(Deed.SAVE)),
        ("/sets Save mia 2 3", asked(Deed.SAVE, "2 3", 2, 3)),
        ("/set words @mia warm  light, 2 lamps", asked(Deed.WORDS, "warm  light, 2 lamps")),
        ("/set ratio @mia 16:9", asked(Deed.RATIOS, "16:9")),
        ("/set @mia:2", Asked(Deed.SHOW, Written("mia", 2))),
        ("show me version 2 of @mia", Asked(Deed.SHOW, Written("mia", 2))),
        ("go back to version 2 of @mia", Asked(Deed.USE, Written("mia", 2))),
        ("zeig mir Version 2 von @mia", Asked(Deed.SHOW, Written("mia", 2))),
        ("geh zurück zu Version 2 von @mia", Asked(Deed.USE, Written("mia", 2))),
        ("montre-moi la version 2 de @mia", Asked(Deed.SHOW, Written("mia", 2))),
        ("reviens à la version 2 de @mia", Asked(Deed.USE, Written("mia", 2))),
        ("muéstrame la versión 2 de @mia", Asked(Deed.SHOW, Written("mia", 2))),
        ("vuelve a la versión 2 de @mia", Asked(Deed.USE, Written("mia", 2))),
        ("/sets", Asked(Deed.LIST)),
    ],
)
def test_what_is_asked(words: str, meant: Asked) -> None:
    assert shipped().sets.asked(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "@mia in a café",
        "@mia",
        "save a cat from the rain",
        "show @mia on a beach",
        "share a meal with @mia",
        "delete the dog",
        "save this as a PNG",
        "call me maybe, album cover",
        'a sign that says "save this as @mia"',
        "write to save@mia.com",
        "/set count 2",
        "/set",
        "/settings",
        "my set is ready",
    ],
)
def test_what_is_a_request(words: str) -> None:
    assert shipped().sets.asked(words) is None


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("/sets fly @mia", UnknownDeed, id="no deed"),
        pytest.param("/set save", NameNeeded, id="no name"),
        pytest.param("/set save @../etc", BadName, id="a path"),
        pytest.param("/set save <b>@mia", BadName, id="markup"),
        pytest.param("/set show @" + "a" * 33, BadName, id="too long"),
    ],
)
def test_what_is_no_command(words: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        shipped().sets.asked(words)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("a mug for @acme", "a mug"),
        ("@acme: a mug", "a mug"),
        ("a mug in the style of @acme, at night", "a mug, at night"),
        ("a mug in @acme's colours", "a mug"),
        ("a mug and @acme", "a mug"),
        ("ein Becher in den Farben von @acme", "ein Becher"),
        ("une tasse aux couleurs de @acme", "une tasse"),
        ("una taza al estilo de @acme", "una taza"),
        ("a mug by @acme-2", "a mug by @acme-2"),
        ("a mug by @acme:1", "a mug by @acme:1"),
        ('a sign "for @acme"', 'a sign "for @acme"'),
    ],
)
def test_a_set_that_is_not_spoken_of(words: str, left: str) -> None:
    assert shipped().sets.instead("@acme", words) == left


@pytest.mark.parametrize(
    ("words", "is_manner"),
    [
        ("a mug for @acme", True),
        ("@acme: a mug", True),
        ("a mug in @acme style", True),
        ("ein Becher für @acme", True),
        ("@acme in a café", False),
        ("a mug and @acme", False),
        ("a portrait of @acme", False),
    ],
)
def test_a_set_may_be_a_manner(words: str, is_manner: bool) -> None:
    assert shipped().sets.manner("@acme", words) is is_manner


@pytest.mark.parametrize(
    ("text", "meant"),
    [("@Mia", Written("Mia")), ("mia:12", Written("mia", 12)), ("@Zoë-2", Written("Zoë-2"))],
)
def test_a_name_is_read(text: str, meant: Written) -> None:
    assert written(text) == meant


@pytest.mark.parametrize("text", ["", "@", "@2mia", "@mi a", "@mia!", "@mia:", "@a\u202eb", "@a\n"])
def test_what_is_no_name(text: str) -> None:
    with pytest.raises(BadName):
        written(text)


def test_names_are_one_however_they_are_written() -> None:
    assert {key_of(one) for one in ("Zoe", "ZOË", "zoe\u0308", "\uff5aoe")} == {"zoe"}
