"""A press of a button answers at once or becomes a job, however old the button is."""

from dataclasses import replace

import pytest

from core.actions import Action, Verb
from core.catalogue import Catalogue, Intent, Role
from core.customs import Closed, Manner
from core.jobs import Kept, Lineage, Outcome, Place, Traced, Variant
from core.replies import Kind
from core.safety import Safety
from core.sources import drawn_from
from core.targets import TAKEN
from tests.core.cards import CLASSICAL, EVERY
from tests.core.talk import Talk, job_of, labels, photo, reply_of
from tests.values import asset


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


class TestAsking:
    """Refine, Edit and Reframe need words: without them they ask."""

    @pytest.mark.parametrize(
        ("verb", "count", "question"),
        [
            pytest.param(Verb.REFINE, 4, "Refine 2: what should it become?", id="refine"),
            pytest.param(Verb.EDIT, 4, "Edit 2: what should change?", id="edit"),
            pytest.param(Verb.REFRAME, 4, "Reframe 2: which shape?", id="reframe"),
        ],
    )
    async def test_without_words_it_asks(
        self, talk: Talk, verb: Verb, count: int, question: str
    ) -> None:
        grid = await talk.made()
        reply = reply_of(await talk.press(verb, grid, 2, words="  "))
        assert (reply.kind, reply.text) == (Kind.QUESTION, question)
        assert [[button.asks for button in row] for row in reply.rows] == [[question]]
        assert await talk.waiting() == []

    async def test_of_a_single_result_it_asks_about_this(self, talk: Talk) -> None:
        single = await talk.made("remove the background")
        reply = reply_of(await talk.press(Verb.EDIT, single, 1))
        assert reply.text == "Edit this: what should change?"

    async def test_the_button_under_the_question_takes_the_words(self, talk: Talk) -> None:
        grid = await talk.made()
        question = reply_of(await talk.press(Verb.EDIT, grid, 2))
        turn = await talk.say("add a red hat", action=question.rows[0][0].action)
        assert job_of(turn).spec.inputs == (grid.variants[1].asset,)


