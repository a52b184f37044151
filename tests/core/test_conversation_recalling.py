"""The settings of an earlier result, asked for again in words, by a button, or by its id."""

from dataclasses import replace

import pytest

from core.actions import Action, Verb
from core.attachments import Attachment
from core.catalogue import Catalogue, Intent
from core.customs import Closed, Manner
from core.detailing import AS_IT_WAS
from core.jobs import Job, Kept, Lineage
from core.ports import Announcement
from core.recipes import Recipe
from core.replies import Kind, Turn
from tests.core.cards import CATALOGUE, PAINTER
from tests.core.talk import Talk, job_of, labels, photo, reply_of
from tests.values import asset

OTHER = photo("navy", (64, 48))
RECIPE = Recipe(
    model="maker/painter",
    revision="1a2b",
    pipeline="Pipeline",
    scheduler="Euler",
    bucket=4,
    precision="bfloat16",
    device="cuda",
    versions=("torch 2.12.0", "diffusers 0.42.1"),
    steps=9,
    guidance=2.5,
)


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def drawn(talk: Talk, words: str = "a fox in the snow, linocut, warm light") -> Job:
    """A drawing from words, made."""
    return await talk.end(await talk.begin(f"{words} --ar 16:9 --n 2 --seed 7"))


async def pressed(talk: Talk, job: Job, option: str, words: str = "", *files: bytes) -> Turn:
    """A press on a button of recalling."""
    return await talk.say(words, *files, action=Action(Verb.RECALL, job.id, 0, option).pack())


def with_recipe(talk: Talk, job: Job, recipe: Recipe = RECIPE) -> Job:
    """The job as a model made it so."""
    variants = tuple(replace(one, recipe=recipe) for one in job.variants)
    talk.memory.jobs[job.id] = replace(job, variants=variants)
    return talk.memory.jobs[job.id]


