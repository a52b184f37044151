"""Words that go on from a result find the one that is meant."""

import pytest

from core.actions import Verb
from core.answers import answer
from core.catalogue import Intent, Role
from core.jobs import Lineage, State
from core.replies import Kind
from core.targets import NEW, TAKEN
from tests.core.cards import CATALOGUE
from tests.core.talk import Talk, job_of, labels, photo, reply_of


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def test_the_latest_result_is_the_one_that_is_meant(talk: Talk) -> None:
    await talk.made("make it a watercolour")
    second = await talk.made("make it an oil painting")
    job = await talk.begin("make the sky purple")
    assert job.spec.lineage == Lineage(second.id, (1, 2, 3, 4), "edit")


@pytest.mark.parametrize(
    ("words", "variants"),
    [
        pytest.param("make the sky purple", (3,), id="the one that it shows"),
        pytest.param("2 but make the sky purple", (2,), id="another one"),
    ],
)
async def test_a_reply_to_one_variant_goes_on_from_that(
    talk: Talk, words: str, variants: tuple[int, ...]
) -> None:
    made = await talk.made()
    job = await talk.begin(words, reply_to=made.id, variant=3)
    assert job.spec.lineage == Lineage(made.id, variants, "edit")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("SUMMER FESTIVAL should say SOMMERFEST", id="en"),
        pytest.param("SUMMER FESTIVAL soll SOMMERFEST heißen", id="de"),
        pytest.param("SUMMER FESTIVAL devrait dire FÊTE", id="fr"),
        pytest.param("SUMMER FESTIVAL debería decir FIESTA", id="es"),
        pytest.param("12 € should be 15 €", id="a price"),
        pytest.param("it should say OPEN", id="the only line"),
    ],
)
async def test_what_lettering_should_say_is_of_the_latest_result(talk: Talk, words: str) -> None:
    made = await talk.made("make it a watercolour")
    job = await talk.begin(words)
    assert (job.spec.intent, job.spec.lineage and job.spec.lineage.job) == (Intent.EDIT, made.id)


async def test_a_new_sign_with_words_in_capitals_is_no_change(talk: Talk) -> None:
    await talk.made("make it a watercolour")
    job = await talk.begin("a neon sign on a wall that says OPEN LATE")
    assert job.spec.intent is Intent.IMAGINE


async def test_named_looks_are_compared_on_the_latest_result(talk: Talk) -> None:
    made = await talk.made("make it a watercolour")
    job = await talk.begin("compare comic, oil, noir, watercolour, neon and pixel art")
    assert job.spec.intent is Intent.COMPARE
    assert job.spec.inputs == (made.variants[0].asset,)


@pytest.mark.parametrize(
    "words",
    [
        "compare noir and oil",
        "noir vs oil",
        "compare these looks on it: noir, oil",
        "show me it in noir and in oil",
        "compare noir and oil on this",
    ],
)
@pytest.mark.parametrize("named", [True, False], ids=["reply", "no reply"])
async def test_two_looks_are_compared_on_the_latest_result(
    talk: Talk, words: str, named: bool
) -> None:
    made = await talk.made()
    spec = (await talk.begin(words, reply_to=made.id if named else "")).spec
    assert (spec.intent, spec.contenders) == (Intent.COMPARE, ("noir", "oil"))
    assert spec.inputs == (made.variants[0].asset,)


@pytest.mark.parametrize(
    ("words", "intent", "role"),
    [
        pytest.param("a 6 second clip of it, slow push in", Intent.ANIMATE, Role.CINEMATIC,
                     id="a clip of it"),
        pytest.param("show me what each model does with this", Intent.COMPARE, Role.CONSISTENT,
                     id="models"),
    ],
)  # fmt: skip
async def test_words_with_a_pronoun_mean_the_first_of_the_latest_result(
    talk: Talk, words: str, intent: Intent, role: Role
) -> None:
    made = await talk.made()
    spec = (await talk.begin(words)).spec
    assert (spec.intent, spec.role) == (intent, role)
    assert spec.inputs == (made.variants[0].asset,)