class TestNewRequests:
    """Buttons of a variant begin a job on it."""

    @pytest.mark.parametrize(
        ("verb", "words", "intent", "role"),
        [
            pytest.param(Verb.REFINE, "at sea", Intent.REFINE, Role.CONSISTENT, id="refine"),
            pytest.param(Verb.EDIT, "a red hat", Intent.EDIT, Role.EDIT, id="edit"),
            pytest.param(Verb.ANIMATE, "", Intent.ANIMATE, Role.ANIMATE, id="animate"),
            pytest.param(Verb.VARY, "", Intent.VARY, Role.EXPLORE, id="vary"),
            pytest.param(Verb.UPSCALE, "", Intent.UPSCALE, Role.HIRES, id="upscale"),
            pytest.param(Verb.CUTOUT, "", Intent.CUTOUT, Role.EDIT, id="cut out"),
            pytest.param(Verb.REFRAME, "16:9", Intent.REFRAME, Role.EDIT, id="reframe"),
        ],
    )  # fmt: skip
    async def test_on_the_variant_that_was_pressed(
        self, talk: Talk, verb: Verb, words: str, intent: Intent, role: Role
    ) -> None:
        grid = await talk.made()
        job = job_of(await talk.press(verb, grid, 3, words=words, person="bob"))
        assert (job.spec.intent, job.spec.role) == (intent, role)
        assert job.spec.inputs == (grid.variants[2].asset,)
        assert job.spec.lineage == Lineage(grid.id, (3,), verb.value)
        assert job.spec.place == Place("web", "studio", "bob")
        assert await talk.waiting() == [job.id]

    @pytest.mark.parametrize(
        ("verb", "words", "intent"),
        [
            pytest.param(Verb.REFINE, "make the sky purple", Intent.EDIT, id="refine, but an edit"),
            pytest.param(Verb.REFINE, "make it an oil painting", Intent.RESTYLE, id="a look"),
            pytest.param(Verb.EDIT, "remove the background", Intent.CUTOUT, id="a cut-out"),
            pytest.param(Verb.EDIT, "make it 16:9", Intent.REFRAME, id="a frame"),
        ],
    )
    async def test_words_may_ask_for_something_more_exact(
        self, talk: Talk, verb: Verb, words: str, intent: Intent
    ) -> None:
        grid = await talk.made()
        job = job_of(await talk.press(verb, grid, 2, words=words))
        assert job.spec.intent is intent
        assert job.spec.reason.startswith(f"you pressed {verb.capitalize()} on 2, and you asked ")

    @pytest.mark.parametrize(
        ("verb", "variant", "reason"),
        [
            pytest.param(Verb.CUTOUT, 2, "you pressed Cut out on 2", id="one of a grid"),
            pytest.param(Verb.UPSCALE, 2, "you pressed Upscale on 2", id="upscale"),
            pytest.param(Verb.COMPARE, 0, "you pressed Compare", id="the whole"),
        ],
    )
    async def test_the_reason_names_the_button(
        self, talk: Talk, verb: Verb, variant: int, reason: str
    ) -> None:
        grid = await talk.made()
        job = job_of(await talk.press(verb, grid, variant))
        assert job.spec.reason.startswith(reason)

    async def test_the_reason_on_a_single_result_needs_no_number(self, talk: Talk) -> None:
        single = await talk.made("remove the background")
        job = job_of(await talk.press(Verb.UPSCALE, single, 1))
        assert job.spec.reason.startswith("you pressed Upscale; ")

    async def test_vary_keeps_the_words(self, talk: Talk) -> None:
        grid = await talk.made("make it a watercolour")
        job = job_of(await talk.press(Verb.VARY, grid, 2))
        assert job.spec.prompt.words == "make it a watercolour"

    async def test_a_directed_camera_is_for_another_model(self, talk: Talk) -> None:
        grid = await talk.made()
        words = "a slow dolly zoom towards her face"
        job = job_of(await talk.press(Verb.ANIMATE, grid, 1, words=words))
        assert (job.spec.role, job.spec.model) == (Role.CINEMATIC, "director")

    async def test_flags_are_heard(self, talk: Talk) -> None:
        grid = await talk.made()
        words = "a red hat --model classical --seed 5 --n 1"
        job = job_of(await talk.press(Verb.EDIT, grid, 1, words=words))
        assert (job.spec.model, job.spec.seed, job.spec.count) == ("classical", 5, 1)

    async def test_a_picture_sent_along_is_taken_too(self, talk: Talk) -> None:
        grid = await talk.made()
        sent = talk.incoming("like this one", photo("navy"))
        pressed = replace(
            sent, action=reply_of(await talk.press(Verb.REFINE, grid, 1)).rows[0][0].action
        )
        turn = await talk.conversation.receive(pressed)
        assert job_of(turn).spec.inputs == (grid.variants[0].asset, *turn.pictures)

    async def test_a_clip_made_of_words_has_nothing_to_edit(self, talk: Talk) -> None:
        clip = await talk.end(await talk.begin("a video of waves"), clips=True)
        turn = await talk.press(Verb.EDIT, clip, 1, words="a red hat")
        assert reply_of(turn).error == "PictureNeeded"


class TestDrawnAgain:
    """What a model drew from words it can draw again; another model only has the picture."""

    async def test_the_model_that_drew_it_is_told_the_words_and_the_seed(self, talk: Talk) -> None:
        drawn = await talk.end(await talk.begin("a castle"))
        job = job_of(await talk.press(Verb.VARY, drawn, 2))
        assert job.spec.drawn == drawn_from(drawn, 2)
        assert job.spec.drawn is not None
        assert job.spec.drawn.seed == drawn.variants[1].seed

    async def test_another_model_is_not(self, talk: Talk) -> None:
        drawn = await talk.end(await talk.begin("a castle"))
        job = job_of(await talk.press(Verb.EDIT, drawn, 2, words="make the sky purple"))
        assert job.spec.model != drawn.spec.model
        assert job.spec.drawn is None


