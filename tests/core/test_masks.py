"""Masks that come with a request: which fit, what they mean, and what keeps them."""

import json
from dataclasses import replace

import pytest

from core.actions import Verb
from core.answers import answer
from core.attachments import Attachment
from core.catalogue import Intent
from core.detailing import details
from core.jobs import Asset, Failure, Job, JobSpec, State
from core.masks import RULE, UNUSED, BadMask, MaskMismatch, check, fits
from core.steps import Step, Way
from core.wire import plain, read
from tests.core.cards import CATALOGUE
from tests.core.requests import request, routed
from tests.core.results import done, in_state
from tests.core.talk import Talk, job_of, photo, reply_of
from tests.values import asset, spec

MASK = asset("mask", 64, 48)
SHAPE = (64, 48)  # px, of what workers give back in these tests
WIDE = Attachment("wide.png", photo("white", (64, 32)))
FILE = Attachment("mask.png", photo("white", (32, 24)))


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def masked(talk: Talk, words: str = "make it blue") -> Job:
    """A finished edit within a mask."""
    return await talk.made(words, photo(size=SHAPE), mask=FILE)


@pytest.mark.parametrize(
    ("mask", "picture", "same"),
    [
        pytest.param((640, 480), (640, 480), True, id="the same size"),
        pytest.param((320, 240), (4096, 3072), True, id="a smaller one"),
        pytest.param((4096, 2731), (600, 400), True, id="a larger one, rounded"),
        pytest.param((33, 25), (4000, 3000), True, id="a tiny one, rounded"),
        pytest.param((480, 640), (640, 480), False, id="turned"),
        pytest.param((640, 480), (640, 400), False, id="of another ratio"),
    ],
)
def test_a_mask_fits_by_its_ratio(
    mask: tuple[int, int], picture: tuple[int, int], same: bool
) -> None:
    assert fits(asset("mask", *mask), asset("picture", *picture)) is same


def test_another_ratio_is_refused_with_both_sizes() -> None:
    with pytest.raises(MaskMismatch) as refused:
        check(MASK, [asset("a", 128, 96), asset("b", 640, 640)])
    assert refused.value.sentence == (
        "The mask is 64 x 48 px and the picture 640 x 640 px; please send a mask of the same "
        "shape, in any size."
    )


def test_the_rule_fits_where_discord_shows_it() -> None:
    assert len(RULE) <= 100


def test_a_row_from_before_there_were_masks_reads_on() -> None:
    old = json.loads(json.dumps(plain(spec())))
    assert "mask" not in old
    assert read(JobSpec, old).mask is None


@pytest.mark.parametrize(
    ("intent", "mask", "notes"),
    [
        pytest.param(Intent.EDIT, MASK, (), id="an edit"),
        pytest.param(Intent.VARY, MASK, (), id="a variation"),
        pytest.param(Intent.CUTOUT, MASK, (), id="a cut-out"),
        pytest.param(Intent.UPSCALE, None, (UNUSED,), id="a larger picture"),
        pytest.param(Intent.ANIMATE, None, (UNUSED,), id="a clip"),
        pytest.param(Intent.COMPARE, None, (UNUSED,), id="a comparison"),
    ],
)
def test_what_a_mask_means_something_for(
    intent: Intent, mask: Asset | None, notes: tuple[str, ...]
) -> None:
    wanted = replace(request(intent, inputs=(asset("picture"),)), mask=MASK)
    made = routed(wanted)
    assert (made.mask, made.notes) == (mask, notes)


@pytest.mark.parametrize("kind", BadMask.__subclasses__())
def test_what_a_mask_did_wrong_is_not_tried_again(kind: type[BadMask]) -> None:
    failed = replace(in_state(State.FAILED), failure=Failure(kind.__name__, "No."))
    assert answer(failed, CATALOGUE).rows == ()


def test_details_tell_of_a_mask() -> None:
    for job, told in ((done(mask=MASK), True), (done(), False)):
        lines = details(job, Way((Step(job, 1),)), CATALOGUE).lines
        assert ("Mask: 64 x 48 px" in lines) is told


class TestTalking:
    """A mask comes beside the picture, and stays with what goes on from it."""

    async def test_it_is_taken_in_and_makes_an_edit(self, talk: Talk) -> None:
        job = await talk.begin("as a watercolour", photo(size=SHAPE), mask=FILE)
        mask = job.spec.mask
        assert mask is not None
        assert (mask.width, mask.height) == (32, 24)
        assert await talk.ledger.asset(mask.sha256) == replace(mask, origin=None)
        assert (job.spec.intent, len(job.spec.inputs)) == (Intent.EDIT, 1)

    async def test_with_edit_it_marks_a_variant(self, talk: Talk) -> None:
        grid = await talk.made("as a watercolour", photo(size=SHAPE))
        job = job_of(await talk.press(Verb.EDIT, grid, 2, words="as an oil painting", mask=FILE))
        assert job.spec.intent is Intent.EDIT
        assert job.spec.mask is not None
        assert job.spec.inputs == (grid.variants[1].asset,)

    @pytest.mark.parametrize("verb", [Verb.MORE, Verb.VARY])
    async def test_a_button_keeps_it(self, talk: Talk, verb: Verb) -> None:
        first = await masked(talk)
        again = job_of(await talk.press(verb, first, 0 if verb is Verb.MORE else 1))
        assert first.spec.mask is not None
        assert again.spec.mask == first.spec.mask

    async def test_a_result_that_is_recalled_keeps_it(self, talk: Talk) -> None:
        first = await masked(talk)
        listed = reply_of(await talk.say("history"))
        more = listed.rows[0][1]
        again = job_of(await talk.say(action=more.action))
        assert (more.label, again.spec.mask) == ("More of 1", first.spec.mask)

    async def test_words_keep_it_as_buttons_do(self, talk: Talk) -> None:
        first = await masked(talk)
        again = await talk.begin("vary 2", reply_to=first.id)
        assert (again.spec.intent, again.spec.mask) == (Intent.VARY, first.spec.mask)

    async def test_a_variation_of_another_shape_has_none(self, talk: Talk) -> None:
        wide = await talk.made("make it blue", photo(size=(64, 32)), mask=WIDE)
        assert wide.spec.mask is not None
        assert job_of(await talk.press(Verb.VARY, wide, 1)).spec.mask is None

    async def test_another_edit_has_none(self, talk: Talk) -> None:
        first = await masked(talk)
        assert (await talk.begin("2 but darker", reply_to=first.id)).spec.mask is None

    @pytest.mark.parametrize(
        ("mask", "error"),
        [
            pytest.param(photo("white", (48, 48)), "MaskMismatch", id="of another ratio"),
            pytest.param(b"no picture", "NotAPicture", id="no picture"),
        ],
    )
    async def test_one_that_is_refused_takes_the_picture_with_it(
        self, talk: Talk, mask: bytes, error: str
    ) -> None:
        sent = Attachment("mask.png", mask)
        refused = await talk.say("make it blue", photo(size=SHAPE), mask=sent)
        assert reply_of(refused).error == error
        # Without its mask the next words would change all of the picture.
        assert reply_of(await talk.say("make it darker")).error == "PictureNeeded"

    async def test_one_without_a_picture_asks_for_it(self, talk: Talk) -> None:
        assert reply_of(await talk.say("make it blue", mask=FILE)).error == "PictureNeeded"
