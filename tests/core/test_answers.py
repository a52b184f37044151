"""What a person reads about a job, in whatever state it is."""

import re
from dataclasses import replace

import pytest

from core.actions import Action, Verb
from core.answers import (
    DONE,
    LONGEST_QUOTE,
    WORKING,
    answer,
    file_size,
    opened,
    original,
    refusal,
    step,
)
from core.buttons import button
from core.catalogue import Catalogue, Intent
from core.detailing import details
from core.errors import PictureNeeded
from core.jobs import Deep, Failure, Job, State, Variant
from core.prompts import Prompt
from core.recipes import Recipe
from core.replies import Kind, Reply
from core.serving import AWAITED
from core.steps import Step, Way
from tests.core.cards import CATALOGUE, PAINTER, SKETCHER
from tests.core.results import described, done, in_state, variants
from tests.values import asset, job

LONG = "a lighthouse in a storm " * 40
INSIDE = re.compile(r"[{}]|Intent\.|State\.|Kind\.|\bNone\b|<[a-z]")


def details_of(job: Job, catalogue: Catalogue) -> Reply:
    """Details of a job that goes on from nothing."""
    return details(job, Way((Step(job, 1),)), catalogue)


def said(reply: Reply) -> str:
    """Everything in a reply that a person reads."""
    alts = [picture.alt for picture in (*reply.shown, *reply.files)]
    return "\n".join([reply.text, *reply.lines, *alts])


@pytest.mark.parametrize("state", State, ids=str)
@pytest.mark.parametrize("intent", Intent, ids=str)
def test_every_state_of_every_intent_has_a_reply(intent: Intent, state: State) -> None:
    one = in_state(state)
    reply = answer(replace(one, spec=replace(one.spec, intent=intent)), CATALOGUE)
    assert reply.job == one.id
    assert reply.text[0].isupper()
    assert reply.rows
    assert not INSIDE.search(said(reply))
    for row in reply.rows:
        assert all(Action.unpack(button.action).job == one.id for button in row)


@pytest.mark.parametrize(
    ("job", "kind", "text"),
    [
        pytest.param(in_state(State.QUEUED), Kind.WORKING,
                     "Changing the look: “as a watercolour” …", id="queued"),
        pytest.param(in_state(State.RUNNING), Kind.WORKING,
                     "Changing the look: “as a watercolour” …", id="running"),
        pytest.param(done(), Kind.RESULT, "Restyled: “as a watercolour”", id="done"),
        pytest.param(done(prompt=Prompt(""), intent=Intent.CUTOUT), Kind.RESULT, "Cut out",
                     id="without words"),
        pytest.param(described(), Kind.RESULT, "A lighthouse at dusk.", id="words"),
        pytest.param(in_state(State.CANCELLED), Kind.NOTICE, "Cancelled: “as a watercolour”.",
                     id="cancelled"),
        pytest.param(in_state(State.FAILED), Kind.ERROR,
                     "This needs more memory than the worker has.", id="failed"),
    ],
)  # fmt: skip
def test_the_sentence_that_is_read_first(job: Job, kind: Kind, text: str) -> None:
    reply = answer(job, CATALOGUE)
    assert (reply.kind, reply.text) == (kind, text)


def test_an_intent_has_its_own_words() -> None:
    assert list(WORKING) == list(DONE) == list(Intent)
    assert len(set(WORKING.values())) == len(set(DONE.values())) == len(Intent)
    assert all(re.fullmatch(r"[A-Z][a-z]+ing( [a-z]+)*", words) for words in WORKING.values())
    assert all(re.fullmatch(r"[A-Z][a-z]+( out)?", words) for words in DONE.values())


def test_a_failure_names_its_error() -> None:
    assert answer(in_state(State.FAILED), CATALOGUE).error == "OutOfMemory"


def test_the_small_print_of_a_result() -> None:
    one = done(did="watercolour, wet wash", notes=("turned upright", "done to all 4"))
    assert answer(one, CATALOGUE).lines == (
        "consistent · Easel Classical · you asked for a look · 2.1 s",
        "watercolour, wet wash",
        "turned upright",
        "done to all 4",
    )