class TestOntoWords:
    """New words take the place of those of then; everything else stays."""

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("recall that with a lighthouse instead", id="en"),
            pytest.param("same settings, but a lighthouse", id="en, settings"),
            pytest.param("same settings, a lighthouse instead", id="en, instead"),
            pytest.param("the same settings: a lighthouse", id="en, a colon"),
            pytest.param("dieselben Einstellungen, aber a lighthouse", id="de"),
            pytest.param("gleiche Einstellungen, aber a lighthouse", id="de, short"),
            pytest.param("die gleichen Einstellungen für a lighthouse", id="de, for"),
            pytest.param("les mêmes réglages mais a lighthouse", id="fr"),
            pytest.param("mêmes réglages, mais a lighthouse", id="fr, short"),
            pytest.param("mêmes paramètres : a lighthouse", id="fr, a colon"),
            pytest.param("mismos ajustes, pero a lighthouse", id="es, short"),
            pytest.param("los mismos ajustes pero a lighthouse", id="es"),
        ],
    )
    async def test_in_words(self, talk: Talk, words: str) -> None:
        fox = await drawn(talk)
        job = await talk.begin(words, reply_to=fox.id)
        assert job.spec.prompt.words == "a lighthouse, linocut, warm light"
        assert job.spec.seed == 7
        assert (job.spec.width, job.spec.height) == (fox.spec.width, fox.spec.height)
        assert job.spec.count == 2
        assert job.spec.lineage == Lineage(fox.id, (), "recall")

    async def test_by_a_command_in_a_reply(self, talk: Talk) -> None:
        fox = await drawn(talk)
        job = await talk.begin("a lighthouse", reply_to=fox.id, intent=Intent.RECALL)
        assert (job.spec.prompt.words, job.spec.seed) == ("a lighthouse, linocut, warm light", 7)

    async def test_by_its_id_from_anywhere_in_the_channel(self, talk: Talk) -> None:
        fox = await drawn(talk)
        await drawn(talk, "a teapot")
        job = await talk.begin(f"{fox.id} a lighthouse", intent=Intent.RECALL)
        assert job.spec.prompt.words == "a lighthouse, linocut, warm light"

    @pytest.mark.parametrize(
        ("words", "drawn_then"),
        [
            ("recall {id}", "a fox in the snow, linocut, warm light"),
            ("recall job {id}", "a fox in the snow, linocut, warm light"),
            ("recall job {id} with a lighthouse", "a lighthouse, linocut, warm light"),
            ("recall {id}, but a lighthouse", "a lighthouse, linocut, warm light"),
            ("ruf Job {id}", "a fox in the snow, linocut, warm light"),
            ("rappelle le job {id}", "a fox in the snow, linocut, warm light"),
            ("repite el trabajo {id}", "a fox in the snow, linocut, warm light"),
        ],
    )
    async def test_by_its_id_in_plain_words(self, talk: Talk, words: str, drawn_then: str) -> None:
        fox = await drawn(talk)
        await drawn(talk, "a teapot")
        job = await talk.begin(words.format(id=fox.id))
        assert (job.spec.prompt.words, job.spec.seed) == (drawn_then, 7)
        assert fox.id in (job.spec.recalls, getattr(job.spec.lineage, "job", ""))

    @pytest.mark.parametrize(
        "words",
        [
            "exactly the same again but with seed 9",
            "the same thing again, but --seed 9",
            "genau dasselbe nochmal, aber mit Seed 9",
            "exactement la même chose encore, mais avec la graine 9",
            "exactamente lo mismo otra vez, pero con la semilla 9",
        ],
    )
    async def test_the_same_with_another_seed(self, talk: Talk, words: str) -> None:
        fox = await drawn(talk)
        job = await talk.begin(words, reply_to=fox.id)
        assert (job.spec.prompt.words, job.spec.seed) == (fox.spec.prompt.words, 9)

    @pytest.mark.parametrize("replying", [True, False], ids=["in reply", "behind it"])
    @pytest.mark.parametrize(
        "words",
        [
            "same settings but seed 9",
            "same settings, but with seed 9",
            "recall that with seed 9",
            "recall the fox but seed 9",
            "recall the fox with seed 9",
            "again with seed 9",
            "the same again, seed 9",
            "dieselben Einstellungen, aber Seed 9",
            "nochmal mit Seed 9",
            "mêmes réglages mais graine 9",
            "encore avec la graine 9",
            "mismos ajustes pero semilla 9",
            "otra vez con semilla 9",
        ],
    )
    async def test_only_a_setting_is_new(self, talk: Talk, words: str, replying: bool) -> None:
        fox = await drawn(talk)
        spec = (await talk.begin(words, reply_to=fox.id if replying else "")).spec
        was = fox.spec
        assert (spec.prompt.words, spec.seed, spec.inputs) == (was.prompt.words, 9, ())
        assert (spec.width, spec.count) == (was.width, was.count)

    @pytest.mark.parametrize(
        ("words", "sides"),
        [
            ("same settings but in 1:1", (1024, 1024)),
            ("same settings, size 512", (512, 512)),
            ("same settings, a lighthouse at 640x512", (640, 512)),
        ],
    )
    async def test_other_sides(self, talk: Talk, words: str, sides: tuple[int, int]) -> None:
        await drawn(talk)
        spec = (await talk.begin(words)).spec
        assert (spec.width, spec.height, spec.seed) == (*sides, 7)

    async def test_again_in_another_shape_is_of_another_seed(self, talk: Talk) -> None:
        fox = await drawn(talk)
        again = (await talk.end(await talk.begin("again, but in 1:1", reply_to=fox.id))).spec
        more = (await talk.begin("same again but 4 variants", reply_to=fox.id)).spec
        assert (again.prompt.words, again.inputs, again.width) == (fox.spec.prompt.words, (), 1024)
        assert (more.prompt.words, more.inputs, more.count) == (fox.spec.prompt.words, (), 4)
        other = (await talk.begin("again, but in 1:1", reply_to=fox.id)).spec
        assert other.seed != again.seed

    async def test_of_a_picture_again_is_a_variation(self, talk: Talk) -> None:
        grid = await talk.made()
        spec = (await talk.begin("again with seed 9", reply_to=grid.id)).spec
        assert (spec.intent, spec.seed) == (Intent.VARY, 9)
        assert spec.inputs

    @pytest.mark.parametrize(
        "words",
        [
            "recall the fox with a whale instead",
            "ruf den Fuchs mit a whale stattdessen",
            "rappelle le renard avec a whale à la place",
            "recupera el zorro con a whale en su lugar",
        ],
    )
    async def test_of_one_that_is_named(self, talk: Talk, words: str) -> None:
        await drawn(talk, "a fox, Fuchs, renard, zorro")
        await drawn(talk, "a castle")
        spec = (await talk.begin(words)).spec
        assert (spec.prompt.words.partition(",")[0], spec.seed) == ("a whale", 7)
        assert "zorro" in spec.prompt.words

    async def test_by_a_button(self, talk: Talk) -> None:
        fox = await drawn(talk)
        job = job_of(await pressed(talk, fox, "words", "a lighthouse"))
        assert (job.spec.prompt.words, job.spec.seed) == ("a lighthouse, linocut, warm light", 7)

    async def test_the_reason_says_whose_settings_they_are(self, talk: Talk) -> None:
        fox = await drawn(talk, "a fox")
        job = job_of(await pressed(talk, fox, "words", "a hen"))
        assert (
            job.spec.reason
            == "you recalled the settings of imagine “a fox” of 1 Mar 2026, 12:00 UTC"
        )

    async def test_words_with_a_comma_stand_alone(self, talk: Talk) -> None:
        fox = await drawn(talk)
        job = job_of(await pressed(talk, fox, "words", "a lighthouse, oil"))
        assert job.spec.prompt.words == "a lighthouse, oil"

    async def test_a_comma_within_quotes_says_nothing_of_how_it_looks(self, talk: Talk) -> None:
        fox = await drawn(talk)
        job = job_of(await pressed(talk, fox, "words", "“a, b” on a tent"))
        assert job.spec.prompt.words == "“a, b” on a tent, linocut, warm light"

    async def test_a_mask_needs_a_picture(self, talk: Talk) -> None:
        fox = await drawn(talk)
        action = Action(Verb.RECALL, fox.id, 0, "words").pack()
        marked = Attachment("m.png", photo("white"))
        told = reply_of(await talk.say("a lighthouse", action=action, mask=marked))
        assert told.error == "MarksNeedPicture"

    async def test_a_comma_within_quotes_is_no_style(self, talk: Talk) -> None:
        sign = await drawn(talk, 'a sign "one, two"')
        job = job_of(await pressed(talk, sign, "words", "a lighthouse"))
        assert job.spec.prompt.words == "a lighthouse"

    async def test_what_is_kept_of_the_words_is_said(self, talk: Talk) -> None:
        fox = await drawn(talk)
        job = job_of(await pressed(talk, fox, "words", "a lighthouse"))
        assert any("linocut, warm light" in note for note in job.spec.notes)

    async def test_settings_may_be_others_too(self, talk: Talk) -> None:
        fox = await drawn(talk)
        words = "a lighthouse --ar 1:1 --n 3 --seed 8"
        spec = job_of(await pressed(talk, fox, "words", words)).spec
        assert (spec.count, spec.seed, spec.width) == (3, 8, spec.height)

    async def test_other_words_for_a_picture_keep_the_picture(self, talk: Talk) -> None:
        grid = await talk.made("make it a watercolour --strength 0.4")
        spec = job_of(await pressed(talk, grid, "words", "make it an oil painting")).spec
        assert (spec.inputs, spec.strength) == (grid.spec.inputs, 0.4)
        assert spec.prompt.words == "make it an oil painting"

    async def test_a_look_that_knows_names_only_is_drawn_with_what_is_none(
        self, talk: Talk
    ) -> None:
        await talk.made("make it a watercolour --model classical --seed 7")
        spec = (await talk.begin("same settings with a castle")).spec
        assert (spec.intent, spec.prompt.words) == (Intent.IMAGINE, "a castle, watercolour")
        assert (spec.seed, spec.inputs) == (7, ())
        assert any(note.startswith("“a castle” names no look: drawn anew") for note in spec.notes)

    async def test_another_look_is_done_to_the_picture(self, talk: Talk) -> None:
        grid = await talk.made("make it a watercolour --model classical --seed 7")
        spec = (await talk.begin("same settings but as a comic")).spec
        assert (spec.intent, spec.inputs) == (Intent.RESTYLE, grid.spec.inputs)

    @pytest.mark.parametrize(
        ("words", "intent", "contenders", "count"),
        [
            pytest.param("a pencil drawing", Intent.RESTYLE, (), 1, id="one look"),
            pytest.param("oil and noir", Intent.COMPARE, ("oil", "noir"), 2, id="two looks"),
            pytest.param("make the sky purple", Intent.EDIT, (), 1, id="an edit"),
        ],
    )
    async def test_looks_side_by_side_give_way_to_what_is_said_now(
        self, talk: Talk, words: str, intent: Intent, contenders: tuple[str, ...], count: int
    ) -> None:
        then = await talk.made("compare oil, comic and noir --seed 7")
        spec = (await talk.begin(f"recall that with {words}")).spec
        assert (spec.intent, spec.contenders, spec.count) == (intent, contenders, count)
        assert (spec.inputs, spec.seed, spec.recalls) == (then.spec.inputs, 7, then.id)

    async def test_looks_side_by_side_need_a_look(self, talk: Talk) -> None:
        await talk.made("compare oil, comic and noir")
        assert reply_of(await talk.say("same settings with a castle")).error == "NamesNoLook"

    async def test_looks_of_words_side_by_side_stay_for_other_words(self, talk: Talk) -> None:
        then = await talk.end(await talk.begin("compare looks of a lighthouse --model classical"))
        spec = (await talk.begin("same settings, but a castle")).spec
        assert (spec.contenders, spec.prompt.words) == (then.spec.contenders, "a castle")

    async def test_a_clip_moves_as_is_said_now(self, talk: Talk) -> None:
        then = await talk.end(
            await talk.begin("animate it, 3 seconds, pan left, rain", photo()), clips=True
        )
        motion = job_of(await pressed(talk, then, "words", "snow")).spec.motion
        assert motion is not None
        assert (motion.seconds, motion.camera, motion.words) == (
            3.0,
            ("pan left",),
            "pan left, snow",
        )

    async def test_a_clip_has_the_camera_and_the_length_that_are_said_now(self, talk: Talk) -> None:
        then = await talk.end(await talk.begin("animate it, 3 seconds, pan left", photo()), True)
        job = job_of(await pressed(talk, then, "words", "orbit, 5 seconds, snow"))
        assert job.spec.motion is not None
        assert (job.spec.motion.seconds, job.spec.motion.camera) == (5.0, ("orbit",))

    @pytest.mark.parametrize(
        ("words", "formats"),
        [("a hero", ("hero",)), ("ein Favicon", ("favicon",)), ("une story", ("story",))],
    )
    async def test_formats_are_those_that_are_said_now(
        self, talk: Talk, words: str, formats: tuple[str, ...]
    ) -> None:
        then = await talk.made("give me a square and a story")
        spec = job_of(await pressed(talk, then, "words", words)).spec
        assert (spec.intent, spec.formats, spec.count) == (Intent.FORMATS, formats, 1)

    async def test_formats_need_the_name_of_one(self, talk: Talk) -> None:
        then = await talk.made("give me a square and a story")
        assert reply_of(await pressed(talk, then, "words", "a fox")).error == "NamesNoFormat"

    @pytest.mark.parametrize(
        ("words", "scenes", "first"),
        [
            ("a lighthouse", ("at dawn", "at night"), "a lighthouse at dawn"),
            ("a hut: in fog | in the snow", ("in fog", "in the snow"), "a hut in fog"),
        ],
        ids=["the scenes of then", "scenes of its own"],
    )
    async def test_a_series_stays_one(
        self, talk: Talk, words: str, scenes: tuple[str, ...], first: str
    ) -> None:
        then = await talk.end(await talk.begin("series: a castle: at dawn | at night --seed 7"))
        spec = job_of(await pressed(talk, then, "words", words)).spec
        assert (spec.prompt.scenes, spec.words_of(1)) == (scenes, first)
        assert (spec.count, spec.seed, spec.recalls) == (2, 7, then.id)

    @pytest.mark.parametrize(
        "words", ["a hut", "same settings, but a hut", "dieselben Einstellungen, aber a hut"]
    )
    async def test_new_words_may_be_said_in_full(self, talk: Talk, words: str) -> None:
        then = await talk.end(await talk.begin("a fox --seed 7"))
        spec = job_of(await pressed(talk, then, "words", words)).spec
        assert (spec.prompt.words, spec.seed, spec.recalls) == ("a hut", 7, then.id)
        said = await talk.say(f"{then.id} {words}", intent=Intent.RECALL)
        assert job_of(said).spec.prompt.words == "a hut"

    @pytest.mark.parametrize(
        ("made", "words"),
        [
            ("a fox in three scenes: at dawn, at sea, in fog", "a hut at dawn"),
            ("a fox, poster: at dawn | at sea | in fog", "a hut at dawn, poster"),
            ("a fox in three scenes: at dawn, at sea and in fog, in oil", "a hut at dawn, in oil"),
        ],
        ids=["between commas", "of a subject with a look", "with a look for all"],
    )
    async def test_the_scenes_of_a_series_are_not_how_it_looks(
        self, talk: Talk, made: str, words: str
    ) -> None:
        then = await talk.end(await talk.begin(f"series: {made}" if "|" in made else made))
        spec = job_of(await pressed(talk, then, "words", "a hut")).spec
        assert spec.prompt.scenes == ("at dawn", "at sea", "in fog")
        assert spec.words_of(1) == words
        assert spec.words_of(3) == words.replace("at dawn", "in fog")

    async def test_where_its_model_went_another_makes_the_clip(self, talk: Talk) -> None:
        then = await talk.end(
            await talk.begin("animate it, pan left --model mover", photo()), clips=True
        )
        await talk.worker(seconds=0)
        await talk.worker("classical")
        spec = job_of(await pressed(talk, then, "words", "snow")).spec
        assert (spec.model, spec.intent) == ("classical", Intent.ANIMATE)

    async def test_what_was_kept_twice_is_said_once(self, talk: Talk) -> None:
        fox = await drawn(talk)
        second = await talk.end(job_of(await pressed(talk, fox, "words", "a lighthouse")))
        third = job_of(await pressed(talk, second, "words", "a teapot"))
        assert [note.partition(":")[0] for note in third.spec.notes] == ["kept of the words then"]

    async def test_nothing_said_asks(self, talk: Talk) -> None:
        reply = reply_of(await pressed(talk, await drawn(talk), "words"))
        assert (reply.kind, labels(reply)) == (Kind.QUESTION, [["Recall"]])