class TestTraced:
    """A model that gave a picture its look is told which picture that was; another is not."""

    @pytest.mark.parametrize(
        ("more", "told"), [("", True), (" --model classical", False)], ids=["its own", "another's"]
    )
    async def test_by_a_press_and_by_words(self, talk: Talk, more: str, told: bool) -> None:
        looks = await talk.made(f"make it a watercolour{more}", photo(size=(64, 48)))
        traced = Traced("painter", looks.spec.inputs[0]) if told else None
        pressed = job_of(await talk.press(Verb.EDIT, looks, 2, words="make the sky purple"))
        said = await talk.begin("2 but make the sky purple", reply_to=looks.id)
        assert (pressed.spec.traced, said.spec.traced) == (traced, traced)


class TestComparing:
    """Compare shows the same request by others."""

    async def test_on_the_picture_that_the_job_was_made_from(self, talk: Talk) -> None:
        grid = await talk.made("make it a watercolour")
        job = job_of(await talk.press(Verb.COMPARE, grid))
        assert job.spec.contenders == ("painter", "classical")
        assert job.spec.inputs == grid.spec.inputs
        assert job.spec.prompt.words == "make it a watercolour"
        assert job.spec.lineage == Lineage(grid.id, (), "compare")

    async def test_of_words_with_one_model_there_is_nothing_to_compare(self, talk: Talk) -> None:
        drawn = await talk.end(await talk.begin("a castle"))
        turn = await talk.press(Verb.COMPARE, drawn)
        told = "Sketcher cannot do that: there is nothing to compare it with here."
        assert reply_of(turn).text == told


