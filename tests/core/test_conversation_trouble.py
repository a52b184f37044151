"""Whatever is wrong becomes a sentence, and whatever dies in between loses and repeats nothing."""

import asyncio
from dataclasses import replace

import pytest

from core.actions import OF_JOBS, Action, Verb
from core.attachments import MOST_ATTACHMENTS
from core.conversation import TWICE
from core.errors import NoRedis
from core.jobs import Lineage
from core.ports import Fleet
from core.prompts import MOST_CHARACTERS
from core.reconciler import reconcile
from core.replies import Kind, Turn
from tests.core.talk import CutQueue, Talk, attachments, job_of, photo, reply_of


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


class TestRequests:
    """The person can mend these by asking differently."""

    @pytest.mark.parametrize(
        ("words", "error", "sentence"),
        [
            pytest.param("", "EmptyRequest",
                         "Please say what you would like, or send a picture.", id="nothing"),
            pytest.param(" \n\t ", "EmptyRequest",
                         "Please say what you would like, or send a picture.", id="blanks"),
            pytest.param("--n 4", "EmptyRequest",
                         "Please say what you would like, or send a picture.", id="flags only"),
            pytest.param("x" * 20_000, "TooManyWords",
                         "That is 20,000 characters; please keep a request under 4,000.",
                         id="far too long"),
            pytest.param("a fox --n", "BadFlag",
                         "The flag --n needs a whole number from 1 to 9; you gave nothing.",
                         id="flag without a value"),
            pytest.param("a fox --n many", "BadFlag",
                         "The flag --n needs a whole number from 1 to 9; you gave “many”.",
                         id="flag with another value"),
            pytest.param("a fox --colour red", "UnknownFlag",
                         "I do not know the flag --colour; the flags are --ar, --aspect, --ratio, "
                         "--n, --count, --size, --seed, --no, --model, --strength, --seconds, "
                         "--raw.",
                         id="unknown flag"),
            pytest.param("@mia and @rex on a boat", "UnknownSet",
                         "There is no reference set called @mia or @rex here; attach its "
                         "pictures instead, or save them under that name first: “save these as "
                         "@mia”.", id="sets that nobody made"),
            pytest.param("make the sky purple", "PictureNeeded",
                         "I need a picture for that: attach one, or reply to a result.",
                         id="no picture to change"),
            pytest.param("a fox --model dreamer", "UnknownModel",
                         "There is no model called dreamer; the models are sketcher, printer, "
                         "painter, mover, director, classical.", id="unknown model"),
        ],
    )  # fmt: skip
    async def test_a_sentence_says_what_to_do(
        self, talk: Talk, words: str, error: str, sentence: str
    ) -> None:
        reply = reply_of(await talk.say(words))
        assert (reply.kind, reply.error, reply.text) == (Kind.ERROR, error, sentence)
        assert talk.memory.jobs == {}

    async def test_the_longest_request_is_taken(self, talk: Talk) -> None:
        assert MOST_CHARACTERS == 4_000
        job = await talk.begin("x" * MOST_CHARACTERS)
        assert job.spec.prompt.words == "x" * MOST_CHARACTERS

    async def test_a_number_that_the_grid_has_not(self, talk: Talk) -> None:
        await talk.made()
        reply = reply_of(await talk.say("5 but at night"))
        assert reply.text == "There is no 5 here: that result has 4 pictures."

    async def test_what_was_refused_is_in_the_history(self, talk: Talk) -> None:
        refused = await talk.say("a fox --n many")
        assert (await talk.history.page("studio")).turns == (refused,)


class TestReplies:
    """A reply to what is not there."""

    async def test_to_a_result_that_never_was(self, talk: Talk) -> None:
        turn = await talk.say("make the sky purple", reply_to=talk.clock.new_id())
        assert reply_of(turn).error == "TargetGone"

    async def test_to_a_result_that_was_deleted(self, talk: Talk) -> None:
        grid = await talk.made()
        await talk.press(Verb.DELETE, grid)
        assert reply_of(await talk.say("2 but at night", reply_to=grid.id)).error == "TargetGone"

    async def test_to_a_result_of_another_channel(self, talk: Talk) -> None:
        grid = await talk.made()
        turn = await talk.say("2 but at night", reply_to=grid.id, channel="elsewhere")
        assert reply_of(turn).error == "TargetGone"

    async def test_to_a_result_that_is_not_ready(self, talk: Talk) -> None:
        job = await talk.begin("make it a watercolour", photo())
        turn = await talk.say("make the sky purple", reply_to=job.id)
        assert reply_of(turn).error == "StillMaking"