class TestOntoPicture:
    """Another picture takes the place of the one of then."""

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("same settings on this", id="en"),
            pytest.param("do to this what you did there", id="en, there"),
            pytest.param("mach dasselbe mit diesem Bild", id="de"),
            pytest.param("fais la même chose sur cette photo", id="fr"),
            pytest.param("haz lo mismo con esta foto", id="es"),
        ],
    )
    async def test_in_a_reply_with_it(self, talk: Talk, words: str) -> None:
        grid = await talk.made("make it a watercolour --n 2 --seed 9 --strength 0.4")
        turn = await talk.say(words, OTHER, reply_to=grid.id)
        spec = job_of(turn).spec
        assert spec.inputs == turn.pictures
        assert spec.prompt.words == "make it a watercolour"
        assert (spec.seed, spec.count, spec.strength) == (9, 2, 0.4)
        assert (spec.intent, spec.model) == (Intent.RESTYLE, grid.spec.model)

    async def test_it_comes_from_no_earlier_result(self, talk: Talk) -> None:
        grid = await talk.made()
        spec = job_of(await pressed(talk, grid, "picture", "", OTHER)).spec
        assert (spec.lineage, spec.recalls) == (None, grid.id)

    async def test_without_a_reply_the_latest_result_is_meant(self, talk: Talk) -> None:
        await talk.made("make it a watercolour --seed 9")
        spec = job_of(await talk.say("do the same to this one", OTHER)).spec
        assert spec.seed == 9
        assert any("the latest result here" in note for note in spec.notes)

    async def test_where_there_is_none_the_words_are_taken_as_ever(self, talk: Talk) -> None:
        spec = job_of(await talk.say("same settings on this", OTHER)).spec
        assert spec.recalls == ""

    async def test_several_are_each_done(self, talk: Talk) -> None:
        grid = await talk.made()
        turn = await pressed(talk, grid, "picture", "", OTHER, photo("red"))
        spec = job_of(turn).spec
        assert (spec.each, spec.count, spec.inputs) == (True, 2, turn.pictures)

    async def test_what_was_drawn_from_words_is_done_to_it(self, talk: Talk) -> None:
        fox = await drawn(talk)
        turn = await pressed(talk, fox, "picture", "", OTHER)
        spec = job_of(turn).spec
        assert (spec.intent, spec.inputs, spec.seed) == (Intent.REFINE, turn.pictures, 7)
        assert any("drawn from words alone" in note for note in spec.notes)

    async def test_nothing_of_the_picture_of_then_goes_along(self, talk: Talk) -> None:
        fox = await drawn(talk)
        varied = await talk.end(job_of(await talk.press(Verb.VARY, fox, 1)))
        assert varied.spec.drawn is not None
        assert job_of(await pressed(talk, varied, "picture", "", OTHER)).spec.drawn is None

    async def test_of_several_steps_the_last_is_done_and_the_others_are_named(
        self, talk: Talk
    ) -> None:
        first = await talk.made("make it a watercolour --n 1")
        second = await talk.end(await talk.begin("make it darker --n 1", reply_to=first.id))
        spec = job_of(await pressed(talk, second, "picture", "", OTHER)).spec
        told = (
            "only the last of 2 steps is done to it; before came: restyle “make it a watercolour”"
        )
        assert told in spec.notes

    async def test_a_deleted_step_is_counted(self, talk: Talk) -> None:
        first = await talk.made("make it a watercolour --n 1")
        second = await talk.end(await talk.begin("make it darker --n 1", reply_to=first.id))
        third = await talk.end(await talk.begin("as a comic --n 1", reply_to=second.id))
        await talk.press(Verb.DELETE, second)
        (told, *_) = job_of(await pressed(talk, third, "picture", "", OTHER)).spec.notes
        assert told == (
            "only the last of 3 steps is done to it; before came: "
            "restyle “make it a watercolour”; a step that was deleted"
        )

    async def test_of_one_step_nothing_is_said(self, talk: Talk) -> None:
        first = await talk.made("make it a watercolour --n 1")
        spec = job_of(await pressed(talk, first, "picture", "", OTHER)).spec
        assert spec.notes == ()

    async def test_words_alone_are_no_picture(self, talk: Talk) -> None:
        grid = await talk.made()
        reply = reply_of(await pressed(talk, grid, "picture", "brighter"))
        assert reply.error == "PictureNeeded"