class TestRepeating:
    """More and Try again make the same job once more."""

    async def test_more_does_not_say_how_earlier_words_were_taken(self, talk: Talk) -> None:
        await talk.made()
        taken = await talk.end(await talk.begin("2 in noir"))
        assert any(TAKEN in note for note in taken.spec.notes)
        again = job_of(await talk.press(Verb.MORE, taken))
        assert not any(TAKEN in note for note in again.spec.notes)

    async def test_more_has_another_seed(self, talk: Talk) -> None:
        grid = await talk.made()
        job = job_of(await talk.press(Verb.MORE, grid, person="bob"))
        assert job.spec == replace(
            grid.spec,
            seed=job.spec.seed,
            place=Place("web", "studio", "bob"),
            lineage=Lineage(grid.id, (), "more"),
            reason="the same again, with another seed",
        )
        assert job.spec.seed != grid.spec.seed

    async def test_try_again_is_the_very_same(self, talk: Talk) -> None:
        failed = await talk.begin("make it a watercolour", photo())
        await talk.ledger.cancel(failed.id)
        job = job_of(await talk.press(Verb.RETRY, failed))
        assert job.spec == failed.spec
        assert job.id != failed.id

    async def test_the_same_again_asks_for_the_same_bytes(self, talk: Talk) -> None:
        grid = await talk.made()
        job = job_of(await talk.press(Verb.AGAIN, grid))
        lineage = Lineage(grid.id, (), "again")
        assert job.spec == replace(
            grid.spec, lineage=lineage, reason="exactly as before", repeats=grid.variants
        )

    @pytest.mark.parametrize("verb", [Verb.MORE, Verb.AGAIN], ids=str)
    async def test_what_words_were_encoded_as_goes_along(self, talk: Talk, verb: Verb) -> None:
        job = await talk.begin("a fox at dawn")
        kept = Kept("sdxl", asset("latents"), asset("words"))
        await talk.ledger.finish(job.id, Outcome((Variant(1, 7, asset("fox"), kept=kept),)))
        assert job_of(await talk.press(verb, job)).spec.encoded == asset("words")

    async def test_more_of_what_was_made_again_is_new(self, talk: Talk) -> None:
        grid = await talk.made()
        again = await talk.end(job_of(await talk.press(Verb.AGAIN, grid)))
        assert job_of(await talk.press(Verb.MORE, again)).spec.repeats == ()

    @pytest.mark.parametrize("verb", [Verb.MORE, Verb.RETRY, Verb.AGAIN], ids=str)
    async def test_a_model_that_is_gone_is_told(self, verb: Verb) -> None:
        talk = Talk()
        await talk.worker("painter", name="large")
        grid = await talk.made()
        talk = Talk(talk.clock, talk.memory)
        await talk.worker("classical")
        turn = await talk.press(verb, grid)
        assert reply_of(turn).text == (
            "Painter is not running here; start a worker that has it, "
            "or ask again without naming it."
        )

    @pytest.mark.parametrize(
        ("verb", "instead"),
        [
            (Verb.MORE, " The next model that would work is Easel Classical (--model classical)."),
            (Verb.AGAIN, ""),
        ],
        ids=str,
    )
    async def test_a_model_that_its_worker_left_out_is_told_with_why(
        self, verb: Verb, instead: str
    ) -> None:
        talk = Talk()
        await talk.worker("painter", name="w 1", seat="s1")
        grid = await talk.made()
        await talk.worker("painter", name="w 1", seat="s1", seconds=0)
        await talk.worker("classical", name="w 2", seat="s1", left_out={"painter": "it is torn."})
        turn = await talk.press(verb, grid)
        assert reply_of(turn).text == f"Painter is not running here: it is torn.{instead}"

    async def test_a_model_that_left_the_catalogue_is_told(self, talk: Talk) -> None:
        grid = await talk.made()
        old = replace(grid, id=talk.clock.new_id(), spec=replace(grid.spec, model="older"))
        talk.memory.jobs[old.id] = old
        reply = reply_of(await talk.press(Verb.MORE, old))
        assert reply.text.startswith("There is no model called older; the models are sketcher, ")


async def test_a_button_survives_a_restart(talk: Talk) -> None:
    grid = await talk.made()
    talk.restart()
    assert job_of(await talk.press(Verb.UPSCALE, grid, 4)).spec.inputs == (grid.variants[3].asset,)


async def test_a_result_that_is_recalled_is_opened(talk: Talk) -> None:
    grid = await talk.made()
    recalled = reply_of(await talk.say("show me what we made yesterday"))
    assert labels(recalled) == [["Open 1", "More of 1", "1 again"]]
    opened = reply_of(await talk.say(action=recalled.rows[0][0].action))
    assert opened.shown[0].asset == grid.variants[0].asset


@pytest.mark.parametrize("verb", [Verb.OPEN, Verb.ORIGINAL, Verb.STEP])
async def test_a_licence_against_commercial_use_stands_beside_every_picture(verb: Verb) -> None:
    says = "Classical: Research. Not for commercial use."
    bound = replace(CLASSICAL, title="Classical", commercial=False)
    bound = replace(bound, licence="Research", licence_note="Not for commercial use.")
    talk = Talk(catalogue=Catalogue((bound,)))
    await talk.worker()
    made = await talk.made("remove the background")
    pressed = Action(verb, made.id, 1, "1" if verb is Verb.STEP else "").pack()
    reply = reply_of(await talk.say(action=pressed))
    assert reply.shown[0].asset == made.variants[0].asset
    assert says in reply.lines