@pytest.mark.parametrize(
    ("commercial", "recipe", "told"),
    [
        pytest.param(False, True, ["Painter: Research. Not for commercial use."], id="forbidden"),
        pytest.param(True, True, [], id="allowed"),
        pytest.param(False, False, [], id="it was not the model that made it"),
    ],
)
def test_a_licence_against_commercial_use_is_told(
    commercial: bool, recipe: bool, told: list[str]
) -> None:
    limits = {"licence": "Research", "licence_note": "Not for commercial use."}
    extra = {"preview": "painters/small"}
    card = replace(PAINTER, engine="diffusion", commercial=commercial, extra=extra, **limits)
    one = done(2)
    ran = Recipe(card.source, "r", "P", "", 1, "bf16", "cpu", ())
    variants = tuple(replace(each, recipe=ran if recipe else None) for each in one.variants)
    made = replace(one, spec=replace(one.spec, model="painter"), variants=variants)
    lines = answer(made, Catalogue((card,))).lines
    assert [line for line in lines if line.startswith("Painter:")] == told


def test_what_was_done_is_told_once_for_each_way() -> None:
    one = done(2)
    both = (replace(one.variants[0], did="wet wash"), replace(one.variants[1], did="dry brush"))
    assert answer(replace(one, variants=both), CATALOGUE).lines[1] == "wet wash; dry brush"


def test_seconds_are_told_when_it_is_done() -> None:
    assert answer(job(), CATALOGUE).lines == (
        "consistent · Easel Classical · you asked for a look",
    )


def test_what_never_ran_took_no_time() -> None:
    cancelled = in_state(State.CANCELLED)
    assert answer(cancelled, CATALOGUE).lines[0].endswith("you asked for a look")
    assert "Seed 7, strength 0.6, 4 variants" in details_of(cancelled, CATALOGUE).lines


def test_a_failure_says_who_failed_and_praises_nobody() -> None:
    lines = answer(in_state(State.FAILED), CATALOGUE).lines
    assert lines == ("consistent · Easel Classical",)


@pytest.mark.parametrize(
    ("name", "rows"), [("CannotDo", 0), ("AgainstRules", 0), ("OutOfMemory", 1)]
)
def test_what_a_model_cannot_do_is_not_offered_again(name: str, rows: int) -> None:
    failed = replace(in_state(State.FAILED), failure=Failure(name, "It cannot."))
    assert len(answer(failed, CATALOGUE).rows) == rows


@pytest.mark.parametrize(
    ("did", "line"),
    [
        (["noir", "noir"], "noir"),
        (
            ["vivid, sky, 9 % changed", "dusky, sky, 9 % changed"],
            "vivid; dusky; all: sky, 9 % changed",
        ),
        (["oil, warm", "pencil, cool"], "oil, warm; pencil, cool"),
        (["9 % changed", "vivid, 9 % changed"], "9 % changed; vivid, 9 % changed"),
        (["oil, vivid, warm", "oil, dusky, warm"], "oil: vivid; dusky; all: warm"),
        (
            [
                "drew: cabin; left out: neon, boat; poster",
                "drew: sea; left out: neon, boat; poster",
            ],
            "drew: cabin; drew: sea; all: left out: neon, boat; poster",
        ),
        (
            ["drew: cabin; left out: fox, boat", "drew: sea; left out: boat"],
            "drew: cabin; left out: fox, boat; drew: sea; left out: boat",
        ),
        (
            [
                "drew: boat, sea, dawn, calm; poster, in blue",
                "drew: boat, sea, fog, calm; poster, in blue",
            ],
            "drew: boat, sea: dawn; fog; all: calm; poster, in blue",
        ),
        (
            ["drew: boat, dawn; left out: fox", "drew: boat, fog; left out: cat"],
            "drew: boat, dawn; left out: fox; drew: boat, fog; left out: cat",
        ),
    ],
    ids=[
        "the same",
        "a common end",
        "nothing in common",
        "one is only the end",
        "a common beginning, too",
        "a list under a heading",
        "lists that end alike",
        "the rest of one list",
        "lists that begin alike",
    ],
)
def test_what_all_variants_share_is_said_once(did: list[str], line: str) -> None:
    finished = done()
    variants = [
        replace(finished.variants[0], index=number, did=one) for number, one in enumerate(did, 1)
    ]
    assert answer(replace(finished, variants=tuple(variants)), CATALOGUE).lines[1] == line