@pytest.mark.parametrize(
    ("words", "intent", "role"),
    [
        pytest.param("again but warmer", Intent.EDIT, Role.EDIT, id="again, with a change"),
        pytest.param("quick draft of this as a comic", Intent.RESTYLE, Role.EXPLORE, id="a draft"),
        pytest.param("all of them at night", Intent.RESTYLE, Role.CONSISTENT, id="all of them"),
    ],
)
async def test_the_whole_latest_result_is_changed(
    talk: Talk, words: str, intent: Intent, role: Role
) -> None:
    made = await talk.made()
    spec = (await talk.begin(words)).spec
    assert (spec.intent, spec.role) == (intent, role)
    assert spec.inputs == tuple(variant.asset for variant in made.variants)


@pytest.mark.parametrize(
    ("words", "number", "intent"),
    [
        pytest.param("turn image 2 into a watercolour", 2, Intent.RESTYLE, id="image"),
        pytest.param("turn picture 2 into a watercolour", 2, Intent.RESTYLE, id="picture"),
        pytest.param("make image 3 look like an oil painting", 3, Intent.RESTYLE, id="its look"),
        pytest.param("image 3 as oil", 3, Intent.RESTYLE, id="at the beginning"),
        pytest.param("4 bigger", 4, Intent.UPSCALE, id="bigger"),
        pytest.param("2 larger please", 2, Intent.UPSCALE, id="larger, politely"),
    ],
)
@pytest.mark.parametrize("named", [True, False], ids=["reply", "no reply"])
async def test_the_variant_that_is_named_is_worked_on(
    talk: Talk, words: str, number: int, intent: Intent, named: bool
) -> None:
    made = await talk.made()
    spec = (await talk.begin(words, reply_to=made.id if named else "")).spec
    assert spec.intent is intent
    assert spec.lineage == Lineage(made.id, (number,), str(intent))


async def test_a_clip_of_something_else_does_not_go_on_from_the_latest_result(talk: Talk) -> None:
    await talk.made()
    assert (await talk.begin("a clip of a fox")).spec.inputs == ()


@pytest.mark.parametrize(
    "words",
    [
        "make 2 variants as an oil painting",
        "2 versions in watercolour",
        "mach 2 Varianten als Ölgemälde",
        "fais 2 versions en aquarelle",
        "haz 2 versiones en acuarela",
    ],
)
async def test_versions_in_a_look_are_of_the_latest_result(talk: Talk, words: str) -> None:
    await talk.end(await talk.begin("make it warmer --n 1", photo()))
    spec = job_of(await talk.say(words)).spec
    assert (spec.intent, len(spec.inputs), spec.count) == (Intent.RESTYLE, 1, 2)


async def test_versions_of_something_new_are_new(talk: Talk) -> None:
    await talk.end(await talk.begin("make it warmer --n 1", photo()))
    spec = job_of(await talk.say("make 2 variants of a fox as an oil painting")).spec
    assert (spec.intent, spec.inputs, spec.count) == (Intent.IMAGINE, (), 2)


async def test_a_reply_means_its_result_although_a_later_one_is_there(talk: Talk) -> None:
    older = await talk.made("make it a watercolour")
    await talk.made("make it an oil painting")
    job = await talk.begin("2 but at night", reply_to=older.id)
    assert job.spec.lineage == Lineage(older.id, (2,), "restyle")


async def test_another_channel_has_its_own_thread(talk: Talk) -> None:
    await talk.made("make it a watercolour")
    turn = await talk.say("make the sky purple", channel="elsewhere")
    assert reply_of(turn).error == "PictureNeeded"


async def test_a_new_idea_does_not_go_on_from_the_latest_result(talk: Talk) -> None:
    await talk.made()
    job = await talk.begin("a castle on a hill")
    assert (job.spec.intent, job.spec.inputs, job.spec.lineage) == (Intent.IMAGINE, (), None)


