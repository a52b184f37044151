"""Buttons that need no model: open, details, cancel and delete."""

from io import BytesIO

import pytest
from PIL import Image

from core.actions import OF_JOBS, Verb
from core.catalogue import Intent
from core.jobs import Job, Lineage, State
from core.replies import Kind
from core.strips import laid_out
from tests.core.talk import Talk, job_of, labels, photo, reply_of


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def store(talk: Talk, *jobs: Job) -> None:
    """Keep files for the variants of jobs, which the twin of a worker only names."""
    for variant in (variant for job in jobs for variant in job.variants):
        await talk.blobs.put_as(variant.asset.sha256, photo())


class TestLooking:
    """Open and Details answer at once."""

    async def test_open_shows_one_variant(self, talk: Talk) -> None:
        grid = await talk.made()
        reply = reply_of(await talk.press(Verb.OPEN, grid, 3))
        assert reply.text == "3 of 4: “make it a watercolour”"
        assert [picture.asset for picture in reply.shown] == [grid.variants[2].asset]
        assert labels(reply) == [
            ["Refine", "Edit", "Vary", "Fix text"],
            ["Edit sky", "Edit background", "Edit subject"],
            ["Edit faces", "Edit by a mask"],
            ["Animate", "Cinematic", "Cut out", "Formats", "Compare"],
            ["Upscale 2x"],
            ["Reframe", "1:1", "4:5", "16:9", "9:16"],
            ["Original", "Details", "★"],
        ]

    async def test_open_without_a_number_shows_the_first(self, talk: Talk) -> None:
        grid = await talk.made()
        reply = reply_of(await talk.press(Verb.OPEN, grid))
        assert reply.shown[0].variant == 1

    async def test_details_tell_the_chain(self, talk: Talk) -> None:
        first = await talk.end(await talk.begin("a castle"))
        second = await talk.end(await talk.begin("2 but at night", reply_to=first.id))
        third = await talk.end(job_of(await talk.press(Verb.CUTOUT, second, 1)))
        reply = reply_of(await talk.press(Verb.DETAILS, third))
        at = reply.lines.index("Where it came from:")
        assert [line.partition(", ")[0] for line in reply.lines[at + 1 :]] == [
            "1: imagine “a castle” → 2",
            "2: restyle “2 but at night” → 1",
            "3: cutout",
        ]

    async def test_details_of_a_variant_tell_its_own_way(self, talk: Talk) -> None:
        grid = await talk.made()
        for pressed, told in ((3, "→ 3"), (0, "→ 1")):
            reply = reply_of(await talk.press(Verb.DETAILS, grid, pressed))
            assert told in reply.lines[-1]

    @pytest.mark.parametrize(
        "words",
        [
            "show me the details of the picture",
            "details of the clip",
            "montre-moi les détails de ça",
        ],
    )
    async def test_details_are_asked_for_in_words(self, talk: Talk, words: str) -> None:
        await talk.made()
        assert reply_of(await talk.say(words)).text.startswith("Details")

    @pytest.mark.parametrize("words", ["details of a butterfly wing", "intricate details of lace"])
    async def test_details_may_be_a_picture(self, talk: Talk, words: str) -> None:
        assert job_of(await talk.say(words)).spec.intent is Intent.IMAGINE

    async def test_details_show_the_steps_in_one_picture(self, talk: Talk) -> None:
        first = await talk.end(await talk.begin("make it a watercolour", photo()))
        second = await talk.end(await talk.begin("2 but at night", reply_to=first.id))
        await store(talk, first, second)
        (strip,) = reply_of(await talk.press(Verb.DETAILS, second)).shown
        assert strip.alt == "The steps: 0 · your picture → 1 · restyle → 2 · restyle"
        assert (strip.job, strip.variant) == (second.id, 0), "by which it is signed as the result"
        plan = laid_out([(48, 32), (64, 48), (64, 48)])
        with Image.open(BytesIO(await talk.blobs.get(strip.asset.sha256))) as picture:
            assert picture.size == (plan.width, plan.height)

    async def test_one_step_needs_no_picture(self, talk: Talk) -> None:
        drawn = await talk.end(await talk.begin("a castle"))
        assert reply_of(await talk.press(Verb.DETAILS, drawn)).shown == ()

    async def test_steps_without_their_files_are_told_in_words(self, talk: Talk) -> None:
        first = await talk.end(await talk.begin("make it a watercolour", photo()))
        (source,) = first.spec.inputs
        reply = reply_of(await talk.press(Verb.DETAILS, first))
        assert reply.shown == ()
        assert f"0: the picture that it began with, {source.width} x {source.height} px" in (
            reply.lines
        )

    async def test_a_picture_of_steps_opens_none_of_them(self, talk: Talk) -> None:
        first = await talk.end(await talk.begin("make it a watercolour", photo()))
        await store(talk, first)
        assert reply_of(await talk.press(Verb.DETAILS, first)).shown
        going_on = await talk.begin("at night")
        assert len(going_on.spec.inputs) == len(first.variants), "all of them, as without a look"

    async def test_details_say_where_the_chain_was_deleted(self, talk: Talk) -> None:
        first = await talk.end(await talk.begin("a castle"))
        second = await talk.end(await talk.begin("2 but at night", reply_to=first.id))
        await talk.press(Verb.DELETE, first)
        reply = reply_of(await talk.press(Verb.DETAILS, second))
        at = reply.lines.index("Where it came from:")
        assert reply.lines[at + 1] == "1: a step that was deleted"
        assert not any("castle" in line for line in reply.lines)

    async def test_looking_needs_no_worker(self, talk: Talk) -> None:
        grid = await talk.made()
        talk.queue.away = True
        assert reply_of(await talk.press(Verb.OPEN, grid, 1)).kind is Kind.NOTICE
        assert reply_of(await talk.press(Verb.DETAILS, grid)).kind is Kind.NOTICE


