"""What a request takes of the sets that its words name, and what the reply says of it."""

from dataclasses import replace

import pytest

from core.actions import Verb
from core.catalogue import Catalogue, Intent, Role
from core.jobs import Asset, Job, JobSpec
from core.ratios import Ratio
from core.removing import TOLD
from core.sets import Content
from core.showing_sets import NO_PICTURES, taken
from core.specs import STRENGTH
from storage.opening import read_catalogue
from storage.settings import StorageSettings
from tests.core.cards import CATALOGUE
from tests.core.talk import Talk, job_of, photo, reply_of
from tests.values import asset

PALETTE = ("#b5462a", "#fffff0")
ACME = Content(
    palette=PALETTE, added="warm light", avoided="neon", ratios=(Ratio(16, 9), Ratio(1, 1))
)
# As it is shipped, the classical engine draws only where nothing else does.
DRAWS = (Intent.IMAGINE,)
CLASSICAL = CATALOGUE.card("classical")
STOPGAP = Catalogue(
    (
        *(replace(one, engine="diffusion") for one in CATALOGUE if one is not CLASSICAL),
        replace(CLASSICAL, intents=(*CLASSICAL.intents, *DRAWS), stopgap=DRAWS, references=4),
    )
)


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk(catalogue=STOPGAP)
    await talk.worker()
    return talk


def pictures(name: str, count: int) -> tuple[Asset, ...]:
    return tuple(asset(f"{name} {number}") for number in range(count))