def test_a_model_that_left_the_catalogue_keeps_its_name() -> None:
    without = Catalogue((SKETCHER,))
    assert "· classical ·" in answer(done(), without).lines[0]
    assert "Model: classical (no longer in the catalogue)" in details_of(done(), without).lines


def test_a_grid_is_shown_and_every_original_is_kept() -> None:
    one = done(4)
    reply = answer(one, CATALOGUE)
    assert [picture.asset for picture in reply.shown] == [one.grid]
    assert [picture.variant for picture in reply.shown] == [0]
    assert [picture.asset for picture in reply.files] == [each.asset for each in one.variants]
    assert [picture.variant for picture in reply.files] == [1, 2, 3, 4]
    assert len({picture.name for picture in (*reply.shown, *reply.files)}) == 5


def test_a_grid_is_told_in_words() -> None:
    told = "Grid. Variant 1: wet wash; Variant 2: wet wash"
    assert answer(done(2, did="wet wash"), CATALOGUE).shown[0].alt == told


def test_a_single_result_is_shown_itself() -> None:
    reply = answer(done(1), CATALOGUE)
    assert reply.shown == reply.files
    assert reply.shown[0].asset == asset("result 1")


def test_nine_variants() -> None:
    reply = answer(done(9), CATALOGUE)
    assert len(reply.files) == 9
    assert len(reply.rows) == 10


@pytest.mark.parametrize(
    ("job", "alt"),
    [
        pytest.param(done(1, did="wet wash"), "Variant 1: wet wash", id="what was done"),
        pytest.param(replace(done(1), variants=variants(1, label="noir")), "Variant 1: noir",
                     id="what it competes as"),
        pytest.param(done(1), "Variant 1: as a watercolour", id="the words"),
        pytest.param(done(1, prompt=Prompt("a {red|blue} fox", ("a red fox", "a blue fox"))),
                     "Variant 1: a red fox", id="its permutation"),
        pytest.param(done(1, prompt=Prompt("")), "Variant 1", id="nothing to say"),
    ],
)  # fmt: skip
def test_a_picture_is_told_in_words(job: Job, alt: str) -> None:
    assert answer(job, CATALOGUE).files[0].alt == alt


@pytest.mark.parametrize("reply", [
    pytest.param(answer(done(9, prompt=Prompt(LONG)), CATALOGUE), id="result"),
    pytest.param(answer(job(prompt=Prompt(LONG)), CATALOGUE), id="working"),
    pytest.param(opened(done(prompt=Prompt(LONG)), variants(1)[0], ()), id="opened"),
])  # fmt: skip
def test_long_words_are_shortened(reply: Reply) -> None:
    assert "…" in reply.text
    assert len(reply.text) < LONGEST_QUOTE + 30
    assert all(len(picture.alt) < 9 * (LONGEST_QUOTE + 20) for picture in reply.shown)
    assert LONG.strip() not in said(reply)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        pytest.param("a\nfox\t  here", "a fox here", id="lines become spaces"),
        pytest.param("x" * LONGEST_QUOTE, "x" * LONGEST_QUOTE, id="just short enough"),
        pytest.param("x" * (LONGEST_QUOTE + 1), "x" * (LONGEST_QUOTE - 1) + "…", id="too long"),
        pytest.param("{words} %s", "{words} %s", id="braces stay"),
    ],
)
def test_words_are_quoted_in_one_line(words: str, quoted: str) -> None:
    assert answer(done(prompt=Prompt(words)), CATALOGUE).text == f"Restyled: “{quoted}”"