class TestPresses:
    """Buttons that nobody should have."""

    @pytest.mark.parametrize(
        "packed",
        [
            pytest.param("e1:edit", id="cut off"),
            pytest.param("e0:edit:AAAAEAAAcACAAAAAAAAABA:1", id="another version"),
            pytest.param("x" * 500, id="anything"),
        ],
    )
    async def test_a_forged_action(self, talk: Talk, packed: str) -> None:
        reply = reply_of(await talk.say(action=packed))
        assert (reply.error, reply.text) == (
            "ForgedAction",
            "That button is not one of mine; please use the buttons under a result.",
        )

    async def test_a_job_that_never_was(self, talk: Talk) -> None:
        packed = Action(Verb.OPEN, talk.clock.new_id(), 1).pack()
        assert reply_of(await talk.say(action=packed)).error == "TargetGone"

    @pytest.mark.parametrize("verb", OF_JOBS, ids=str)
    async def test_from_another_channel(self, talk: Talk, verb: Verb) -> None:
        grid = await talk.made()
        reply = reply_of(await talk.press(verb, grid, 1, words="a hat", channel="elsewhere"))
        assert (reply.error, reply.text) == (
            "NotYours",
            "That belongs to another channel; please use the buttons that you find here.",
        )
        assert await talk.fresh(grid) == grid

    @pytest.mark.parametrize("verb", OF_JOBS, ids=str)
    async def test_a_variant_that_is_not_there(self, talk: Talk, verb: Verb) -> None:
        single = await talk.made("remove the background")
        reply = reply_of(await talk.press(verb, single, 2, words="a hat"))
        assert reply.text == "There is no 2 here: that result has 1 picture."

    async def test_on_a_job_that_has_no_result(self, talk: Talk) -> None:
        job = await talk.begin("a castle")
        assert reply_of(await talk.press(Verb.OPEN, job)).error == "TargetGone"
        reply = reply_of(await talk.press(Verb.UPSCALE, job))
        assert reply.text == "There is no 1 here: that result has no pictures."

    async def test_words_that_are_too_long(self, talk: Talk) -> None:
        grid = await talk.made()
        turn = await talk.press(Verb.EDIT, grid, 1, words="x" * 20_000)
        assert reply_of(turn).error == "TooManyWords"


class TestPictures:
    """Files that cannot be used."""

    async def test_too_many_are_not_even_read(self, talk: Talk) -> None:
        files = [photo()] * (MOST_ATTACHMENTS + 1)
        turn = await talk.say("make it a watercolour", *files)
        told = "That is 11 pictures; please send at most 10 at once."
        assert reply_of(turn).text == told
        assert turn.pictures == ()
        assert talk.memory.assets == {}

    async def test_those_that_the_front_end_left_out_count(self, talk: Talk) -> None:
        sent = replace(talk.incoming("make it a watercolour", photo()), left_out=30)
        turn = await talk.conversation.receive(sent)
        assert reply_of(turn).text == "That is 31 pictures; please send at most 10 at once."
        assert talk.memory.assets == {}

    async def test_as_many_as_are_allowed(self, talk: Talk) -> None:
        files = [photo(size=(16 + number, 16)) for number in range(MOST_ATTACHMENTS)]
        turn = await talk.say("make it a watercolour", *files)
        assert len(turn.pictures) == MOST_ATTACHMENTS
        assert len(job_of(turn).spec.inputs) == 9

    @pytest.mark.parametrize(
        ("files", "error", "sentence"),
        [
            pytest.param((b"",), "EmptyFile", "1.png is empty; please send it again.", id="empty"),
            pytest.param((photo(), photo()[:60], photo("navy")), "BrokenPicture",
                         "2.png is damaged or cut short; please send it again.", id="one of three"),
            pytest.param((b"", photo(), photo()[:60]), "SeveralBadPictures",
                         "1.png is empty; please send it again. "
                         "3.png is damaged or cut short; please send it again.", id="two of three"),
        ],
    )  # fmt: skip
    async def test_a_bad_one_is_named(
        self, talk: Talk, files: tuple[bytes, ...], error: str, sentence: str
    ) -> None:
        reply = reply_of(await talk.say("make it a watercolour", *files))
        assert (reply.error, reply.text) == (error, sentence)
        assert talk.memory.jobs == {}

    async def test_what_is_no_picture_is_left_out_beside_one(self, talk: Talk) -> None:
        job = await talk.begin("make it a watercolour", b"milk, eggs", photo())
        assert len(job.spec.inputs) == 1
        assert "1.png is not a picture that I can read, and was left out" in job.spec.notes

    async def test_alone_it_is_refused(self, talk: Talk) -> None:
        reply = reply_of(await talk.say("make it a watercolour", b"milk, eggs"))
        assert reply.error == "NotAPicture"

    async def test_the_good_ones_are_kept_in_the_turn(self, talk: Talk) -> None:
        turn = await talk.say("make it a watercolour", photo(), b"", photo("navy", (20, 20)))
        assert [(asset.width, asset.height) for asset in turn.pictures] == [(48, 32), (20, 20)]
        kept = (await talk.history.page("studio")).turns[0]
        assert kept.pictures == turn.pictures