async def test_an_attached_picture_is_meant_and_not_the_latest_result(talk: Talk) -> None:
    await talk.made()
    turn = await talk.say("make the sky purple", photo("navy"))
    assert job_of(turn).spec.inputs == turn.pictures
    assert job_of(turn).spec.lineage is None


async def test_a_motto_for_a_poster_does_not_go_on_from_the_latest_result(talk: Talk) -> None:
    await talk.made()
    job = await talk.begin("expand your mind, psychedelic poster")
    assert (job.spec.intent, job.spec.inputs) == (Intent.IMAGINE, ())


@pytest.mark.parametrize(
    ("words", "number", "intent", "said"),
    [
        pytest.param("turn image 2 into a watercolor", 2, Intent.RESTYLE,
                     "turn it into a watercolor", id="a look"),
        pytest.param("remove the dog from the first picture", 1, Intent.EDIT,
                     "remove the dog from it", id="an edit"),
        pytest.param("animate picture 2", 2, Intent.ANIMATE, "animate it", id="motion"),
    ],
)  # fmt: skip
async def test_of_two_pictures_the_one_that_is_named_is_worked_on(
    talk: Talk, words: str, number: int, intent: Intent, said: str
) -> None:
    turn = await talk.say(words, photo("navy"), photo("teal"))
    spec = job_of(turn).spec
    assert (spec.intent, spec.prompt.words, spec.each) == (intent, said, False)
    assert spec.inputs == (turn.pictures[number - 1],)


async def test_a_style_that_is_transferred_needs_both_pictures(talk: Talk) -> None:
    words = "transfer the style of the second image to the first"
    turn = await talk.say(words, photo("navy"), photo("teal"))
    assert job_of(turn).spec.intent is Intent.REFINE
    assert job_of(turn).spec.inputs == turn.pictures


async def test_a_picture_that_another_one_is_changed_by_is_kept_beside_it(talk: Talk) -> None:
    turn = await talk.say("use image 1's style on image 2", photo("navy"), photo("teal"))
    assert job_of(turn).spec.inputs == turn.pictures


async def test_a_reply_with_a_picture_takes_both(talk: Talk) -> None:
    grid = await talk.made()
    turn = await talk.say("make the sky purple", photo("navy"), reply_to=grid.id)
    assert job_of(turn).spec.inputs == (grid.variants[0].asset, *turn.pictures)


async def test_a_clip_is_edited_by_its_source(talk: Talk) -> None:
    begun = await talk.begin("animate it", photo())
    await talk.end(begun, clips=True)
    job = await talk.begin("make the sky purple", reply_to=begun.id)
    assert job.spec.inputs == begun.spec.inputs


class TestBeforeItIsThere:
    """Words that go on from a result that is still being made are asked for again."""

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("make the sky purple", id="an edit"),
            pytest.param("2 but at night", id="one of the grid to come"),
            pytest.param("animate it", id="motion"),
        ],
    )
    @pytest.mark.parametrize("named", [True, False], ids=["reply", "no reply"])
    async def test_the_person_is_told(self, talk: Talk, words: str, named: bool) -> None:
        making = await talk.begin("turn this into a watercolour", photo())
        reply = reply_of(await talk.say(words, reply_to=making.id if named else ""))
        assert reply.error == "StillMaking"
        assert "“turn this into a watercolour”" in reply.text

    async def test_no_earlier_result_is_taken_instead(self, talk: Talk) -> None:
        await talk.made("turn this into a watercolour")
        await talk.begin("make it an oil painting")
        assert reply_of(await talk.say("make the sky purple")).error == "StillMaking"

    async def test_a_new_idea_does_not_wait(self, talk: Talk) -> None:
        await talk.begin("turn this into a watercolour", photo())
        job = await talk.begin("a castle on a hill")
        assert job.spec.intent is Intent.IMAGINE

    async def test_an_earlier_result_may_be_named(self, talk: Talk) -> None:
        grid = await talk.made("turn this into a watercolour")
        await talk.begin("make it an oil painting")
        job = await talk.begin("make the sky purple", reply_to=grid.id)
        assert job.spec.lineage == Lineage(grid.id, (1, 2, 3, 4), "edit")

    async def test_a_description_in_the_making_is_no_picture(self, talk: Talk) -> None:
        grid = await talk.made()
        await talk.begin("describe this", photo("navy"))
        job = await talk.begin("make the sky purple")
        assert job.spec.lineage == Lineage(grid.id, (1, 2, 3, 4), "edit")


