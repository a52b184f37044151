"""What people ask in words and pictures becomes a queued job on the right pictures."""

from dataclasses import replace

import pytest

from core.actions import Verb
from core.catalogue import Intent
from core.jobs import Failure, Lineage, Place
from core.replies import Kind, Progress, Reply
from core.serving import AWAITED
from tests.core.talk import CutQueue, Talk, job_of, photo, reply_of


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def test_words_and_a_picture_become_a_job_that_waits(talk: Talk) -> None:
    turn = await talk.say("make it a watercolour", photo())
    job = job_of(turn)
    assert (job.spec.intent, job.spec.model, job.spec.count) == (Intent.RESTYLE, "painter", 4)
    assert job.spec.inputs == turn.pictures
    assert job.spec.place == Place("web", "studio", "ada")
    assert await talk.ledger.job(job.id) == job
    assert await talk.waiting() == [job.id]


async def test_the_picture_is_stored_before_the_job_waits(talk: Talk) -> None:
    job = await talk.begin("make it a watercolour", photo())
    stored = [await talk.ledger.asset(asset.sha256) for asset in job.spec.inputs]
    assert stored == [replace(asset, origin=None) for asset in job.spec.inputs]
    assert (await talk.blobs.get(job.spec.inputs[0].sha256)).startswith(b"\x89PNG")


async def test_words_alone_are_drawn(talk: Talk) -> None:
    job = await talk.begin("a lighthouse at dusk --ar 16:9 --seed 42 --n 2")
    assert (job.spec.intent, job.spec.model) == (Intent.IMAGINE, "sketcher")
    assert (job.spec.prompt.words, job.spec.seed, job.spec.count) == ("a lighthouse at dusk", 42, 2)
    assert (job.spec.width, job.spec.height) == (1360, 768)


async def test_a_picture_alone_is_varied(talk: Talk) -> None:
    assert (await talk.begin("", photo())).spec.intent is Intent.VARY


async def test_what_intake_changed_is_told(talk: Talk) -> None:
    job = await talk.begin("make it a watercolour", photo(size=(4200, 300)))
    assert "scaled from 4200 x 300 to 4096 x 293" in job.spec.notes


@pytest.mark.parametrize("named", [True, False], ids=["as a reply", "without replying"])
@pytest.mark.parametrize(
    ("words", "intent", "chosen"),
    [
        pytest.param("2 but at night", Intent.RESTYLE, (2,), id="one of four"),
        pytest.param("make the sky purple", Intent.EDIT, (1, 2, 3, 4), id="no number: all four"),
        pytest.param("upscale 3", Intent.UPSCALE, (3,), id="number behind the verb"),
        pytest.param("animate 4", Intent.ANIMATE, (4,), id="one in motion"),
        pytest.param("vary 1 and 4", Intent.VARY, (1, 4), id="two of four"),
    ],
)
async def test_going_on_from_a_grid(
    talk: Talk, named: bool, words: str, intent: Intent, chosen: tuple[int, ...]
) -> None:
    grid = await talk.made()
    job = await talk.begin(words, reply_to=grid.id if named else "")
    assert job.spec.intent is intent
    assert job.spec.lineage == Lineage(grid.id, chosen, intent.value)
    assert job.spec.inputs == tuple(grid.variants[index - 1].asset for index in chosen)


@pytest.mark.parametrize(
    ("settings", "intent"),
    [("--ar 9:16", Intent.REFRAME), ("--seed 5", Intent.RESTYLE), ("--n 2", Intent.RESTYLE)],
    ids=["a ratio", "a seed", "so many more of the same"],
)
async def test_settings_alone_go_on_from_what_they_reply_to(
    talk: Talk, settings: str, intent: Intent
) -> None:
    grid = await talk.made()
    job = await talk.begin(settings, reply_to=grid.id, variant=2)
    assert job.spec.intent is intent
    if intent is Intent.RESTYLE:
        assert job.spec.prompt.words == grid.spec.prompt.words
        assert job.spec.inputs == grid.spec.inputs
        assert (job.spec.seed == 5) == (settings == "--seed 5")