class TestTransportAway:
    """Without Redis the request is kept, and queued when it is back."""

    async def test_the_job_is_kept_and_queued_later(self, talk: Talk) -> None:
        await talk.begin("a castle")
        talk.queue.away = True
        job = await talk.begin("a fox")
        assert await talk.fresh(job) == job
        talk.queue.away = False
        assert job.id not in await talk.waiting()
        assert (await reconcile(talk.ledger, talk.queue)).queued == 1
        assert job.id in await talk.waiting()

    async def test_it_goes_away_between_the_choice_and_the_queue(self, talk: Talk) -> None:
        """The fleet was known a moment ago; then nothing can be reached."""
        grid = await talk.made()
        talk.queue.away = True
        job = job_of(await talk.press(Verb.UPSCALE, grid, 2))
        assert await talk.ledger.owed() == (job,)

    async def test_when_no_worker_was_ever_seen_the_operator_is_told_what_is_missing(self) -> None:
        talk = Talk()
        talk.queue.away = True
        reply = reply_of(await talk.say("a castle"))
        assert reply.text == (
            "Easel found no Redis to talk to (connection refused); "
            "start one, or set REDIS_URL, and see `easel doctor`."
        )

    async def test_the_reconciler_tells_that_it_could_not(self, talk: Talk) -> None:
        await talk.begin("a castle")
        talk.queue.away = True
        with pytest.raises(NoRedis):
            await reconcile(talk.ledger, talk.queue)


class Faulty(CutQueue):
    """A queue with a fault that nobody foresaw."""

    async def fleet(self) -> Fleet:
        raise IndexError("tuple index out of range")


async def test_a_fault_of_ours_leaves_no_turn_without_an_answer() -> None:
    talk = Talk(queue=Faulty())
    with pytest.raises(IndexError):
        await talk.conversation.receive(talk.incoming("a castle"))
    (turn,) = (await talk.history.page("studio")).turns
    assert turn.reply is not None
    assert turn.reply.error == "Unforeseen"
    assert "index" not in turn.reply.text