async def save(talk: Talk, name: str, count: int, **more: object) -> Content:
    """A set of some pictures."""
    content = Content(pictures(name, count), **more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    return (await talk.sets.keep("ada", name, content)).content


async def spec(talk: Talk, words: str, *files: bytes, **more: object) -> JobSpec:
    return job_of(await talk.say(words, *files, **more)).spec


async def test_a_set_in_a_scene_goes_to_a_model_that_takes_references(talk: Talk) -> None:
    mia = await save(talk, "mia", 2)
    made = await spec(talk, "@mia in a café")
    assert (made.intent, made.role, made.model) == (Intent.REFINE, Role.CONSISTENT, "painter")
    assert made.inputs == mia.pictures
    assert made.prompt.words == "the subject of images 1 and 2 in a café"
    assert (made.said, made.prompt.sets) == ("@mia in a café", ("mia",))
    assert made.notes == ("with @mia, version 1: 2 pictures",)
    assert not made.each


async def test_of_more_pictures_than_a_model_takes_the_first_are_used(talk: Talk) -> None:
    mia = await save(talk, "mia", 5)
    made = await spec(talk, "@mia in a café")
    assert made.inputs == mia.pictures[:3]
    assert made.notes == (
        "with @mia, version 1: the first 3 of 5 pictures, as many as Painter takes",
    )


async def test_several_sets_share_what_there_is_room_for(talk: Talk) -> None:
    mia, rex = await save(talk, "mia", 5), await save(talk, "rex", 5)
    made = await spec(talk, "@mia and @rex in a café")
    assert made.inputs == (*mia.pictures[:2], *rex.pictures[:1])
    assert made.prompt.words == (
        "the subject of images 1 and 2 and the subject of image 3 in a café"
    )


async def test_a_name_that_begins_as_another_does_is_its_own(talk: Talk) -> None:
    await save(talk, "mia", 1)
    await save(talk, "mia-2", 1)
    made = await spec(talk, "@mia-2 beside @mia in a café")
    assert made.prompt.words == "the subject of image 1 beside the subject of image 2 in a café"


async def test_an_earlier_version_is_used_where_it_is_named(talk: Talk) -> None:
    await save(talk, "mia", 1)
    await talk.sets.keep("ada", "mia", Content(pictures("new", 1)))
    made = await spec(talk, "@mia:1 in a café")
    assert made.inputs == pictures("mia", 1)
    assert made.prompt.words == "the subject of image 1 in a café"
    assert made.notes == ("with @mia, version 1: 1 picture",)


@pytest.mark.parametrize(
    ("words", "intent", "left"),
    [
        ("make @mia a watercolour", Intent.RESTYLE, "make it a watercolour"),
        ("remove the background of @mia", Intent.CUTOUT, "remove the background of it"),
        ("animate @mia", Intent.ANIMATE, "animate it"),
        ("put @mia on a beach", Intent.EDIT, "put it on a beach"),
        ("setze @mia an einen Strand", Intent.REFINE, "setze es an einen Strand"),
        ("stelle @mia auf einen Berg", Intent.REFINE, "stelle es auf einen Berg"),
        ("animiere @mia", Intent.ANIMATE, "animiere es"),
        ("gib @mia einen Hut", Intent.EDIT, "gib es einen Hut"),
        ("mets @mia sur une plage", Intent.REFINE, "mets la sur une plage"),
        ("anime @mia", Intent.ANIMATE, "anime la"),
        ("pon @mia en una playa", Intent.EDIT, "pon la en una playa"),
        ("coloca a @mia en el desierto", Intent.REFINE, "coloca a it en el desierto"),
    ],
)
async def test_a_set_that_is_worked_on_stands_for_its_first_picture(
    talk: Talk, words: str, intent: Intent, left: str
) -> None:
    mia = await save(talk, "mia", 3)
    await talk.made()  # which the words do not speak of
    made = await spec(talk, words)
    assert (made.intent, made.inputs) == (intent, mia.pictures[:1])
    assert (made.prompt.words, made.said) == (left, words)
    assert made.notes == ("with @mia, version 1: its first picture",)


BESIDE = {
    "put @mia next to the lighthouse": "a lighthouse by the sea",
    "add @mia": "a lighthouse by the sea",
    "please add @mia to the picture": "a lighthouse by the sea",
    "setze @mia neben den Leuchtturm": "ein Leuchtturm am Meer",
    "füge @mia hinzu": "ein Leuchtturm am Meer",
    "mets @mia à côté du phare": "un phare sur la mer",
    "pon a @mia al lado del faro": "un faro junto al mar",
}


@pytest.mark.parametrize(("words", "drawn"), BESIDE.items(), ids=BESIDE)
@pytest.mark.parametrize("reply", [False, True], ids=["said", "replied"])
async def test_a_set_comes_into_the_picture_that_shows_what_it_is_put_beside(
    talk: Talk, words: str, drawn: str, reply: bool
) -> None:
    mia = await save(talk, "mia", 1)
    grid = await talk.end(await talk.begin(drawn))
    made = await spec(talk, words, **({"reply_to": grid.id} if reply else {}))
    assert (made.intent, made.said) == (Intent.REFINE, words)
    assert made.inputs == (grid.variants[0].asset, *mia.pictures)
    assert "the subject of image 2" in made.prompt.words


async def test_a_set_comes_into_the_variant_that_was_opened(talk: Talk) -> None:
    mia = await save(talk, "mia", 1)
    grid = await talk.end(await talk.begin("a lighthouse by the sea"))
    reply_of(await talk.say("3"))
    made = await spec(talk, "put @mia next to the door")
    assert made.inputs == (grid.variants[2].asset, *mia.pictures)


ANEW = {
    "put @mia next to the lighthouse": "the subject of image 1 next to the lighthouse",
    "setze @mia neben den Leuchtturm": "the subject of image 1 neben den Leuchtturm",
    "mets @mia à côté du phare": "the subject of image 1 à côté du phare",
    "pon a @mia al lado del faro": "the subject of image 1 al lado del faro",
}


@pytest.mark.parametrize(("words", "drawn"), ANEW.items(), ids=ANEW)
@pytest.mark.parametrize("before", ["", "a red fox"], ids=["nothing before", "something else"])
async def test_where_no_picture_shows_it_both_are_drawn(
    talk: Talk, words: str, drawn: str, before: str
) -> None:
    mia = await save(talk, "mia", 1)
    if before:
        await talk.end(await talk.begin(before))
    made = await spec(talk, words)
    assert (made.inputs, made.prompt.words) == (mia.pictures, drawn)


async def test_a_set_that_is_added_to_nothing_needs_a_picture(talk: Talk) -> None:
    await save(talk, "mia", 1)
    assert "I need a picture for that" in reply_of(await talk.say("add @mia")).text


@pytest.mark.parametrize("words", ["@mia as an oil painting --n 2", "put @mia on a beach"])
async def test_what_was_sent_to_save_a_set_is_not_taken_for_the_request(
    talk: Talk, words: str
) -> None:
    await talk.say("/set save @mia", photo("navy"), photo("teal"))
    made = await spec(talk, words)
    assert len(made.inputs) == 1
    assert made.notes[-1] == "with @mia, version 1: its first picture"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("@mia in three scenes: at night, in the snow, at sea", id="before"),
        pytest.param("three scenes of @mia: at night, in the snow, at sea", id="behind"),
        pytest.param("series of @mia: at night | in the snow | at sea", id="a series of"),
        pytest.param("drei Szenen mit @mia: bei Nacht, im Schnee, am Meer", id="de"),
        pytest.param("Serie von @mia: bei Nacht | im Schnee | am Meer", id="de, a series"),
        pytest.param("trois scènes de @mia : la nuit, sous la neige, en mer", id="fr"),
        pytest.param("série de @mia : la nuit | sous la neige | en mer", id="fr, a series"),
        pytest.param("tres escenas de @mia: de noche, en la nieve, en el mar", id="es"),
        pytest.param("serie de @mia: de noche | en la nieve | en el mar", id="es, a series"),
    ],
)
async def test_a_set_is_the_subject_of_its_scenes(talk: Talk, words: str) -> None:
    await save(talk, "mia", 1)
    made = await spec(talk, words)
    assert (len(made.inputs), len(made.prompt.scenes)) == (1, 3)
    assert not any("not used" in note or "manner" in note for note in made.notes)


