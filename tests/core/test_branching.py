"""Words that go back and on in one message."""

import pytest

from core.branching import parted
from tests.core.words import shipped

PARTED = {
    "step 2 as a pencil drawing": ("step 2", "as a pencil drawing"),
    "Step #2 as a Comic --n 1": ("Step #2", "as a Comic --n 1"),
    "step two, at night": ("step two", "at night"),
    "step 2 but warmer": ("step 2", "warmer"),
    "step 2 16:9": ("step 2", "16:9"),
    'step 2 with "HELLO" on it': ("step 2", 'with "HELLO" on it'),
    "branch from step 2: as pop art": ("branch from step 2", "as pop art"),
    "from step 2 make it red and blue": ("from step 2", "make it red and blue"),
    "from step 2: on a beach": ("from step 2", "on a beach"),
    "go back to step 2 and make it blue": ("go back to step 2", "make it blue"),
    "go back to step 2 and start again, at night": (
        "go back to step 2 and start again",
        "at night",
    ),
    "take the 2nd step and make it blue": None,  # of a staircase, perhaps
    "from the second step, make it darker": ("from the second step", "make it darker"),
    "undo that and make it blue": ("undo that", "make it blue"),
    "undo the last two, then as a comic": ("undo the last two", "as a comic"),
    "undo the cup and make it blue": ("undo the cup", "make it blue"),
    "the original but as a comic": ("the original", "as a comic"),
    "undo everything but make the sky blue": ("undo everything", "make the sky blue"),
    "undo that and make all but the cup blue": ("undo that", "make all but the cup blue"),
    "start over: draw a cat": ("start over", "draw a cat"),
    "upscale step 2": ("step 2", "upscale it"),
    "make step two a comic": ("step two", "make it a comic"),
    "remove the cup from step 2 please": ("step 2", "remove the cup please"),
    "make it blue but from step 2": ("step 2", "make it blue"),
    "Schritt 2 als Aquarell": ("Schritt 2", "als Aquarell"),
    "zurück zu Schritt 2 und mach es blau": ("zurück zu Schritt 2", "mach es blau"),
    "mach das rückgängig und mach es heller": ("mach das rückgängig", "mach es heller"),
    "verwandle Schritt 2 in ein Aquarell": ("Schritt 2", "verwandle es in ein Aquarell"),
    "mach aus Schritt zwei einen Comic": ("Schritt zwei", "mach daraus einen Comic"),
    "l'étape 2 en aquarelle": ("l'étape 2", "en aquarelle"),
    "reviens à l'étape 2 et rends-la bleue": ("reviens à l'étape 2", "rends-la bleue"),
    "annule et mets-la en noir et blanc": ("annule", "mets-la en noir et blanc"),
    "rends l'étape 2 plus chaude": ("l'étape 2", "rends l'image plus chaude"),
    "fais de l'étape 2 une aquarelle": ("l'étape 2", "fais en une aquarelle"),
    "el paso 2 como acuarela": ("el paso 2", "como acuarela"),
    "vuelve al paso 2 y hazlo azul": ("vuelve al paso 2", "hazlo azul"),
    "deshaz eso y hazlo más oscuro": ("deshaz eso", "hazlo más oscuro"),
    "convierte el paso 2 en acuarela": ("el paso 2", "convierte esto en acuarela"),
    "step 2": None,
    "go back to step 2, thanks": None,
    "go back to step 2, it was better": None,
    "undo that, it's too dark": None,
    "undo the cup but keep the lamp": None,
    "undo the lamp and the plant": None,
    "undo the lamp, then undo the plant": None,
    "undo everything but the lamp": None,
    "step 2 but keep the lamp": None,
    "step 2 of the dance": None,
    "step 2 of the recipe: mix the flour": None,
    "step 1: mix the flour, step 2: bake the cake": None,
    "step 2 and 3 side by side": None,
    "the second step as a comic": None,
    "a staircase with step 2 in red": None,
    "a man on step 2 as a comic": None,
    "write step 2 under it": None,
    "change the text to step 2": None,
    'a poster that says "undo" and "step 2"': None,
    "a staircase with three steps and a cat": None,
    "the last step of the dance, at night": None,
    "go back and forth": None,
    "go back in time, medieval city": None,
    "zurück in die Zukunft, Filmplakat": None,
    "make everything but the cup blue": None,
    "history of Rome as a mural": None,
}


@pytest.mark.parametrize(("words", "parts"), PARTED.items(), ids=PARTED)
def test_what_leads_there_and_what_goes_on(words: str, parts: tuple[str, str] | None) -> None:
    found = parted(words, shipped())
    assert (found and (found.back, found.on)) == parts


@pytest.mark.parametrize(
    ("words", "new"),
    [
        pytest.param("start over: draw a cat", True, id="drawn"),
        pytest.param("undo that, a castle in the fog", True, id="described"),
        pytest.param("undo that, as a comic, at night", False, id="a look"),
        pytest.param("start over from step 2 and draw a cat", False, id="from a step"),
    ],
)
def test_something_new_goes_on_from_nothing(words: str, new: bool) -> None:
    found = parted(words, shipped())
    assert found is not None
    assert found.new is new