@pytest.mark.parametrize("settings", ["--ar 9:16", "--seed 5", "--n 2"])
async def test_settings_alone_ask_for_nothing_of_what_has_no_picture(
    talk: Talk, settings: str
) -> None:
    job = await talk.begin("a castle")
    await talk.ledger.fail(job.id, Failure("Unforeseen", "It broke."))
    turn = await talk.say(settings, reply_to=job.id)
    assert turn.reply is not None
    assert turn.reply.error == "EmptyRequest"


async def test_the_number_is_taken_from_the_words(talk: Talk) -> None:
    await talk.made()
    job = await talk.begin("2 but at night")
    assert job.spec.prompt.words == "at night"


async def test_one_job_edits_all_four(talk: Talk) -> None:
    await talk.made()
    job = await talk.begin("make the sky purple")
    assert (job.spec.count, job.spec.each) == (4, True)
    assert "done to all 4; begin with a number to choose one" in job.spec.notes


class TestMore:
    """More of the same is the earlier job with another seed."""

    @pytest.mark.parametrize("words", ["more", "again", "give me more"])
    async def test_in_words(self, talk: Talk, words: str) -> None:
        grid = await talk.made("make it a watercolour --strength 0.3")
        job = await talk.begin(words, person="bob", reply_to=grid.id)
        assert job.spec.seed != grid.spec.seed
        assert job.spec == replace(
            grid.spec,
            seed=job.spec.seed,
            place=Place("web", "studio", "bob"),
            lineage=Lineage(grid.id, (), "more"),
            reason="the same again, with another seed",
        )

    async def test_of_words_alone_is_drawn_again(self, talk: Talk) -> None:
        drawn = await talk.end(await talk.begin("a castle on a hill"))
        job = await talk.begin("more")
        assert (job.spec.intent, job.spec.inputs) == (Intent.IMAGINE, ())
        assert job.spec.prompt == drawn.spec.prompt

    async def test_as_many_as_asked_for(self, talk: Talk) -> None:
        await talk.made()
        job = await talk.begin("more --n 2")
        assert (job.spec.count, job.spec.estimate) == (2, 20.0)

    async def test_of_one_by_one_stays_one_by_one(self, talk: Talk) -> None:
        await talk.made()
        await talk.end(await talk.begin("make the sky purple"))
        job = await talk.begin("more --n 2")
        assert (job.spec.count, job.spec.each) == (4, True)

    async def test_of_one_variant_varies_that_one(self, talk: Talk) -> None:
        grid = await talk.made()
        job = await talk.begin("more like 3")
        assert job.spec.intent is Intent.VARY
        assert job.spec.inputs == (grid.variants[2].asset,)

    async def test_with_another_model_varies_the_result(self, talk: Talk) -> None:
        await talk.made()
        job = await talk.begin("more --model classical")
        assert (job.spec.intent, job.spec.model) == (Intent.VARY, "classical")


class TestRemembering:
    """What was made before is found again."""

    async def test_nothing_yet(self, talk: Talk) -> None:
        turn = await talk.say("show me what we made yesterday")
        assert reply_of(turn) == Reply(Kind.NOTICE, "Nothing has been made in this channel yet.")

    async def test_the_latest_first_with_its_settings(self, talk: Talk) -> None:
        await talk.made("make it a watercolour")
        await talk.made("make it an oil painting")
        reply = reply_of(await talk.say("show me what we made yesterday"))
        assert reply.lines == (
            "1. restyle “make it an oil painting” · Painter · 1 Mar 2026, 12:00 UTC",
            "2. restyle “make it a watercolour” · Painter · 1 Mar 2026, 12:00 UTC",
        )

    async def test_a_press_without_words_is_told_by_what_it_was_pressed_on(
        self, talk: Talk
    ) -> None:
        grid = await talk.made("make it a watercolour")
        await talk.end(job_of(await talk.press(Verb.ANIMATE, grid, 2)), clips=True)
        reply = reply_of(await talk.say("show me what we made yesterday"))
        assert reply.lines[0].startswith("1. restyle “make it a watercolour” → animate · ")

    async def test_what_shares_words_comes_first(self, talk: Talk) -> None:
        for words in ("a castle on a hill", "a red fox", "a boat"):
            await talk.end(await talk.begin(words))
        reply = reply_of(await talk.say("find the castle from yesterday"))
        assert reply.lines[0].startswith("1. imagine “a castle on a hill”")