async def test_a_new_scene_is_no_change_of_the_latest_result(talk: Talk) -> None:
    mia = await save(talk, "mia", 1)
    await talk.made()
    made = await spec(talk, "@mia as a comic hero")
    assert (made.inputs, made.lineage) == (mia.pictures, None)


@pytest.mark.parametrize(
    "words", ["@mia an einem Strand", "@mia sur une plage", "@mia en una playa"]
)
async def test_a_new_scene_in_other_languages_is_one(talk: Talk, words: str) -> None:
    mia = await save(talk, "mia", 2)
    made = await spec(talk, words)
    assert (made.inputs, made.prompt.words[:28]) == (mia.pictures, "the subject of images 1 and ")


@pytest.mark.parametrize("words", ["@mia", "@mia:1", " @mia ! "])
async def test_a_name_alone_shows_the_set(talk: Talk, words: str) -> None:
    await save(talk, "mia", 1)
    assert reply_of(await talk.say(words)).text == "@mia, version 1"


@pytest.mark.parametrize("words", ["@mia @acme", "@mia und @acme", "@mia avec @acme"])
async def test_names_alone_are_asked_about(talk: Talk, words: str) -> None:
    await save(talk, "mia", 1)
    await save(talk, "acme", 1)
    asked = reply_of(await talk.say(words)).text
    assert asked.startswith("What of @mia and @acme? Say what to draw")


async def test_a_name_beside_a_picture_says_how_that_is_to_be(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    made = await spec(talk, "@acme", photo())
    assert (made.intent, len(made.inputs)) == (Intent.REFINE, 1)


async def test_a_brand_over_three_scenes_is_in_each_of_them(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    made = await spec(talk, "a cat in three scenes: at sea, in snow, in a city, for @acme")
    look = "warm light, in a palette of brick red #b5462a, ivory #fffff0"
    assert made.prompt.scenes == ("at sea", "in snow", "in a city")
    assert made.prompt.permutations == tuple(f"a cat {one}, {look}" for one in made.prompt.scenes)


async def test_a_clip_of_words_takes_words_ratio_and_colours() -> None:
    talk = Talk(catalogue=read_catalogue(StorageSettings()))
    await talk.worker("classical")
    await talk.sets.keep("ada", "acme", ACME)
    made = await spec(talk, "a clip of a lighthouse for @acme")
    assert (made.intent, made.palette, made.prompt.ratio) == (
        *(Intent.ANIMATE, PALETTE, Ratio(16, 9)),
    )
    assert made.motion is not None
    assert made.motion.words == "a clip of a lighthouse, warm light"
    assert "its palette of 2 colours" in made.notes[0]


async def test_formats_for_a_brand_are_those_of_its_ratios_and_of_the_latest_result() -> None:
    talk = Talk(catalogue=read_catalogue(StorageSettings()))
    await talk.worker("classical")
    ratios = (Ratio(7, 3), Ratio(16, 9), Ratio(1, 1))
    acme = await save(talk, "acme", 1, ratios=ratios)
    latest = await talk.made("a watercolour of it, just one", photo())
    made = await spec(talk, "all formats for @acme")
    assert (made.intent, made.formats) == (Intent.FORMATS, ("hero", "square"))
    assert made.inputs == (latest.variants[0].asset,) != acme.pictures
    assert made.notes[-2:] == (
        "with @acme, version 1: its picture was not used: Easel Classical draws no new picture of "
        "what they show; 16:9, 1:1",
        "21:9: not one of the formats",
    )


async def test_a_comparison_takes_words_and_ratio_of_a_set_and_says_what_it_does_not(
    talk: Talk,
) -> None:
    await save(talk, "acme", 4, added="warm light", ratios=(Ratio(16, 9),))
    made = await spec(talk, "compare all models: a castle for @acme")
    assert (made.intent, made.prompt.ratio) == (Intent.COMPARE, Ratio(16, 9))
    assert made.notes[-1].endswith("; “warm light”; 16:9")


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("@mia in 16:9", Intent.REFRAME),
        ("@mia --ar 1:1", Intent.REFRAME),
        ("@mia black and white", Intent.RESTYLE),
        ("@mia in schwarz-weiß", Intent.RESTYLE),
        ("@mia en noir et blanc", Intent.RESTYLE),
        ("@mia en blanco y negro", Intent.RESTYLE),
    ],
)
async def test_a_frame_or_black_and_white_alone_is_of_its_picture(
    talk: Talk, words: str, intent: Intent
) -> None:
    mia = await save(talk, "mia", 2)
    made = await spec(talk, words)
    assert (made.intent, made.inputs) == (intent, mia.pictures[:1])