class TestWhichResultIsMeant:
    """Where something stands between a result and the words, the answer says what it took."""

    async def test_right_under_the_result_nothing_is_said(self, talk: Talk) -> None:
        await talk.made()
        job = await talk.begin("2 but at night")
        assert job.spec.notes == ()

    async def test_after_a_refusal(self, talk: Talk) -> None:
        await talk.made("make it a watercolour")
        await talk.say("x --rato 1:1")
        job = await talk.begin("2 but at night")
        latest = "made from the latest result here: restyle “make it a watercolour”"
        assert job.spec.notes == (latest,)

    async def test_the_one_that_was_opened(self, talk: Talk) -> None:
        grid = await talk.made()
        await talk.press(Verb.OPEN, grid, 3)
        job = await talk.begin("make the sky purple")
        assert job.spec.inputs == (grid.variants[2].asset,)
        assert job.spec.notes == ("made from number 3, which was opened just before",)

    async def test_the_one_that_was_opened_although_a_later_result_is_there(
        self, talk: Talk
    ) -> None:
        older = await talk.made("make it a watercolour")
        await talk.made("make it an oil painting")
        await talk.press(Verb.OPEN, older, 3)
        job = await talk.begin("make the sky purple")
        assert job.spec.lineage == Lineage(older.id, (3,), "edit")

    async def test_one_that_was_opened_and_deleted_is_not_meant(self, talk: Talk) -> None:
        older = await talk.made("make it a watercolour")
        latest = await talk.made("make it an oil painting")
        await talk.press(Verb.OPEN, older, 3)
        await talk.ledger.delete(older.id)
        job = await talk.begin("make the sky purple")
        assert job.spec.lineage == Lineage(latest.id, (1, 2, 3, 4), "edit")

    async def test_a_number_outweighs_what_was_opened(self, talk: Talk) -> None:
        grid = await talk.made()
        await talk.press(Verb.OPEN, grid, 3)
        job = await talk.begin("2 but at night")
        assert job.spec.inputs == (grid.variants[1].asset,)

    async def test_what_somebody_else_opened_is_not_meant(self, talk: Talk) -> None:
        grid = await talk.made()
        await talk.press(Verb.OPEN, grid, 3, person="bob")
        job = await talk.begin("make the sky purple")
        assert job.spec.lineage == Lineage(grid.id, (1, 2, 3, 4), "edit")


class TestFewWords:
    """A few words that tell nothing by themselves speak of what was just made."""

    @pytest.mark.parametrize(
        ("words", "intent"),
        [
            pytest.param("at night", Intent.RESTYLE, id="a mood"),
            pytest.param("as a comic", Intent.RESTYLE, id="a look"),
            pytest.param("I'd like it warmer", Intent.EDIT, id="a wish"),
            pytest.param("cut it out", Intent.CUTOUT, id="a cut-out"),
            pytest.param("meh, another round", Intent.RESTYLE, id="the same again"),
            pytest.param("bei Nacht", Intent.RESTYLE, id="German"),
        ],
    )
    async def test_they_change_the_latest_result(
        self, talk: Talk, words: str, intent: Intent
    ) -> None:
        grid = await talk.made()
        job = await talk.begin(words)
        assert job.spec.intent is intent
        assert job.spec.lineage is not None
        assert job.spec.lineage.job == grid.id

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("a castle at night", id="it begins with an article"),
            pytest.param("draw a fox as a comic", id="it asks for a new picture"),
            pytest.param("castle, night, comic style", id="it lists what it has"),
            pytest.param("two foxes in the snow", id="it begins with a number"),
        ],
    )
    async def test_a_new_idea_is_drawn(self, talk: Talk, words: str) -> None:
        await talk.made()
        assert (await talk.begin(words)).spec.intent is Intent.IMAGINE

    async def test_the_person_is_told_how_to_begin_anew(self, talk: Talk) -> None:
        await talk.made()
        assert (await talk.begin("at night")).spec.notes[0] == f"{TAKEN}; {NEW}"

    async def test_without_a_result_they_are_drawn(self, talk: Talk) -> None:
        assert (await talk.begin("at night")).spec.intent is Intent.IMAGINE