class TestWaiting:
    """Who has to wait is told for how long."""

    async def test_the_first_is_told_nothing(self, talk: Talk) -> None:
        await talk.begin("a castle")
        assert talk.queue.reports == []

    @pytest.mark.parametrize(
        ("before", "workers", "stage"),
        [
            pytest.param(1, 1, "1 job before this one, about 8 s", id="one before"),
            pytest.param(3, 1, "3 jobs before this one, about 24 s", id="three before"),
            pytest.param(3, 2, "3 jobs before this one, about 12 s", id="two workers"),
        ],
    )
    async def test_how_long(self, talk: Talk, before: int, workers: int, stage: str) -> None:
        for number in range(workers):
            await talk.worker(name=f"w{number + 1}")
        jobs = [await talk.begin("a castle") for _ in range(before + 1)]
        assert talk.queue.reports[-1] == Progress(jobs[-1].id, 0.0, stage)


class TestWorkers:
    """Only models that somebody serves are chosen."""

    async def test_no_worker(self) -> None:
        turn = await Talk().say("a castle")
        assert reply_of(turn).text == (
            "No model that is running here can draw a picture from words. "
            "No worker is running: start one with `easel worker`, and ask again."
        )

    async def test_a_worker_that_just_left_is_awaited(self) -> None:
        talk = Talk()
        await talk.worker("sketcher", seconds=0)
        job = await talk.begin("a castle")
        assert (job.spec.model, job.spec.notes) == ("sketcher", (AWAITED,))
        assert await talk.waiting() == [job.id]

    async def test_a_worker_that_is_there_is_preferred_to_one_that_left(self) -> None:
        talk = Talk()
        await talk.worker("painter", name="large", seconds=0)
        await talk.worker("classical", name="small")
        job = await talk.begin("make the sky purple", photo())
        assert (job.spec.model, job.spec.notes) == ("classical", ())

    async def test_one_that_left_is_awaited_for_what_nobody_else_can(self) -> None:
        talk = Talk()
        await talk.worker("painter", name="large", seconds=0)
        await talk.worker("classical", name="small")
        job = await talk.begin("make the sky purple --model painter", photo())
        assert (job.spec.model, job.spec.notes) == ("painter", (AWAITED,))

    async def test_what_a_worker_left_out_is_told_with_why_and_what_would_do(self) -> None:
        talk = Talk()
        await talk.worker("painter", name="w 1", seconds=0, seat="s1")
        await talk.worker("classical", name="w 2", seat="s1", left_out={"painter": "it is torn."})
        reply = reply_of(await talk.say("make the sky purple --model painter", photo()))
        assert reply.text == (
            "Painter is not running here: it is torn. The next model that would work is Easel "
            "Classical (--model classical)."
        )
        assert await talk.waiting() == []

    async def test_what_was_left_out_is_awaited_by_nobody_who_named_nothing(self) -> None:
        talk = Talk()
        await talk.worker("mover", name="w 1", seconds=0, seat="s1")
        await talk.worker("sketcher", name="w 2", seat="s1", left_out={"mover": "it is torn."})
        reply = reply_of(await talk.say("animate it, snow is falling", photo()))
        assert (reply.error, await talk.waiting()) == ("NoModel", [])

    @pytest.mark.parametrize("seat", ["", "s2"], ids=["does not tell", "another"])
    async def test_one_that_another_leaves_out_is_awaited(self, seat: str) -> None:
        talk = Talk()
        await talk.worker("painter", name="large", seconds=0, seat="s1")
        why = {"painter": "needs 24 GB of memory."}
        await talk.worker("classical", name="small", seat=seat, left_out=why)
        job = await talk.begin("make the sky purple --model painter", photo())
        assert (job.spec.model, job.spec.notes) == ("painter", (AWAITED,))

    async def test_one_that_left_long_ago_is_not(self) -> None:
        talk = Talk(queue=CutQueue(recent=0.0))
        await talk.worker("sketcher", seconds=0)
        assert reply_of(await talk.say("a castle")).error == "NoModel"


async def test_notes_on_several_pictures_name_the_one_they_speak_of(talk: Talk) -> None:
    wide, plain = photo(size=(4200, 300)), photo()
    job = await talk.begin("put them together on a beach", wide, plain)
    assert "1.png: scaled from 4200 x 300 to 4096 x 293" in job.spec.notes