class TestComparison:
    """Models that are compared on what a set shows all draw it anew."""

    RIVALS = Catalogue(
        (*STOPGAP, replace(STOPGAP.card("painter"), name="second", title="Second", references=2))
    )

    @pytest.fixture
    async def talk(self) -> Talk:
        talk = Talk(catalogue=self.RIVALS)
        await talk.worker(*(one.name for one in self.RIVALS))
        return talk

    @pytest.mark.parametrize(
        "words",
        [
            "compare all models: @mia in a café",
            "@mia in a café, compare all models",
            "vergleiche alle Modelle: @mia in a café",
        ],
    )
    async def test_each_gets_the_same_pictures_and_words(self, talk: Talk, words: str) -> None:
        mia = await save(talk, "mia", 4)
        made = await spec(talk, words)
        assert (made.intent, made.contest) == (Intent.COMPARE, Intent.REFINE)
        assert made.contenders == ("painter", "second")
        assert made.inputs == mia.pictures[:2]
        assert made.prompt.words == "the subject of images 1 and 2 in a café"
        assert made.reason.endswith("2 models, same words and seed")
        assert "the first 2 of 4 pictures, as many as Second takes" in made.notes[-1]

    async def test_models_that_are_named_are_those(self) -> None:
        talk = Talk(catalogue=read_catalogue(StorageSettings()))
        await talk.worker(*(one.name for one in talk.catalogue))
        mia = await save(talk, "mia", 2)
        made = await spec(talk, "compare klein and kontext: @mia in a café")
        assert made.contenders == ("flux-3-image-klein", "flux1-kontext")
        assert (made.contest, made.inputs) == (Intent.REFINE, mia.pictures[:1])

    async def test_on_a_picture_it_is_the_picture(self, talk: Talk) -> None:
        mia = await save(talk, "mia", 2)
        made = await spec(talk, "compare all models for @mia as a watercolour", photo())
        assert (made.intent, made.contest, len(made.inputs)) == (Intent.COMPARE, None, 1)
        assert made.inputs[0] not in mia.pictures


async def test_a_model_that_takes_references_is_not_said_to_take_none(talk: Talk) -> None:
    kept = await talk.sets.keep("ada", "acme", Content(pictures("acme", 4)))
    told = taken(kept, 0, STOPGAP.card("painter"), True, ())
    assert told.endswith(f"its 4 pictures were not used: {NO_PICTURES}")


RECOLOURED = ("make this in the style of @acme", "turn this into @acme style", "for @acme")
RECOLOURED_TOO = (
    "mach das im Stil von @acme",
    "fais cette image pour @acme",
    "haz esto para @acme",
)


@pytest.mark.parametrize("words", [*RECOLOURED, *RECOLOURED_TOO])
async def test_the_manner_of_a_brand_alone_is_its_colours(words: str) -> None:
    talk = Talk(catalogue=read_catalogue(StorageSettings()))
    await talk.worker("classical")
    await talk.sets.keep("ada", "acme", Content(palette=PALETTE))
    made = await spec(talk, words, photo())
    assert (made.intent, made.palette, made.prompt.words) == (Intent.RESTYLE, PALETTE, "")


async def test_a_number_for_a_brand_is_recoloured() -> None:
    talk = Talk(catalogue=read_catalogue(StorageSettings()))
    await talk.worker("classical")
    await talk.sets.keep("ada", "acme", Content(palette=PALETTE))
    grid = await talk.made()
    made = await spec(talk, "2 but for @acme", reply_to=grid.id)
    assert (made.inputs, made.palette) == ((grid.variants[1].asset,), PALETTE)
    assert (made.intent, made.prompt.words) == (Intent.RESTYLE, "")