async def test_a_refusal_does_not_close_what_was_opened(talk: Talk) -> None:
    older = await talk.made("make it a watercolour")
    await talk.made("make it an oil painting")
    await talk.press(Verb.OPEN, older, 3)
    await talk.say("brighter --rato 1:1")
    job = await talk.begin("make the sky purple")
    assert job.spec.lineage == Lineage(older.id, (3,), "edit")


class TestButtonsThatAreSaid:
    """What stands on a button may be written instead."""

    @pytest.mark.parametrize(
        ("words", "kind", "text"),
        [
            pytest.param("2", Kind.NOTICE, "2 of 4", id="a number"),
            pytest.param("open 3", Kind.NOTICE, "3 of 4", id="open"),
            pytest.param("zeig mir Nummer 3", Kind.NOTICE, "3 of 4", id="German"),
            pytest.param("I like 3", Kind.NOTICE, "3 of 4", id="praise"),
            pytest.param("3 please", Kind.NOTICE, "3 of 4", id="a number, politely"),
            pytest.param("mir gefällt die 3 am besten", Kind.NOTICE, "3 of 4", id="German praise"),
            pytest.param("edit 3", Kind.QUESTION, "Edit 3: what should change?", id="edit"),
            pytest.param("Refine 1!", Kind.QUESTION, "Refine 1: what", id="refine"),
            pytest.param("show me the details", Kind.NOTICE, "Details", id="details"),
            pytest.param("what settings did you use?", Kind.NOTICE, "Details", id="settings"),
            pytest.param("which seed was that", Kind.NOTICE, "Details", id="seed"),
            pytest.param(
                "welche Einstellungen waren das?", Kind.NOTICE, "Details", id="German ones"
            ),
            pytest.param("open 7", Kind.ERROR, "There is no 7 here", id="one that is not there"),
        ],
    )
    @pytest.mark.parametrize("named", [True, False], ids=["reply", "no reply"])
    async def test_under_a_grid(
        self, talk: Talk, words: str, kind: Kind, text: str, named: bool
    ) -> None:
        grid = await talk.made()
        reply = reply_of(await talk.say(words, reply_to=grid.id if named else ""))
        assert (reply.kind, reply.text[: len(text)]) == (kind, text)

    async def test_with_a_command_they_are_words(self, talk: Talk) -> None:
        grid = await talk.made()
        job = await talk.begin("2", reply_to=grid.id, intent=Intent.UPSCALE)
        assert job.spec.lineage == Lineage(grid.id, (2,), "upscale")

    async def test_of_a_message_that_shows_one_variant_they_mean_that(self, talk: Talk) -> None:
        grid = await talk.made()
        job = await talk.begin("animate", reply_to=grid.id, variant=3)
        assert job.spec.lineage == Lineage(grid.id, (3,), "animate")

    async def test_deleting_asks_first(self, talk: Talk) -> None:
        grid = await talk.made()
        reply = reply_of(await talk.say("delete that"))
        assert (reply.kind, labels(reply)) == (Kind.QUESTION, [["Delete"]])
        assert (await talk.fresh(grid)).variants
        await talk.say(action=reply.rows[0][0].action)
        assert await talk.ledger.job(grid.id) is None

    async def test_cancelling_ends_what_runs(self, talk: Talk) -> None:
        await talk.made()
        making = await talk.begin("make it an oil painting", photo())
        assert reply_of(await talk.say("cancel")).text == "Cancelled."
        assert (await talk.fresh(making)).state is State.CANCELLED

    async def test_of_somebody_else_nothing_is_cancelled(self, talk: Talk) -> None:
        making = await talk.begin("make it an oil painting", photo())
        await talk.say("cancel", person="bob")
        assert (await talk.fresh(making)).state is State.QUEUED

    async def test_with_a_picture_they_are_words(self, talk: Talk) -> None:
        assert job_of(await talk.say("2", photo())).spec.inputs

    @pytest.mark.parametrize(
        "words", ["undo", "details", "back to the original", "step 2", "rückgängig", "export this"]
    )
    async def test_a_picture_of_ones_own_has_no_steps(self, talk: Talk, words: str) -> None:
        await talk.made()
        reply = reply_of(await talk.say(words, photo()))
        assert reply.error == "NotMadeHere"
        assert reply.text.startswith("That picture is not one of my results")

    @pytest.mark.parametrize("words", ["redo", "undo the blur", "more details"])
    async def test_what_a_picture_may_become_is_done(self, talk: Talk, words: str) -> None:
        assert job_of(await talk.say(words, photo())).spec.inputs