class TestByName:
    """The settings of a result that is called by what was asked for."""

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("use the settings of the fox for a lighthouse", id="en"),
            pytest.param("same settings as the fox, but a lighthouse", id="en, as"),
            pytest.param("nimm die Einstellungen vom fox für a lighthouse", id="de"),
            pytest.param("les mêmes réglages que le fox mais a lighthouse", id="fr"),
            pytest.param("usa los ajustes del fox para a lighthouse", id="es"),
        ],
    )
    async def test_for_new_words(self, talk: Talk, words: str) -> None:
        await drawn(talk)
        await drawn(talk, "a teapot")
        job = await talk.begin(words)
        assert job.spec.prompt.words == "a lighthouse, linocut, warm light"
        assert job.spec.seed == 7

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("apply the settings of the watercolour to this", id="en"),
            pytest.param("use the watercolour settings on this picture", id="en, use"),
            pytest.param("wende die Einstellungen vom watercolour auf dieses Bild an", id="de"),
            pytest.param("applique les réglages du watercolour à cette image", id="fr"),
            pytest.param("usa los ajustes del watercolour en esta foto", id="es"),
        ],
    )
    async def test_for_a_picture_that_comes_along(self, talk: Talk, words: str) -> None:
        grid = await talk.made("make it a watercolour --seed 9")
        await drawn(talk, "a teapot")
        turn = await talk.say(words, OTHER)
        spec = job_of(turn).spec
        assert (spec.inputs, spec.seed, spec.recalls) == (turn.pictures, 9, grid.id)

    async def test_for_the_latest_result_whose_step_it_becomes(self, talk: Talk) -> None:
        grid = await talk.made("make it a watercolour --seed 9")
        teapot = await drawn(talk, "a teapot")
        spec = (await talk.begin("apply the settings of the watercolour to this")).spec
        assert (spec.inputs, spec.recalls) == ((teapot.variants[0].asset,), grid.id)
        assert spec.lineage == Lineage(teapot.id, (1,), "recall")

    async def test_for_the_one_that_is_replied_to(self, talk: Talk) -> None:
        await talk.made("make it a watercolour --seed 9")
        teapot, _ = await drawn(talk, "a teapot"), await drawn(talk, "a hen")
        words = "apply the settings of the watercolour to this"
        spec = (await talk.begin(words, reply_to=teapot.id, variant=2)).spec
        assert spec.inputs == (teapot.variants[1].asset,)

    async def test_by_its_id_for_the_one_that_is_replied_to(self, talk: Talk) -> None:
        grid = await talk.made("make it a watercolour --seed 9")
        teapot = await drawn(talk, "a teapot")
        spec = (await talk.begin(f"recall {grid.id}", reply_to=teapot.id, variant=2)).spec
        assert (spec.inputs, spec.recalls) == ((teapot.variants[1].asset,), grid.id)
        assert spec.lineage == Lineage(teapot.id, (2,), "recall")

    async def test_by_its_id_in_reply_to_itself_it_is_the_same(self, talk: Talk) -> None:
        grid = await talk.made("make it a watercolour --seed 9")
        spec = (await talk.begin(f"recall {grid.id}", reply_to=grid.id, variant=2)).spec
        assert spec.inputs == grid.spec.inputs

    async def test_where_none_is_called_so_the_latest_are_listed(self, talk: Talk) -> None:
        await drawn(talk)
        reply = reply_of(await talk.say("apply the settings of the owl to this"))
        assert reply.text == "Nothing here was made with “owl”. The latest results here:"

    async def test_nothing_of_another_channel_is(self, talk: Talk) -> None:
        await drawn(talk)
        await talk.end(await talk.begin("a teapot", channel="elsewhere"))
        words = "use the settings of the fox for a lighthouse"
        assert reply_of(await talk.say(words, channel="elsewhere")).text.startswith("Nothing here")


