"""What people say is understood: by intent, by role, and with a reason that they can follow."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import Intent, Role
from core.contexts import Context, Replied
from core.intents import Understanding, understand
from core.prompts import Prompt, parse
from core.ratios import Ratio
from tests.core.words import HELD_OUT, TUNED, Labelled, labelled, shipped

HALVES = {"tuned": TUNED, "held out": HELD_OUT}  # only the second tells how strangers fare
LEAST = 0.95

WORDS = Context()
PICTURE = Context(images=1)
PICTURES = Context(images=3)
GRID = Context(reply=Replied.GRID)
SINGLE = Context(reply=Replied.SINGLE)
MASK = Context(images=1, mask=True)

# The same words mean different things in different contexts.
BY_CONTEXT = {
    "a scene, in words": ("a lighthouse at dusk", WORDS, Intent.IMAGINE, False),
    "a scene, with a picture": ("a lighthouse at dusk", PICTURE, Intent.REFINE, True),
    "a scene, in a mask": ("a red hat", MASK, Intent.EDIT, True),
    "a look, in words": ("golden hour", WORDS, Intent.IMAGINE, False),
    "a look, with a picture": ("golden hour", PICTURE, Intent.RESTYLE, True),
    "a look, in a mask": ("watercolor", MASK, Intent.EDIT, True),
    "a part, in words": ("blue eyes", WORDS, Intent.IMAGINE, False),
    "a part, with a picture": ("blue eyes", PICTURE, Intent.EDIT, True),
    "a title, in words": ("make it rain, hip hop album cover", WORDS, Intent.IMAGINE, False),
    "a title, with a picture": ("make it rain, oil painting", PICTURE, Intent.RESTYLE, True),
    "a turn, in words": ("turn of the century factory workers", WORDS, Intent.IMAGINE, False),
    "a possessive, in words": ("yesterday's newspaper on a bench", WORDS, Intent.IMAGINE, False),
    "a command, in words": ("remove the background", WORDS, Intent.CUTOUT, True),
    "a command about a prop": ("a cat removing its hat", WORDS, Intent.IMAGINE, False),
    "motion, in words": ("a video of a wave", WORDS, Intent.ANIMATE, False),
    "motion, with a picture": ("animate it", PICTURE, Intent.ANIMATE, True),
    "nothing, with a picture": ("", PICTURE, Intent.VARY, True),
    "nothing, in a reply": ("", GRID, Intent.VARY, True),
    "nothing, with a mask": ("", MASK, Intent.EDIT, True),
    "a number, in a reply": ("2", GRID, Intent.REFINE, True),
    "several pictures": ("at a picnic", PICTURES, Intent.REFINE, True),
    "a fresh start in a reply": ("new picture: a cat", SINGLE, Intent.IMAGINE, False),
    "a courtesy, with a picture": ("thanks!", PICTURE, Intent.VARY, True),
    "a courtesy before a request": ("wow, thanks! Make it night", SINGLE, Intent.RESTYLE, True),
    "haste before a request": ("quick: make it noir", PICTURE, Intent.RESTYLE, True),
    "courtesies around a request": (
        "please turn this into a watercolor for me asap",
        PICTURE,
        Intent.RESTYLE,
        True,
    ),
    "a please within": ("zeig mir bitte noch mehr davon", GRID, Intent.VARY, True),
    "a remark before a request": ("It's too small. Upscale it", SINGLE, Intent.UPSCALE, True),
    "a remark and a comma": ("too small, can you upscale it", SINGLE, Intent.UPSCALE, True),
    "a remark alone": ("it's too dark", SINGLE, Intent.EDIT, True),
    "what the picture is before a request": (
        "old family photo, fix the scratches",
        PICTURE,
        Intent.EDIT,
        True,
    ),
    "two wishes": ("remove the background and make it 4K", PICTURE, Intent.CUTOUT, True),
    "two wishes, the other way round": (
        "upscale it and remove the watermark",
        PICTURE,
        Intent.UPSCALE,
        True,
    ),
    "motion of the frame": ("zoom out, animate", PICTURE, Intent.ANIMATE, True),
    "a vague verb with a hint": ("I'd love to see this moving", SINGLE, Intent.ANIMATE, True),
    "a hint in a long scene": (
        "a man who watches a gif on a phone in a cafe by the sea at noon",
        PICTURE,
        Intent.REFINE,
        True,
    ),
    "looks compared": ("compare styles for this photo", PICTURE, Intent.COMPARE, True),
    "looks of the latest": ("compare styles", WORDS, Intent.COMPARE, True),
    "named looks": ("compare oil and comic and noir", PICTURE, Intent.COMPARE, True),
    "named looks of the latest": (
        "compare comic, oil, noir and pixel art",
        WORDS,
        Intent.COMPARE,
        True,
    ),
    "named looks, in German": ("vergleiche Öl, Comic und Aquarell", WORDS, Intent.COMPARE, True),
    "named looks of a new picture": (
        "compare a castle in oil and comic",
        WORDS,
        Intent.COMPARE,
        False,
    ),
    "motion in German": ("lass es schneien und schwenke nach links", PICTURE, Intent.ANIMATE, True),
    "a clip in German": ("sanft einzoomen mit Schnee, 5 Sekunden", PICTURE, Intent.ANIMATE, True),
    "motion in French": ("fais neiger et zoome lentement", PICTURE, Intent.ANIMATE, True),
    "motion in Spanish": ("paneo a la izquierda con lluvia", PICTURE, Intent.ANIMATE, True),
    "a length": ("snow, 5 seconds", PICTURE, Intent.ANIMATE, True),
    "falling and panning": ("make it snow and pan left", PICTURE, Intent.ANIMATE, True),
    "weather alone": ("lass es schneien", PICTURE, Intent.RESTYLE, True),
    "zooming out alone": ("zoom raus", PICTURE, Intent.REFRAME, True),
    "looks of new pictures": ("compare styles: a lighthouse", WORDS, Intent.COMPARE, False),
    "a chart": ("a comparison chart of whales", WORDS, Intent.IMAGINE, False),
    "the past": ("what did I make yesterday", WORDS, Intent.RECALL, False),
    "models": ("flux vs sdxl: a teapot", WORDS, Intent.COMPARE, False),
}
ROLES = {
    "a draft": ("rough ideas for a logo", WORDS, Role.EXPLORE, True, False),
    "a draft of an edit": ("quickly remove the dog", PICTURE, Role.EXPLORE, True, False),
    "a draft of a new look": ("a quick test as watercolor", PICTURE, Role.EXPLORE, True, False),
    "delivery": ("a village in 4K", WORDS, Role.HIRES, False, True),
    "delivery of a reference": (
        "this mug on a table, final version",
        PICTURE,
        Role.HIRES,
        False,
        True,
    ),
    "decoration": (
        "village, 4k, highly detailed, octane render, in 8k",
        WORDS,
        Role.EXPLORE,
        False,
        False,
    ),
    "no delivery of an edit": ("remove the dog, for print", PICTURE, Role.EDIT, False, True),
    "a scene in motion": ("a short film about a keeper", WORDS, Role.CINEMATIC, False, False),
    "a camera": ("slow dolly in", PICTURE, Role.CINEMATIC, False, False),
    "what is compared": ("remove the background on all models", PICTURE, Role.EDIT, False, False),
    "a clip that is compared": ("animate this on all models", PICTURE, Role.ANIMATE, False, False),
}
REASONS = {
    "words in the person's spelling": (
        "Make it look like a Van Gogh painting",
        PICTURE,
        "you asked for another look of the whole picture (“Make it look like a Van Gogh painting”)",
    ),
    "words with accents": ("enlève le fond", PICTURE, "without its background (“enlève le fond”)"),
    "the object of a verb": (
        "Could you make the sky purple please?",
        PICTURE,
        "a change within the picture (“make the sky purple”)",
    ),
    "up to the comma": ("remove the dog, it is ugly", PICTURE, "(“remove the dog”)"),
    "the name of a variant": ("make 2 darker", GRID, "(“make 2 darker”)"),
    "a choice": ("1 and 4", GRID, "you chose 1 and 4"),
    "several pictures": ("at a picnic", PICTURES, "you gave 3 pictures and a scene for them"),
    "no words": ("", PICTURE, "you gave a picture without words"),
    "only words": ("a lighthouse", WORDS, "you described a picture in words"),
    "a mask": ("a red hat", MASK, "you marked a part of the picture"),
    "a draft": ("rough draft of a logo", WORDS, "as a draft (“rough”)"),
    "delivery": ("a logo in 4K", WORDS, "ready for delivery (“in 4K”)"),
}


def asked(text: str, context: Context) -> Understanding:
    return understand(parse(text, shipped().asides), context, shipped())


def share(said: Iterable[Labelled], right: Callable[[Labelled, Understanding], bool]) -> float:
    results = [right(each, asked(each.text, each.context)) for each in said]
    return sum(results) / len(results)


def report(what: str, half: str, right: Callable[[Labelled, Understanding], bool]) -> float:
    """The share of `half` that is understood, printed with that of each of its sets."""
    for name in HALVES[half]:
        print(f"{what}, {name} ({len(labelled(name))}): {share(labelled(name), right):.1%}")
    said = labelled(*HALVES[half])
    accuracy = share(said, right)
    print(f"{what}, all {half} ({len(said)}): {accuracy:.1%}")
    return accuracy


@pytest.mark.parametrize("half", HALVES)
def test_intents_are_understood(half: str) -> None:
    assert report("intent", half, lambda said, got: got.intent == said.intent) >= LEAST


@pytest.mark.parametrize("half", HALVES)
def test_roles_are_understood(half: str) -> None:
    assert report("role", half, lambda said, got: got.role == said.role) >= LEAST


def test_the_sets_are_large_and_share_nothing() -> None:
    tuned, held_out = (
        {(each.text, each.context) for each in labelled(*names)} for names in HALVES.values()
    )
    assert min(len(tuned), len(held_out)) >= 600
    assert not tuned & held_out


@pytest.mark.parametrize("names", HALVES.values(), ids=HALVES)
@pytest.mark.parametrize("intent", Intent, ids=str)
def test_each_half_has_every_intent(names: tuple[str, ...], intent: Intent) -> None:
    assert sum(each.intent == intent for each in labelled(*names)) >= 5


@pytest.mark.parametrize(
    ("text", "context", "intent", "needs_picture"), BY_CONTEXT.values(), ids=BY_CONTEXT
)
def test_the_context_decides(
    text: str, context: Context, intent: Intent, needs_picture: bool
) -> None:
    got = asked(text, context)
    assert (got.intent, got.needs_picture) == (intent, needs_picture)


@pytest.mark.parametrize(
    ("text", "context", "role", "draft", "delivery"), ROLES.values(), ids=ROLES
)
def test_the_role_follows(
    text: str, context: Context, role: Role, draft: bool, delivery: bool
) -> None:
    got = asked(text, context)
    assert (got.role, got.draft, got.delivery) == (role, draft, delivery)


@pytest.mark.parametrize(("text", "context", "reason"), REASONS.values(), ids=REASONS)
def test_the_reason_quotes_what_was_said(text: str, context: Context, reason: str) -> None:
    assert reason in asked(text, context).reason


def test_a_long_cue_is_cut() -> None:
    reason = asked("what if it were a very, very old and terribly faded polaroid", PICTURE).reason
    assert reason.endswith("…”)")
    assert len(reason) < 120


@pytest.mark.parametrize(
    "text",
    ["let it burn, album cover", "Yesterday's news - vintage ad", "make it snow. travel poster"],
    ids=["a comma", "a dash", "a full stop"],
)
def test_a_motto_with_a_kind_of_picture_is_imagined(text: str) -> None:
    assert asked(text, WORDS).intent is Intent.IMAGINE


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("remove the background, product photo", Intent.CUTOUT),
        ("make it rain, album cover, crop it to a square", Intent.RESTYLE),
        ("make it a poster", Intent.RESTYLE),
        ("what did I make yesterday, the fox poster", Intent.RECALL),
        ("flux vs sdxl: vintage poster", Intent.COMPARE),
        ("a video of rain, pixel art", Intent.ANIMATE),
    ],
    ids=["a part of a picture", "a wish behind it", "no motto", "the past", "models", "motion"],
)
def test_a_kind_of_picture_behind_a_wish_changes_nothing(text: str, intent: Intent) -> None:
    assert asked(text, WORDS).intent is intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("make everything except the blue cup black and white", Intent.EDIT),
        ("turn all but the sky into a watercolour", Intent.EDIT),
        ("alles außer dem Gesicht als Bleistiftzeichnung", Intent.EDIT),
        ("tout sauf le ciel en aquarelle", Intent.EDIT),
        ("todo menos el cielo como acuarela", Intent.EDIT),
        ("make everything black and white", Intent.RESTYLE),
        ("turn all of it into a watercolour", Intent.RESTYLE),
    ],
)
def test_a_look_for_all_but_a_place_is_an_edit(text: str, intent: Intent) -> None:
    assert asked(text, PICTURE).intent is intent


def test_the_selection_leaves_the_words() -> None:
    got = asked("2 but at night", GRID)
    assert (got.intent, got.selection, got.words) == (Intent.RESTYLE, (2,), "at night")


def test_a_single_result_has_no_variants_to_choose() -> None:
    assert asked("2 cats", SINGLE).selection == ()


def test_numbers_are_no_variants_where_pictures_are_attached() -> None:
    got = asked("use image 1's style on image 2", PICTURES)
    assert (got.intent, got.selection) == (Intent.REFINE, ())


@pytest.mark.parametrize(
    ("text", "context"),
    [("make it in 16:9", GRID), ("--ar 16:9", GRID), ("2 in 16:9", GRID), ("--ar 1:1", PICTURE)],
    ids=["a verb and a ratio", "a flag", "a variant and a ratio", "a flag and a picture"],
)
def test_a_ratio_is_a_frame_where_nothing_else_is_said(text: str, context: Context) -> None:
    assert asked(text, context).intent is Intent.REFRAME


def test_a_ratio_beside_an_edit_is_a_setting() -> None:
    assert asked("remove the dog, 16:9", PICTURE).intent is Intent.EDIT


def test_quoted_words_are_no_request() -> None:
    assert asked('change the text to "remove the background"', PICTURE).intent is Intent.EDIT
    assert asked('a sign that says "animate this"', WORDS).intent is Intent.IMAGINE


def test_the_model_changes_nothing() -> None:
    plain, named = (understand(Prompt("at night", model=m), GRID, shipped()) for m in (None, "x"))
    assert plain == named


def test_words_alone_are_a_prompt_too() -> None:
    assert understand("make it night", PICTURE, shipped()).intent is Intent.RESTYLE
    ratio = Prompt("", ratio=Ratio(1, 1))
    assert understand(ratio, PICTURE, shipped()).intent is Intent.REFRAME


contexts = st.builds(
    Context, images=st.integers(0, 10), reply=st.sampled_from(Replied), mask=st.booleans()
)


@pytest.mark.parametrize("text", ["eh, " * 1000, "too small, " * 300, "make it and add " * 200])
def test_long_chains_are_understood(text: str) -> None:
    assert asked(text[:4000], PICTURE).needs_picture


@given(text=st.text(max_size=120), context=contexts)
def test_anything_is_understood_somehow(text: str, context: Context) -> None:
    got = understand(text, context, shipped())
    assert got.reason
    assert all(1 <= variant <= 9 for variant in got.selection)