@pytest.mark.parametrize(
    "words",
    ["2 but at night", "animate the second", "2", "upscale 2"],
)
async def test_a_number_where_nothing_was_made_asks_for_a_picture(talk: Talk, words: str) -> None:
    assert reply_of(await talk.say(words)).error in ("PictureNeeded", "NothingToSelect")


async def test_a_number_that_wins_over_what_was_opened_is_not_called_opened(talk: Talk) -> None:
    grid = await talk.made()
    await talk.press(Verb.OPEN, grid, 1)
    job = await talk.begin("3 in neon")
    assert job.spec.lineage is not None
    assert job.spec.lineage.variants == (3,)
    assert not any("opened just before" in note for note in job.spec.notes)


async def test_the_headline_repeats_the_words_as_they_were_said(talk: Talk) -> None:
    grid = await talk.made()
    job = await talk.begin("upscale 1-3", reply_to=grid.id)
    assert (job.spec.prompt.words, job.spec.said) == ("upscale it", "upscale 1-3")
    reply = answer(await talk.end(job), CATALOGUE)
    assert reply.text == "Enlarged: “upscale 1-3”"


class TestBeside:
    """Variants that are named together are shown together; nothing new is made of them."""

    @pytest.mark.parametrize(
        ("words", "numbers"),
        [
            ("1 and 3 side by side", [1, 3]),
            ("compare 2 and 4", [2, 4]),
            ("put 1, 2 and 3 next to each other", [1, 2, 3]),
            ("2 und 3 nebeneinander", [2, 3]),
            ("1 et 3 côte à côte", [1, 3]),
            ("1 y 3 lado a lado", [1, 3]),
        ],
    )
    async def test_they_are_shown(self, talk: Talk, words: str, numbers: list[int]) -> None:
        grid = await talk.made()
        reply = reply_of(await talk.say(words, reply_to=grid.id))
        assert [one.variant for one in reply.shown] == numbers
        assert [row[0].variant for row in reply.rows] == numbers

    async def test_looks_that_are_named_are_compared(self, talk: Talk) -> None:
        grid = await talk.made()
        job = await talk.begin("compare 1 and 3 in oil and noir", reply_to=grid.id)
        assert job.spec.contenders == ("oil", "noir")

    async def test_who_names_a_number_hears_nothing_of_the_latest_result(self, talk: Talk) -> None:
        await talk.made()
        job = await talk.begin("the third, a bit darker")
        assert not any(note.startswith(TAKEN) for note in job.spec.notes)