class TestMasks:
    """What was marked is marked again where it fits."""

    async def edited(self, talk: Talk) -> Job:
        """An edit within a mask of 48 x 32 px."""
        (picture,) = (await talk.made()).spec.inputs
        begun = await talk.begin("make it darker --n 1", photo())
        spec = replace(begun.spec, mask=replace(picture, width=48, height=32))
        talk.memory.jobs[begun.id] = replace(begun, spec=spec)
        return await talk.end(talk.memory.jobs[begun.id])

    async def test_of_the_same_shape(self, talk: Talk) -> None:
        edit = await self.edited(talk)
        spec = job_of(await pressed(talk, edit, "picture", "", photo("red", (96, 64)))).spec
        assert spec.mask == edit.spec.mask
        assert "within the mask of then" in spec.notes

    async def test_of_another_shape_it_asks_where(self, talk: Talk) -> None:
        edit = await self.edited(talk)
        reply = reply_of(await pressed(talk, edit, "picture", "", photo("red", (64, 64))))
        assert reply.error == "MarkedElsewhere"
        assert "48 x 32" in reply.text
        assert "64 x 64" in reply.text

    async def test_of_another_shape_new_words_say_where(self, talk: Talk) -> None:
        edit = await self.edited(talk)
        turn = await pressed(talk, edit, "picture", "make the sky red", photo("red", (64, 64)))
        assert job_of(turn).spec.mask is None