class TestOpening:
    """One variant at full size."""

    def test_one_of_a_grid(self) -> None:
        one = done(4, did="wet wash")
        rows = ((button(Verb.EDIT, one, 3),),)
        reply = opened(one, one.variants[2], rows)
        assert reply.text == "3 of 4: “as a watercolour”"
        assert reply.lines == ("wet wash", "64 x 48 px, seed 9")
        assert [picture.asset for picture in reply.shown] == [asset("result 3")]
        assert reply.rows == rows

    def test_the_only_one(self) -> None:
        one = done(1)
        assert opened(one, one.variants[0], ()).text == "Full size: “as a watercolour”"

    @pytest.mark.parametrize(
        ("count", "text"),
        [
            pytest.param(4, "The original file of 1: “as a watercolour”", id="of a grid"),
            pytest.param(1, "The original file: “as a watercolour”", id="the only one"),
        ],
    )
    def test_the_original_file(self, count: int, text: str) -> None:
        one = done(count)
        reply = original(one, one.variants[0])
        assert (reply.text, reply.lines) == (text, ("64 x 48 px, 1 kB",))
        assert [picture.exact for picture in (*reply.shown, *reply.files)] == [True, True]

    def test_the_original_file_of_what_is_deeper(self) -> None:
        one = done(1)
        deep = asset("result 1", deep=Deep("d" * 64, 48_000_000, 16, "Display P3"))
        reply = original(one, replace(one.variants[0], asset=deep))
        assert reply.lines == ("64 x 48 px, 48.0 MB, 16 bits a channel, Display P3",)


BEHIND = replace(
    Recipe.behind("example.org", "painter-1", "images/edits", 2, "64x48"), seeded=False
)
RECIPE = Recipe(
    model="maker/model",
    revision="abc",
    pipeline="SomePipeline",
    scheduler="SomeScheduler",
    bucket=8,
    precision="bfloat16",
    device="cuda",
    versions=("torch 2.13.0",),
    steps=4,
    guidance=2.5,
)
PAINTED = replace(RECIPE, call=("strength 0.9999",))


