"""Words that go on from a result find the one that is meant."""

import pytest

from core.actions import Verb
from core.catalogue import Intent
from core.jobs import Lineage
from tests.core.talk import Talk, job_of, photo, reply_of


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