class TestRedelivery:
    """The same key is the same turn, however often it comes."""

    async def test_twice_is_one_job(self, talk: Talk) -> None:
        sent = talk.incoming("make it a watercolour", photo())
        turns = [await talk.conversation.receive(sent) for _ in range(2)]
        assert turns[0] == turns[1]
        assert await talk.waiting() == [job_of(turns[0]).id]

    async def test_twice_at_once_is_one_job(self, talk: Talk) -> None:
        sent = talk.incoming("make it a watercolour", photo())
        receive = talk.conversation.receive
        turns: list[Turn] = await asyncio.gather(*(receive(sent) for _ in range(5)))
        assert {job_of(turn).id for turn in turns} == set(talk.memory.jobs)
        assert len(talk.memory.jobs) == 1

    async def test_after_a_restart_too(self, talk: Talk) -> None:
        sent = talk.incoming("make it a watercolour", photo())
        before = await talk.conversation.receive(sent)
        talk.restart()
        assert await talk.conversation.receive(sent) == before

    async def test_a_refusal_is_not_reconsidered(self, talk: Talk) -> None:
        sent = talk.incoming("make the sky purple")
        before = await talk.conversation.receive(sent)
        await talk.made()
        assert await talk.conversation.receive(sent) == before

    async def test_the_same_key_in_another_channel_is_another_turn(self, talk: Talk) -> None:
        first, second = [
            await talk.say("a castle", key="1", channel=channel) for channel in ("a", "b")
        ]
        assert job_of(first).id != job_of(second).id

    async def test_a_press_twice_is_one_job(self, talk: Talk) -> None:
        grid = await talk.made()
        turns = [await talk.press(Verb.MORE, grid, key="press") for _ in range(2)]
        assert turns[0] == turns[1]

    async def test_two_people_who_press_at_once_get_one_job(self, talk: Talk) -> None:
        grid = await talk.made()
        first = await talk.press(Verb.MORE, grid)
        talk.clock.move(2)
        assert job_of(await talk.press(Verb.MORE, grid)).id == job_of(first).id
        assert await talk.waiting() == [job_of(first).id]

    async def test_a_press_is_found_behind_what_others_say(self, talk: Talk) -> None:
        grid = await talk.made()
        first = await talk.press(Verb.MORE, grid)
        for _ in range(5):
            await talk.say("hello")
        assert job_of(await talk.press(Verb.MORE, grid)).id == job_of(first).id

    async def test_two_people_who_press_in_the_same_moment_too(self, talk: Talk) -> None:
        grid = await talk.made()
        turns = await asyncio.gather(*(talk.press(Verb.MORE, grid) for _ in range(3)))
        assert len({job_of(turn).id for turn in turns}) == 1

    async def test_two_presses_apart_are_two_jobs(self, talk: Talk) -> None:
        grid = await talk.made()
        first = job_of(await talk.press(Verb.MORE, grid))
        talk.clock.move(10)
        second = job_of(await talk.press(Verb.MORE, grid))
        assert await talk.waiting() == [first.id, second.id]
        assert first.spec.seed != second.spec.seed

    async def test_presses_count_from_when_they_came_however_long_the_first_one_took(
        self, talk: Talk
    ) -> None:
        grid, came = await talk.made(), talk.clock.now()
        first = await talk.press(Verb.MORE, grid, came=came)
        talk.clock.move(60)
        second = await talk.press(Verb.MORE, grid, came=came + TWICE)
        third = await talk.press(Verb.MORE, grid, came=came + 2 * TWICE)
        assert job_of(first).id == job_of(second).id != job_of(third).id

    async def test_what_was_taken_in_before_is_not_taken_in_again(self, talk: Talk) -> None:
        sent = talk.incoming("make it blue", photo(), mask=attachments(photo("white"))[0])
        ahead = await talk.conversation.looked_at(sent)
        assert (ahead.attachments, ahead.mask) == ((), None)
        spec = job_of(await talk.conversation.receive(ahead)).spec
        assert (len(spec.inputs), spec.mask is not None) == (1, True)

    async def test_a_press_without_files_has_nothing_to_take_in(self, talk: Talk) -> None:
        sent = talk.incoming("make it a watercolour")
        assert await talk.conversation.looked_at(sent) is sent

    async def test_presses_on_two_variants_are_two_jobs(self, talk: Talk) -> None:
        grid = await talk.made()
        jobs = [job_of(await talk.press(Verb.UPSCALE, grid, variant)) for variant in (1, 2)]
        assert jobs[0].id != jobs[1].id

    async def test_a_turn_is_taken_up_with_all_that_was_kept_of_it(self, talk: Talk) -> None:
        grid = await talk.made()
        kept = replace(
            Turn(talk.clock.new_id(), "cut off", "studio", "ada", talk.clock.now()),
            words="2 as noir",
            reply_to=grid.id,
        )
        await talk.history.open_turn(kept)
        turn = await talk.conversation.resume(kept, "web")
        spec = job_of(turn).spec
        assert turn.id == kept.id
        assert spec.lineage == Lineage(grid.id, (2,), "restyle")
        again = await talk.conversation.resume(kept, "web")
        assert job_of(again).id == job_of(turn).id

    async def test_pictures_of_a_turn_that_was_cut_off_are_used(self, talk: Talk) -> None:
        sent = await talk.say("make it noir", photo())
        kept = replace(sent, id=talk.clock.new_id(), key="cut off", job=None)
        await talk.history.open_turn(kept)
        turn = await talk.conversation.resume(kept, "web")
        assert job_of(turn).spec.inputs == sent.pictures

    async def test_a_turn_that_was_cut_off_is_answered_now(self, talk: Talk) -> None:
        sent = talk.incoming("make it a watercolour", photo(), key="cut off")
        opened = Turn(talk.clock.new_id(), sent.key, sent.channel, sent.person, talk.clock.now())
        assert await talk.history.open_turn(opened) is None
        turn = await talk.conversation.receive(sent)
        assert turn.id == opened.id
        assert await talk.waiting() == [job_of(turn).id]
        assert len((await talk.history.page("studio")).turns) == 1