async def test_the_turn_of_a_press_keeps_what_was_pressed(talk: Talk) -> None:
    grid = await talk.made()
    turn = await talk.press(Verb.EDIT, grid, 2, words="a red hat")
    kept = (await talk.history.page("studio")).turns[-1]
    assert (kept.action, kept.words, kept.job) == (turn.action, "a red hat", turn.job)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        pytest.param("the sky, as an oil painting", Intent.EDIT, id="a look"),
        pytest.param("the sky, in 16:9", Intent.EDIT, id="a frame"),
        pytest.param("the subject, on a transparent background", Intent.CUTOUT, id="a cut-out"),
    ],
)
async def test_a_change_of_a_part_is_none_of_the_whole(
    talk: Talk, words: str, intent: Intent
) -> None:
    grid = await talk.made()
    job = job_of(await talk.press(Verb.EDIT, grid, 2, words=words, local=True))
    assert job.spec.intent is intent


class TestRegions:
    """A button that edits a region asks what should become of it, and changes nothing else."""

    async def test_the_question_names_it(self, talk: Talk) -> None:
        grid = await talk.made()
        asked = reply_of(await talk.say(action=Action(Verb.EDIT, grid.id, 2, "sky").pack()))
        assert asked.kind is Kind.QUESTION
        assert asked.text == "Edit the sky of 2: what should become of it?"

    async def test_its_words_are_of_the_region(self, talk: Talk) -> None:
        grid = await talk.made()
        packed = Action(Verb.EDIT, grid.id, 2, "sky").pack()
        job = job_of(await talk.say("as an oil painting", action=packed))
        assert (job.spec.intent, job.spec.prompt.words) == (
            Intent.EDIT,
            "the sky, as an oil painting",
        )

    async def test_a_mask_comes_with_the_words(self, talk: Talk) -> None:
        grid = await talk.made()
        packed = Action(Verb.EDIT, grid.id, 2, "mask").pack()
        turn = await talk.say("as an oil painting", photo(size=(64, 48)), action=packed)
        job = job_of(turn)
        assert job.spec.intent is Intent.EDIT
        assert job.spec.inputs == (grid.variants[1].asset,)
        assert (job.spec.mask,) == turn.pictures

    async def test_without_a_mask_it_is_asked_for(self, talk: Talk) -> None:
        grid = await talk.made()
        packed = Action(Verb.EDIT, grid.id, 2, "mask").pack()
        refused = reply_of(await talk.say("make it blue", action=packed))
        assert refused.error == "MaskNeeded"
        assert refused.text.startswith("Please send a mask with your words")


class TestForAdults:
    """What a model for adults made is shown, and gone on from, where such models are open."""

    CLOSED = Manner(closed=Closed(adult=frozenset(EVERY)))

    @pytest.mark.parametrize("verb", [Verb.OPEN, Verb.ORIGINAL, Verb.COMPARE, Verb.EDIT, Verb.MORE])
    async def test_elsewhere_no_press_shows_it(self, talk: Talk, verb: Verb) -> None:
        reply = reply_of(await talk.press(verb, await talk.made(), 1, manner=self.CLOSED))
        assert reply.error == "AdultsOnly"

    @pytest.mark.parametrize("verb", [Verb.DETAILS, Verb.CANCEL, Verb.DELETE])
    async def test_words_and_an_end_are_open_to_all(self, talk: Talk, verb: Verb) -> None:
        reply = reply_of(await talk.press(verb, await talk.made(), manner=self.CLOSED))
        assert reply.kind is Kind.NOTICE

    async def test_a_reply_makes_nothing_of_it(self, talk: Talk) -> None:
        grid = await talk.made()
        said = await talk.say("2 but at night", reply_to=grid.id, manner=self.CLOSED)
        assert reply_of(said).error == "AdultsOnly"


@pytest.mark.parametrize("verb", [Verb.MORE, Verb.VARY])
async def test_what_is_unfit_is_treated_as_where_it_is_pressed(talk: Talk, verb: Verb) -> None:
    grid = await talk.made()
    for policy in Safety:
        turn = await talk.press(verb, grid, 1, manner=Manner(safety=policy))
        assert job_of(turn).spec.safety is policy
        talk.clock.move(60)