async def test_a_set_without_colours_is_no_manner_where_only_those_are_taken() -> None:
    talk = Talk(catalogue=read_catalogue(StorageSettings()))
    await talk.worker("classical")
    await save(talk, "acme", 1)
    told = reply_of(await talk.say("make this in the style of @acme", photo())).text
    assert "“/set palette @acme” takes them from its pictures" in told


async def test_ones_own_set_comes_before_one_that_is_shared(talk: Talk) -> None:
    mia = await save(talk, "mia", 1)
    theirs = await talk.sets.keep("bob", "mia", Content(pictures("bob", 1)))
    await talk.sets.share(theirs.id, "studio")
    assert (await spec(talk, "@mia in a café")).inputs == mia.pictures
    others = await spec(talk, "@mia in a café", person="eve")
    assert others.inputs == theirs.content.pictures


async def test_a_set_beside_a_picture_comes_after_it(talk: Talk) -> None:
    mia = await save(talk, "mia", 2)
    made = await spec(talk, "put @mia next to the cup", photo())
    assert (made.intent, len(made.inputs)) == (Intent.REFINE, 3)
    assert made.inputs[1:] == mia.pictures
    assert made.prompt.words == "put the subject of images 2 and 3 next to the cup"


async def test_a_set_in_the_words_of_a_button(talk: Talk) -> None:
    mia = await save(talk, "mia", 1)
    grid = await talk.made()
    made = job_of(await talk.press(Verb.REFINE, grid, 2, "with @mia beside it")).spec
    assert made.inputs == (grid.variants[1].asset, *mia.pictures)