class TestNoLongerAsItWas:
    """What differs, or is gone, is said before anything runs."""

    async def test_a_changed_library_is_named(self, talk: Talk) -> None:
        grid = with_recipe(talk, await talk.made())
        worker = Announcement("w1", (grid.spec.model,), "here", (), ("torch 2.13.0",))
        await talk.queue.announce(worker, 60)
        job = job_of(await talk.press(Verb.AGAIN, grid))
        told = "made with torch 2.12.0, and 2.13.0 is here now, so it may come out otherwise"
        assert job.spec.notes == (told,)
        assert told in talk.shown(job).lines

    async def test_details_tell_it_too(self, talk: Talk) -> None:
        grid = with_recipe(talk, await talk.made())
        worker = Announcement("w1", (grid.spec.model,), "here", (), (), {grid.spec.model: "3c4d"})
        await talk.queue.announce(worker, 60)
        reply = reply_of(await talk.press(Verb.DETAILS, grid))
        assert any("weights 1a2b, and 3c4d are here now" in line for line in reply.lines)

    @pytest.mark.parametrize(
        "words",
        [
            "what can no longer be reproduced?",
            "can this still be reproduced?",
            "was davon kann nicht mehr reproduziert werden?",
            "qu'est-ce qui ne peut plus être reproduit ?",
            "¿qué ya no se puede reproducir?",
        ],
    )
    async def test_who_asks_is_told(self, talk: Talk, words: str) -> None:
        grid = with_recipe(talk, await talk.made())
        assert AS_IT_WAS in reply_of(await talk.say(words)).lines
        worker = Announcement("w1", (grid.spec.model,), "here", (), (), {grid.spec.model: "3c4d"})
        await talk.queue.announce(worker, 60)
        lines = reply_of(await talk.say(words, reply_to=grid.id)).lines
        assert any("weights 1a2b, and 3c4d are here now" in line for line in lines)
        assert AS_IT_WAS not in lines

    async def test_a_worker_that_has_the_same_settles_it(self, talk: Talk) -> None:
        grid = with_recipe(talk, await talk.made())
        for name, version in (("w1", "2.13.0"), ("w2", "2.12.0")):
            worker = Announcement(name, (grid.spec.model,), "", (), (f"torch {version}",))
            await talk.queue.announce(worker, 60)
        assert job_of(await talk.press(Verb.AGAIN, grid)).spec.notes == ()

    @pytest.mark.parametrize(
        ("runs", "notes"),
        [
            pytest.param(("bfloat16 on cuda",), (), id="the same"),
            pytest.param(("bfloat16 on cuda", "float32 on cpu"), (), id="one of its devices"),
            pytest.param(
                ("float32 on cpu",),
                (
                    "made in bfloat16 on cuda, and it runs in float32 on cpu here now, "
                    "so it may come out otherwise",
                ),
                id="another",
            ),
        ],
    )
    async def test_another_device_or_precision_is_named(
        self, talk: Talk, runs: tuple[str, ...], notes: tuple[str, ...]
    ) -> None:
        grid = with_recipe(talk, await talk.made())
        model = grid.spec.model
        await talk.queue.announce(Announcement("w1", (model,), "", (), runs={model: runs}), 60)
        assert job_of(await talk.press(Verb.AGAIN, grid)).spec.notes == notes

    async def test_versions_of_what_has_no_recipe(self, talk: Talk) -> None:
        grid = await talk.made()
        made = tuple(replace(one, libraries=("numpy 2.3.0",)) for one in grid.variants)
        talk.memory.jobs[grid.id] = replace(grid, variants=made)
        await talk.queue.announce(
            Announcement("w1", (grid.spec.model,), "", (), ("numpy 2.4.6",)), 60
        )
        (note,) = job_of(await talk.press(Verb.AGAIN, grid)).spec.notes
        assert note.startswith("made with numpy 2.3.0, and 2.4.6 is here now")

    async def test_a_model_that_is_gone_is_replaced_for_other_words(self, talk: Talk) -> None:
        grid = await talk.made()
        left = tuple(card for card in CATALOGUE if card.name != PAINTER.name)
        talk.catalogue = Catalogue(left)
        talk.restart()
        spec = job_of(await pressed(talk, grid, "words", "make it an oil painting")).spec
        assert spec.model == "classical"
        assert spec.notes[0] == (
            "painter made it then and is no longer in the catalogue: Easel Classical does it"
        )
        assert (spec.seed, spec.count) == (grid.spec.seed, grid.spec.count)

    async def test_a_model_that_is_gone_makes_nothing_exactly(self, talk: Talk) -> None:
        grid = await talk.made()
        talk.catalogue = Catalogue(tuple(one for one in CATALOGUE if one != PAINTER))
        talk.restart()
        reply = reply_of(await talk.press(Verb.AGAIN, grid))
        assert reply.error == "ModelGone"

    async def test_a_picture_that_is_gone_is_told(self, talk: Talk) -> None:
        grid = await talk.made()
        gone = replace(grid.spec, inputs=(asset("nobody kept this"),))
        talk.memory.jobs[grid.id] = replace(grid, spec=gone)
        assert reply_of(await talk.press(Verb.AGAIN, grid)).error == "SourceGone"
        assert job_of(await pressed(talk, grid, "picture", "", OTHER))

    async def test_a_mask_that_is_gone_is_told(self, talk: Talk) -> None:
        grid = await talk.made()
        gone = replace(grid.spec, mask=asset("nobody kept this", 48, 32))
        talk.memory.jobs[grid.id] = replace(grid, spec=gone)
        assert reply_of(await talk.press(Verb.AGAIN, grid)).error == "MarksGone"

    async def test_without_what_was_kept_it_goes_on_and_says_so(self, talk: Talk) -> None:
        grid = await talk.made()
        kept = Kept("sdxl", asset("latents that nobody kept"))
        talk.memory.jobs[grid.id] = replace(grid, spec=replace(grid.spec, kept=kept))
        spec = job_of(await talk.press(Verb.AGAIN, grid)).spec
        assert spec.kept is None
        assert spec.notes[0].startswith("what the model kept of its picture was deleted")

    async def test_steps_and_guidance_are_those_of_the_day(self, talk: Talk) -> None:
        grid = with_recipe(talk, await talk.made())
        spec = job_of(await pressed(talk, grid, "words", "make it oil")).spec
        assert (spec.steps, spec.guidance) == (9, 2.5)

    async def test_another_strength_has_steps_of_its_own(self, talk: Talk) -> None:
        grid = with_recipe(talk, await talk.made())
        spec = job_of(await pressed(talk, grid, "words", "make it oil --strength 0.9")).spec
        assert (spec.steps, spec.strength) == (0, 0.9)


class TestWhose:
    """Nothing of another channel is within reach."""

    async def test_by_its_id_from_another_channel(self, talk: Talk) -> None:
        fox = await drawn(talk)
        turn = await talk.say(f"{fox.id} a hen", intent=Intent.RECALL, channel="elsewhere")
        assert reply_of(turn).error == "NotYours"

    async def test_a_command_that_is_closed(self, talk: Talk) -> None:
        fox = await drawn(talk)
        manner = Manner(closed=Closed(frozenset({"history"})))
        turn = await talk.say("a hen", intent=Intent.RECALL, reply_to=fox.id, manner=manner)
        assert reply_of(turn).error == "NotPermitted"

    async def test_a_wrong_id(self, talk: Talk) -> None:
        turn = await talk.say(f"{talk.clock.new_id()} a hen", intent=Intent.RECALL)
        assert reply_of(turn).error == "TargetGone"

    async def test_without_a_reply_recall_looks_into_the_history(self, talk: Talk) -> None:
        await drawn(talk)
        reply = reply_of(await talk.say("fox", intent=Intent.RECALL))
        assert reply.text == "Found for “fox”:"