class TestDetails:
    """Where a result came from, so that it can be made again."""

    def test_every_parameter_of_the_day(self) -> None:
        lines = details_of(done(2, did="wet wash"), CATALOGUE).lines
        assert lines == (
            "Words: as a watercolour",
            "Intent: restyle, role: consistent, because you asked for a look",
            "Model: Easel Classical (maker/classical)",
            "Licence: Apache-2.0. Free for any use.",
            "Seed 7, strength 0.6, 2 variants, 2.1 s",
            "1: wet wash, 64 x 48 px, seed 7",
            "2: wet wash, 64 x 48 px, seed 8",
            f"Job {done().id}",
        )

    def test_what_it_costs_and_to_whom_pictures_go(self) -> None:
        card = replace(CATALOGUE.card("classical"), price="A cent.", privacy="To Example.")
        lines = details_of(done(1), Catalogue((card,))).lines
        assert lines[4:6] == ("Price: A cent.", "Privacy: To Example.")

    @pytest.mark.parametrize(
        ("job", "line"),
        [
            pytest.param(done(1), "Seed 7, strength 0.6, 1 variant, 2.1 s", id="one variant"),
            pytest.param(job(), "Seed 7, strength 0.6, 4 variants", id="not yet made"),
            pytest.param(replace(done(1), attempts=2),
                         "Seed 7, strength 0.6, 1 variant, 2.1 s, attempt 2", id="second attempt"),
            pytest.param(replace(done(1), attempts=3),
                         "Seed 7, strength 0.6, 1 variant, 2.1 s, attempt 3", id="third attempt"),
            pytest.param(done(1, prompt=Prompt("")), "Words: none", id="no words"),
            pytest.param(replace(done(1), variants=(Variant(1, 7, asset(), "did", "noir"),)),
                         "1: noir, 64 x 48 px, seed 7", id="contender"),
            pytest.param(replace(done(1), variants=(Variant(1, 7, asset(), recipe=RECIPE),)),
                         "Run: SomePipeline, weights abc, 4 steps, guidance 2.5, SomeScheduler, "
                         "passes of 8, bfloat16 on cuda, torch 2.13.0", id="model"),
            pytest.param(replace(done(1), variants=(Variant(1, 7, asset(), recipe=PAINTED),)),
                         "Seed 7, 1 variant, 2.1 s", id="as far as its run says"),
            pytest.param(replace(done(1), variants=(Variant(1, 7, asset(), recipe=BEHIND),)),
                         "Run: painter-1 at example.org, images/edits, asked for 64x48, 2 at once, "
                         "which takes no seed; whether it makes the same again is up to the "
                         "service",
                         id="service"),
        ],
    )  # fmt: skip
    def test_a_line(self, job: Job, line: str) -> None:
        assert line in details_of(job, CATALOGUE).lines

    def test_a_result_of_its_own_has_no_chain(self) -> None:
        assert "Where it came from" not in said(details_of(done(), CATALOGUE))

    def test_the_same_can_be_asked_for_again(self) -> None:
        assert [[one.label for one in row] for row in details_of(done(), CATALOGUE).rows] == [
            ["Again exactly", "With other words…", "On another picture…"],
            ["Tree", "Export"],
        ]
        assert details_of(in_state(State.FAILED), CATALOGUE).rows == ()

    def test_a_result_that_was_made_again_says_whether_it_is_the_same(self) -> None:
        job = done()
        again = replace(job, spec=replace(job.spec, repeats=job.variants))
        assert answer(again, CATALOGUE).lines[-1] == "the same bytes as before"

    def test_steps_are_short(self) -> None:
        assert len(step(done(prompt=Prompt(LONG)))) < LONGEST_QUOTE + 20


def test_a_refusal_is_the_sentence_of_the_error() -> None:
    reply = refusal(PictureNeeded())
    told = "I need a picture for that: attach one, or reply to a result."
    assert reply == Reply(Kind.ERROR, told, error="PictureNeeded")


def test_what_waits_can_be_cancelled_and_what_failed_tried_again() -> None:
    verbs = {
        state: {
            Action.unpack(one.action).verb
            for row in answer(in_state(state), CATALOGUE).rows
            for one in row
        }
        for state in State
        if state is not State.DONE
    }
    assert verbs == {
        State.QUEUED: {Verb.CANCEL},
        State.RUNNING: {Verb.CANCEL},
        State.CANCELLED: {Verb.RETRY},
        State.FAILED: {Verb.RETRY},
    }


@pytest.mark.parametrize(
    ("size", "told"),
    [(1, "1 kB"), (469_000, "469 kB"), (1_000_000, "1.0 MB"), (60_000_000, "60.0 MB")],
)
def test_sizes_are_told_as_people_read_them(size: int, told: str) -> None:
    assert file_size(size) == told


@pytest.mark.parametrize("marked", [True, False])
def test_what_a_check_marked_is_hidden_and_so_is_its_grid(marked: bool) -> None:
    made = done(4)
    first = replace(made.variants[0], marked=marked)
    job = replace(made, variants=(first, *made.variants[1:]), notes=("marked 1 of 4",))
    reply = answer(job, CATALOGUE)
    assert [picture.hidden for picture in reply.files] == [marked, False, False, False]
    assert [picture.hidden for picture in reply.shown] == [marked]
    assert "marked 1 of 4" in reply.lines


@pytest.mark.parametrize(("state", "told"), [(State.QUEUED, True), (State.DONE, False)])
def test_that_a_worker_is_awaited_is_told_until_it_begins(state: State, told: bool) -> None:
    one = in_state(state)
    lines = answer(replace(one, spec=replace(one.spec, notes=(AWAITED, "Hm."))), CATALOGUE).lines
    assert (AWAITED in lines, "Hm." in lines) == (told, True)
