"""What is asked for besides a look is named in the reply, or the request is declined."""

import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import made
from worker.engines.classical.asking import besides_the_look
from worker.engines.classical.order import Order
from worker.engines.classical.variant import make
from worker.engines.classical.words.beyond import Beyond


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("this cat in a forest in snow", ["a forest"]),
        ("put this cup on a beach at sunset", ["a beach"]),
        ("this cup on a mountain at night", ["a mountain"]),
        ("this woman as a queen in a castle, watercolour", ["a queen", "a castle"]),
        ("as a watercolour with a dragon", ["with a dragon"]),
        ("comic, wearing a hat", ["wearing a hat"]),
        ("diese Katze in einem Schloss bei Nacht", ["einem schloss"]),
        ("cette tasse sur une plage, la nuit", ["une plage"]),
        ("este gato en un bosque de noche", ["un bosque"]),
        ("watercolour of mountains", ["mountains"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_things_that_a_look_does_not_draw_are_named(words: str, things: list[str]) -> None:
    named = ", ".join(f"“{thing}”" for thing in things)
    note = f"not done: {named} (that needs a diffusion model)"
    assert note in besides_the_look(words).notes


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("dragon in watercolour", ["dragon"]),
        ("oil painting in the style of Klimt", ["klimt"]),
        ("diese Katze im Wald bei Nacht", ["im wald"]),
        ("on a rainy day in Paris", ["in paris"]),
        ("a cyberpunk city at night", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_words_that_changed_nothing_are_named(words: str, others: list[str]) -> None:
    assert [phrase.title for phrase in besides_the_look(words).others] == others


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("neon and low poly", "not also neon: one style at a time"),
        ("black and white comic", "not also comic: one style at a time"),
        ("at night in the rain", "not also rain: one mood at a time"),
    ],
)
def test_of_several_looks_it_is_said_which_is_not_taken(words: str, note: str) -> None:
    assert besides_the_look(words).notes == (note,)


@pytest.mark.parametrize(
    "words",
    [
        "my cat as an astronaut on the moon",
        "make it a painting of a dragon",
        "make it an oil painting of a dragon",
        "mach daraus ein Ölgemälde von einem Drachen",
        "fais-en une peinture à l'huile d'un dragon",
        "as a robot",
        "on the moon",
        "in a desert",
        "turn my cat into a lego figure",
        "make my cat a lego minifigure",
        "mach aus meiner Katze eine Lego-Figur",
        "transforme mon chat en une figurine lego",
    ],
)
def test_another_subject_is_no_look(words: str) -> None:
    with pytest.raises(Beyond, match=r"cannot draw “.*diffusion model"):
        made(landscape(64, 48), words)


def test_the_refusal_names_the_look_that_comes_near() -> None:
    with pytest.raises(Beyond, match=r"“a lego figure”.*name one \(“pixel art”"):
        made(landscape(64, 48), "turn my cat into a lego figure")


@pytest.mark.parametrize(
    "words",
    [
        "as a 1920s travel poster",
        "make it look like a Ghibli film please",
        "in the style of Van Gogh",
        "as a stained-glass window",
        "starry night by van Gogh",
        "noir with hard shadows",
        "comic with rain",
        "turn my dog into a watercolour",
        "a pencil sketch of this street",
        "turn the photo into a comic book page",
        "make it moody and dramatic, film noir",
        "give it a vintage feel with faded colours",
        "watercolour on thick paper with soft edges and bold outlines",
        "als Comic mit kräftigen Konturen",
        "children's book illustration",
        "like an old photograph from the 1970s",
        "mach ein Aquarellbild daraus",
        "en blanco y negro",
        "under the moon",
        "a foggy morning",
        "make us Simpsons characters",
        "in the style of lego",
        "as a comic figure",
        "make it a bit more dreamy",
    ],
)
def test_words_of_a_look_and_what_is_there_are_passed_over(words: str) -> None:
    assert besides_the_look(words).notes == ()


@pytest.mark.parametrize("intent", [Intent.RESTYLE, Intent.REFINE, Intent.VARY], ids=str)
def test_the_reply_says_it(intent: Intent) -> None:
    did = made(landscape(64, 48), "noir, with a dragon", intent).did
    assert did.endswith(", not done: “with a dragon” (that needs a diffusion model)")


def test_a_palette_says_what_else_was_asked_for() -> None:
    words = "use the second picture as style reference, a mountain at dusk"
    pictures = (landscape(64, 48), landscape(80, 60)[::-1])
    did = make(Order(1, Intent.REFINE, words, 0, 0.6, pictures)).did
    assert "of its style only the colours" in did
    assert "not done: “a mountain”" in did
    assert "“at dusk”" in did