class TestCancelling:
    """Whoever asked may cancel."""

    async def test_a_job_that_waits(self, talk: Talk) -> None:
        job = await talk.begin("a castle")
        assert reply_of(await talk.press(Verb.CANCEL, job)).text == "Cancelled."
        assert (await talk.fresh(job)).state is State.CANCELLED
        assert await talk.queue.holds_delivery([job.id]) == {job.id}

    async def test_one_that_runs_is_stopped(self, talk: Talk) -> None:
        job = await talk.begin("a castle")
        await talk.ledger.start(job.id, "w1")
        await talk.press(Verb.CANCEL, job)
        assert (await talk.fresh(job)).state is State.CANCELLED
        assert talk.queue.stopped == [job.id]

    async def test_one_that_has_ended_stays_as_it_is(self, talk: Talk) -> None:
        grid = await talk.made()
        assert reply_of(await talk.press(Verb.CANCEL, grid)).text == "That had already ended."
        assert await talk.fresh(grid) == grid

    async def test_another_person_may_not(self, talk: Talk) -> None:
        job = await talk.begin("a castle")
        reply = reply_of(await talk.press(Verb.CANCEL, job, person="bob"))
        assert (reply.error, reply.text) == (
            "NotAllowed",
            "Only the one who asked for this can do that: ask them, or begin one of your own.",
        )
        assert await talk.fresh(job) == job

    async def test_while_the_transport_is_away(self, talk: Talk) -> None:
        job = await talk.begin("a castle")
        talk.queue.away = True
        assert reply_of(await talk.press(Verb.CANCEL, job)).text == "Cancelled."
        assert (await talk.fresh(job)).state is State.CANCELLED


class TestDeleting:
    """Whoever asked may delete the result; its buttons then find it gone."""

    async def test_the_result_is_gone(self, talk: Talk) -> None:
        turn = await talk.say("make it a watercolour", photo())
        grid = await talk.end(job_of(turn))
        assert reply_of(await talk.press(Verb.DELETE, grid)).text == "Deleted."
        assert await talk.ledger.job(grid.id) is None
        shown = (await talk.history.page("studio")).turns[0]
        assert (shown.id, reply_of(shown).text) == (turn.id, "This result was deleted.")

    @pytest.mark.parametrize("verb", OF_JOBS, ids=str)
    async def test_every_button_of_it_finds_it_gone(self, talk: Talk, verb: Verb) -> None:
        grid = await talk.made()
        await talk.press(Verb.DELETE, grid)
        reply = reply_of(await talk.press(verb, grid, 1, words="a hat"))
        assert (reply.error, reply.text) == (
            "TargetGone",
            "The result that this belongs to is gone; please start again from another one.",
        )

    async def test_it_is_not_the_latest_any_more(self, talk: Talk) -> None:
        older = await talk.made("make it a watercolour")
        newer = await talk.made("make it an oil painting")
        await talk.press(Verb.DELETE, newer)
        job = await talk.begin("2 but at night")
        assert job.spec.lineage == Lineage(older.id, (2,), "restyle")

    async def test_another_person_may_not(self, talk: Talk) -> None:
        grid = await talk.made()
        assert reply_of(await talk.press(Verb.DELETE, grid, person="bob")).error == "NotAllowed"
        assert await talk.fresh(grid) == grid