async def test_a_brand_brings_words_colours_and_its_ratio(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    made = await spec(talk, "a lighthouse for @acme")
    assert made.prompt.words == (
        "a lighthouse, warm light, in a palette of brick red #b5462a, ivory #fffff0"
    )
    assert (made.prompt.negative, made.prompt.ratio) == ("neon", Ratio(16, 9))
    assert made.notes == (
        "with @acme, version 1: its palette of 2 colours; “warm light”; without “neon”; 16:9",
    )


async def test_what_a_request_says_itself_comes_first(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    made = await spec(talk, "a lighthouse for @acme, 1:1 --no text")
    assert (made.prompt.ratio, made.prompt.negative) == (Ratio(1, 1), "text, neon")
    assert "16:9" not in made.notes[0]


async def test_a_brand_with_pictures_is_the_manner_and_not_the_subject(talk: Talk) -> None:
    await save(talk, "acme", 2, palette=PALETTE)
    made = await spec(talk, "a lighthouse for @acme")
    assert made.prompt.words.startswith("a lighthouse, in the style of images 1 and 2, in a pal")


async def test_what_changes_a_part_takes_no_standing_words(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    made = await spec(talk, "remove the cup for @acme", photo())
    assert (made.prompt.words, made.prompt.negative) == ("remove the cup", "")
    assert made.notes == ("with @acme, version 1: nothing of it is used in this kind of change",)


async def test_choices_are_worded_each(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", replace(ACME, palette=()))
    made = await spec(talk, "a {red|blue} mug for @acme")
    assert made.prompt.permutations == ("a red mug, warm light", "a blue mug, warm light")


async def test_an_engine_that_takes_colours_gets_them_as_they_are() -> None:
    talk = Talk(catalogue=STOPGAP)
    await talk.worker("classical")
    await save(talk, "acme", 2, palette=PALETTE, added="at dusk")
    made = await spec(talk, "a lighthouse for @acme")
    assert (made.intent, made.model, made.inputs) == (Intent.IMAGINE, "classical", ())
    assert (made.prompt.words, made.palette) == ("a lighthouse, at dusk", PALETTE)
    left = "its 2 pictures were not used: Easel Classical draws no new picture of what they show"
    assert left in made.notes[0]


SCENES = ("in the snow", "at night", "im Regen", "sous la neige", "al atardecer", "in fog")


@pytest.mark.parametrize("scene", SCENES)
async def test_a_model_that_takes_references_draws_a_scene_anew(talk: Talk, scene: str) -> None:
    await save(talk, "mia", 2)
    made = await spec(talk, f"@mia {scene}")
    assert (made.intent, len(made.inputs)) == (Intent.REFINE, 2)
    assert made.prompt.words == f"the subject of images 1 and 2 {scene}"
    looks = await spec(talk, "@mia as a watercolour")
    assert (looks.intent, len(looks.inputs)) == (Intent.RESTYLE, 1)


@pytest.mark.parametrize("look", [*SCENES, "in the style of noir"])
async def test_where_none_does_her_picture_gets_the_look_of_it(look: str) -> None:
    talk = Talk(catalogue=STOPGAP)
    await talk.worker("classical")
    await save(talk, "mia", 2)
    made = await spec(talk, f"@mia {look}")
    assert (made.intent, len(made.inputs)) == (Intent.RESTYLE, 1)


async def test_what_cannot_be_put_into_a_picture_is_named_to_the_model() -> None:
    talk = Talk(catalogue=STOPGAP)
    await talk.worker("classical")
    await save(talk, "mia", 1)
    made = await spec(talk, "put @mia next to the cup", photo())
    assert (made.intent, made.prompt.words) == (Intent.EDIT, "put mia next to the cup")


async def test_results_stay_when_their_set_is_deleted(talk: Talk) -> None:
    reply_of(await talk.say("save this as @mia", photo()))
    made = await talk.end(await talk.begin("@mia in a café"))
    reply_of(await talk.say("/set delete @mia yes"))
    again = job_of(await talk.press(Verb.AGAIN, made)).spec
    assert len(again.inputs) == 1
    assert (again.inputs, again.prompt) == (made.spec.inputs, made.spec.prompt)


async def lent(talk: Talk) -> Job:
    """What Bob made of Ada's set; he saw the picture that it began with."""
    reply_of(await talk.say("save this as @mia", photo(), channel="Ada’s own"))
    reply_of(await talk.say("/set share @mia"))
    made = await talk.end(await talk.begin("make @mia a watercolour --n 1", person="bob"))
    assert reply_of(await talk.say("step 0", person="bob")).shown
    return made


@pytest.mark.parametrize("words", ["step 0", "undo", "show me step 0", "Schritt 0", "étape 0"])
async def test_of_a_deleted_set_others_are_shown_no_picture(talk: Talk, words: str) -> None:
    made = await lent(talk)
    reply_of(await talk.say("/set delete @mia yes", channel="Ada’s own"))
    (picture,) = made.spec.inputs
    told = reply_of(await talk.say(words, person="bob", reply_to=made.id))
    assert picture not in [one.asset for one in (*told.shown, *told.files)]
    every = [turn.reply for turn in talk.memory.turns.values() if turn.person == "bob"]
    assert TOLD in every


async def test_they_may_make_the_same_again_of_it_all_the_same(talk: Talk) -> None:
    made = await lent(talk)
    reply_of(await talk.say("/set delete @mia yes", channel="Ada’s own"))
    again = job_of(await talk.press(Verb.AGAIN, made, person="bob")).spec
    assert (again.inputs, again.withheld) == (made.spec.inputs, (made.spec.inputs[0].sha256,))


async def test_more_of_a_drawing_keeps_the_colours() -> None:
    talk = Talk(catalogue=STOPGAP)
    await talk.worker("classical")
    await talk.sets.keep("ada", "acme", ACME)
    made = await talk.end(await talk.begin("a lighthouse for @acme"))
    varied = job_of(await talk.press(Verb.VARY, made, 1)).spec
    assert varied.drawn is not None
    assert varied.drawn.palette == PALETTE


@pytest.mark.parametrize(
    "added",
    ["--n 9 --seed 1", "{a|b}", "@rex", '"HELLO"', "16:9", "<script>alert(1)</script>"],
)
async def test_standing_words_are_words_and_no_settings(talk: Talk, added: str) -> None:
    await talk.sets.keep("ada", "acme", Content(added=added))
    made = await spec(talk, "a lighthouse for @acme")
    assert made.prompt.words == f"a lighthouse, {added}"
    assert (made.count, made.prompt.ratio, made.prompt.permutations) == (4, None, ())
    assert made.strength == STRENGTH


async def test_a_name_in_quotes_is_text(talk: Talk) -> None:
    made = await spec(talk, 'a sign that says "@mia"')
    assert made.prompt.words == 'a sign that says "@mia"'


CASES = {
    "in words": "same settings, but @acme at sea",
    "in words, without a comma": "same settings but @acme at sea",
}


@pytest.mark.parametrize("words", CASES.values(), ids=CASES)
async def test_other_words_take_the_sets_that_they_name(talk: Talk, words: str) -> None:
    await save(talk, "mia", 2)
    acme = await save(talk, "acme", 1)
    first = await talk.end(await talk.begin("@mia in a café --seed 7"))
    made = await spec(talk, words, reply_to=first.id)
    assert made.inputs == acme.pictures
    assert made.prompt.words == "the subject of image 1 at sea"
    assert (made.seed, made.recalls, made.said) == (7, first.id, "@acme at sea")
    assert "with @acme, version 1: 1 picture" in made.notes
    assert not any("@mia" in note for note in made.notes)


async def test_other_words_without_a_set_take_none(talk: Talk) -> None:
    await save(talk, "mia", 2, added="warm light")
    first = await talk.end(await talk.begin("@mia in a café --seed 7"))
    made = await spec(talk, "same settings, but a lighthouse", reply_to=first.id)
    assert (made.inputs, made.prompt.words) == ((), "a lighthouse")
    assert (made.intent, made.seed) == (Intent.IMAGINE, 7)


ACME_FOX = "a fox, linocut, for @acme --seed 7"


async def acme_fox(talk: Talk, words: str = ACME_FOX) -> Job:
    await talk.sets.keep("ada", "acme", ACME)
    return await talk.end(await talk.begin(words))


@pytest.mark.parametrize(
    "words",
    [
        ACME_FOX,
        "a fox for @acme, linocut --seed 7",
        "a fox, linocut, in the style of @acme --seed 7",
    ],
)
async def test_the_brand_of_then_stays_for_other_words(talk: Talk, words: str) -> None:
    first = await acme_fox(talk, words)
    made = await spec(talk, "same settings, but a lighthouse", reply_to=first.id)
    start = "a lighthouse, linocut"
    assert made.prompt.words.startswith(f"{start}, warm light, in a palette of")
    assert (made.said, made.seed, made.prompt.sets) == (
        "a lighthouse for @acme, linocut",
        7,
        ("acme",),
    )


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("same settings, but a castle, without @acme", "a castle, linocut"),
        ("dieselben Einstellungen, aber ein Schloss, ohne @acme", "ein Schloss, linocut"),
        ("les mêmes réglages mais un château, sans @acme", "un château, linocut"),
        ("los mismos ajustes pero un castillo, sin @acme", "un castillo, linocut"),
        ("same settings, without @acme", "a fox, linocut"),
        ("again, but not for @acme", "a fox, linocut"),
        ("the same again, without @acme please", "a fox, linocut"),
        ("nochmal, aber ohne @acme", "a fox, linocut"),
        ("encore, mais sans @acme", "a fox, linocut"),
        ("otra vez, pero sin @acme", "a fox, linocut"),
        ("without @acme", "a fox, linocut"),
    ],
)
async def test_the_brand_of_then_goes_where_it_is_unwanted(
    talk: Talk, words: str, left: str
) -> None:
    first = await acme_fox(talk)
    made = await spec(talk, words, reply_to=first.id)
    assert (made.prompt.words, made.prompt.sets, made.palette) == (left, (), ())
    assert (made.seed, made.recalls) == (7, first.id)


async def test_of_several_sets_only_the_unwanted_one_goes(talk: Talk) -> None:
    mia = await save(talk, "mia", 1)
    first = await acme_fox(talk, "@mia in a café, for @acme --seed 7")
    made = await spec(talk, "again without @acme", reply_to=first.id)
    assert (made.inputs, made.prompt.words) == (mia.pictures, "the subject of image 1 in a café")


async def test_what_was_made_without_a_set_says_so(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    first = await talk.end(await talk.begin("a fox"))
    told = reply_of(await talk.say("again without @acme", reply_to=first.id))
    assert told.text == "That was made without @acme already; say what is to be otherwise."


async def test_a_set_that_is_unwanted_is_not_used(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    made = await spec(talk, "draw a city --n 1 without @acme")
    assert (made.prompt.words, made.prompt.negative, made.palette) == ("draw a city", "", ())


async def test_a_look_for_a_brand_is_drawn_anew_for_it() -> None:
    talk = Talk(catalogue=STOPGAP)
    await talk.worker("classical")
    await talk.sets.keep("ada", "acme", ACME)
    await talk.made("make it a watercolour for @acme --seed 7")
    made = await spec(talk, "same settings with a castle")
    assert (made.intent, made.prompt.words) == (
        Intent.IMAGINE,
        "a castle, watercolour, warm light",
    )
    assert (made.palette, made.seed) == (PALETTE, 7)


async def test_on_another_picture_a_brand_stays() -> None:
    talk = Talk(catalogue=STOPGAP)
    await talk.worker("classical")
    first = await acme_fox(talk, "a castle, watercolour, for @acme")
    made = await spec(talk, "same settings on this", photo(), reply_to=first.id)
    assert made.palette == PALETTE


async def test_nobody_is_told_of_a_strength_that_was_never_said(talk: Talk) -> None:
    first = await acme_fox(talk)
    made = await spec(talk, "same settings, but a castle", reply_to=first.id)
    assert not any("--strength" in note for note in made.notes)


async def test_other_words_that_name_an_unknown_set_are_told(talk: Talk) -> None:
    await save(talk, "mia", 2)
    first = await talk.end(await talk.begin("@mia in a café"))
    told = reply_of(await talk.say("same settings, but @nobody at sea", reply_to=first.id))
    assert told.error == "UnknownSet"


async def test_a_set_that_was_deleted_since_goes_with_its_pictures(talk: Talk) -> None:
    mia = await talk.sets.keep("ada", "mia", Content(pictures("mia", 2)))
    first = await talk.end(await talk.begin("@mia in a café"))
    await talk.sets.delete(mia.id)
    made = await spec(talk, "same settings, but a lighthouse", reply_to=first.id)
    assert made.inputs == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2 with @mia beside it", "with the subject of images 2 and 3 beside it"),
        ("the second with @mia", "with the subject of images 2 and 3"),
        ("number 2, but @mia is on it", "the subject of images 2 and 3 is on it"),
    ],
)
async def test_a_variant_that_is_chosen_goes_along_with_a_set(
    talk: Talk, words: str, said: str
) -> None:
    mia = await save(talk, "mia", 2)
    grid = await talk.end(await talk.begin("a lighthouse --n 2"))
    made = await spec(talk, words)
    assert made.inputs == (grid.variants[1].asset, *mia.pictures)
    assert made.prompt.words == said


async def test_cats_that_are_counted_are_no_variant(talk: Talk) -> None:
    mia = await save(talk, "mia", 2)
    await talk.end(await talk.begin("a lighthouse --n 4"))
    assert (await spec(talk, "2 cats and @mia in a café")).inputs == mia.pictures


@pytest.mark.parametrize("words", ["history", "my favourites"])
async def test_lists_say_what_the_person_said(talk: Talk, words: str) -> None:
    await talk.sets.keep("ada", "acme", replace(ACME, palette=()))
    job = await talk.end(job_of(await talk.say("a lighthouse for @acme --n 1")))
    assert "warm light" in job.spec.prompt.words
    await talk.press(Verb.STAR, job, 1)
    (line,) = reply_of(await talk.say(words, intent=Intent.RECALL)).lines
    assert "“a lighthouse for @acme”" in line
    assert "warm light" not in line


async def test_details_say_both_what_was_said_and_what_the_model_was_told(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", replace(ACME, palette=()))
    job = await talk.end(job_of(await talk.say("a lighthouse for @acme --n 1")))
    lines = reply_of(await talk.press(Verb.DETAILS, job)).lines
    assert lines[:2] == (
        "Words: a lighthouse for @acme",
        f"The model was told: {job.spec.prompt.words}",
    )


@pytest.mark.parametrize("words", ["@mia as an oil painting --n 2", "2 variants, @mia as a comic"])
async def test_what_was_just_saved_is_meant_by_its_name(talk: Talk, words: str) -> None:
    await talk.say("save these as @mia", photo("red"), photo("blue"))
    made = await spec(talk, words)
    assert (len(made.inputs), made.count) == (1, 2)
    assert made.notes == ("with @mia, version 1: its first picture",)


async def test_what_was_compared_is_not_compared_with_others_for_a_set(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    then = await talk.end(await talk.begin("compare all models: a lighthouse"))
    assert len(then.spec.contenders) > 1
    told = reply_of(await talk.say("same settings, but a castle, for @acme", reply_to=then.id))
    assert told.error == "ComparesAnew"
    *most, last = then.spec.contenders
    names = f"{', '.join(most)} and {last}"
    assert f"“compare {names}: a castle, for @acme”" in told.text


async def test_a_series_for_a_brand_is_one_with_other_words_too(talk: Talk) -> None:
    await talk.sets.keep("ada", "acme", ACME)
    then = await talk.end(await talk.begin("series: a fox: at dusk | at sea | in fog, for @acme"))
    assert then.spec.prompt.scenes == ("at dusk", "at sea", "in fog")
    for words, sets in (("a hut", ("acme",)), ("a hut, without @acme", ())):
        made = await spec(talk, f"same settings, but {words}", reply_to=then.id)
        assert made.prompt.scenes == ("at dusk", "at sea", "in fog")
        assert made.prompt.sets == sets
        assert "acme" not in made.words_of(3)
        assert made.words_of(3).startswith("a hut in fog")
