"""The thread in a private chat: words, a grid, and on from there by buttons, questions, replies."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from core.catalogue import Intent
from core.ports import Announcement
from storage.memory import MemoryInbox
from tests.bots.on_telegram.chat import Chat, chat, words
from tests.bots.on_telegram.server import ADA, BOB, GROUP, Fault, labels, until
from tests.core.talk import photo


async def test_plain_words_get_a_grid() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse at dusk")
        assert words(easel.last).startswith("Drawing: “a lighthouse at dusk” …\nexplore · Tints")
        assert labels(easel.last) == [["Cancel"]]
        await easel.finish()
        assert len(easel.server.shown()) == 1, "the message of the work becomes that of the result"
        first, line, *_ = words(easel.last).splitlines()
        assert first == "Drawn: “a lighthouse at dusk”"
        assert line.startswith("explore · Tints · you described a picture in words")
        assert "photo" in easel.last
        assert labels(easel.last) == [
            *(
                [f"{number} {label}" for label in ("Refine", "Edit", "Animate", "Open")]
                for number in range(1, 5)
            ),
            ["1 ★", "2 ★", "3 ★", "4 ★"],
            ["More", "Compare", "Details", "Delete"],
        ]


@pytest.mark.parametrize("how", ["file", "document"])
async def test_a_picture_with_words_is_restyled(how: str) -> None:
    async with chat() as easel:
        given = photo() if how == "file" else ("cat.png", photo())
        await easel.say("turn this into a watercolour", **{how: given})
        job = await easel.owed()
        assert (job.spec.intent, len(job.spec.inputs)) == (Intent.RESTYLE, 1)


async def test_a_picture_alone_is_varied() -> None:
    async with chat() as easel:
        await easel.say(file=photo())
        assert (await easel.owed()).spec.intent is Intent.VARY


async def test_a_reply_to_ones_own_photo_works_on_it() -> None:
    async with chat() as easel:
        sent = easel.server.say(file=photo(), chat=GROUP)
        await easel.say("/edit make the sky purple", chat=GROUP, reply_to=sent["message_id"])
        job = await easel.owed()
        assert (job.spec.intent, len(job.spec.inputs)) == (Intent.EDIT, 1)


async def test_a_reply_to_a_result_goes_on_from_it() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.say("2 but in winter", reply_to=easel.last["message_id"])
        job = await easel.owed()
        assert job.spec.lineage is not None
        assert job.spec.lineage.variants == (2,)


async def test_a_reply_to_an_opened_variant_goes_on_from_that_one() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.click("1 Open")
        await easel.click("Details")
        opened = easel.server.shown()[-2]
        assert words(opened).startswith("1 of 4: “a lighthouse at dusk”")
        three = next(one["callback_data"] for one in buttons(easel) if ":3" in one["callback_data"])
        easel.server.press(
            ADA, easel.server.shown()[0]["message_id"], three.replace("refine", "open")
        )
        await easel.settled()
        await easel.say("in winter", reply_to=easel.last["message_id"])
        job = await easel.owed()
        assert job.spec.lineage is not None
        assert job.spec.lineage.variants == (3,)


def buttons(easel: Chat) -> list[dict[str, str]]:
    """The buttons under the first message."""
    markup = easel.server.shown()[0]["reply_markup"]["inline_keyboard"]
    return [one for row in markup for one in row]


@pytest.mark.parametrize(
    ("label", "text", "intent"),
    [
        pytest.param("2 Refine", "at night", Intent.RESTYLE, id="refine"),
        pytest.param("1 Edit", "make the sky purple", Intent.EDIT, id="edit"),
    ],
)
async def test_refine_and_edit_ask_for_words(label: str, text: str, intent: Intent) -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.click(label)
        question = easel.last
        assert "? For instance: “" in words(question)
        (asked,) = [one for one in easel.server.calls if "force_reply" in str(one.params)]
        assert asked.params["reply_markup"]["force_reply"] is True
        await easel.restart()
        await easel.say(text, reply_to=question["message_id"])
        job = await easel.owed()
        assert (job.spec.prompt.words, job.spec.intent) == (text, intent)


async def test_a_button_works_a_month_later_in_another_process() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.restart()
        easel.server.click("More", old=True)
        await easel.settled()
        assert (await easel.owed()).spec.reason == "the same again, with another seed"


async def test_a_press_is_answered_before_what_it_asks_for() -> None:
    async with chat() as easel:
        await easel.draw()
        easel.server.hold("sendMessage")
        easel.server.click("More")
        await until(lambda: easel.server.of("sendMessage")[1:])
        await until(lambda: easel.server.presses == {})
        easel.server.holds.set()
        await easel.settled()
        assert easel.server.of("answerCallbackQuery")[0].answer is True


@pytest.mark.parametrize("label", ["Cancel", "Delete"])
async def test_what_ends_something_waits_for_nothing_that_was_asked_before(label: str) -> None:
    async with chat() as easel:
        await easel.draw("a lighthouse")
        await easel.say("a lighthouse, slow")
        easel.server.hold("Message")  # Telegram shows nothing new and changes nothing
        easel.server.say("a fox")
        await until(lambda: easel.server.calls[-1].params.get("text", "").count("a fox"))
        easel.server.click(label)
        await until(lambda: easel.server.of("answerCallbackQuery"))
        (answer,) = easel.server.of("answerCallbackQuery")
        assert answer.params["text"] in ("Cancelled.", "Deleted.")
        easel.server.holds.set()


async def test_what_still_shows_a_deleted_result_is_told_in_a_message() -> None:
    async with chat() as easel:
        await easel.draw()
        refused = Fault("editMessageText", 400, 9, "Bad Request: nobody foresaw it")
        easel.server.faults.append(refused)
        await easel.click("Delete")
        assert easel.server.of("answerCallbackQuery")[0].params["text"] == "Deleted."
        assert words(easel.last).startswith("Deleted.\nIt is still to be seen where I may not")


async def test_a_double_press_makes_one_job() -> None:
    async with chat() as easel:
        await easel.draw()
        easel.server.click("More")
        easel.server.click("More")
        await easel.settled()
        assert len(await easel.home.owed()) == 1
        told = [one.params.get("text", "") for one in easel.server.of("answerCallbackQuery")]
        first, second = sorted(told)
        assert first == ""
        assert second == "Already on it: imagine “a lighthouse at dusk”. The answer is above."
        assert len(easel.texts()) == 2, "in private"


async def test_the_second_of_two_who_press_at_once_is_told_alone() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a fox", chat=GROUP)
        for by in (ADA, BOB):
            easel.server.click("More", chat=GROUP, by=by)
        await easel.settled()
        assert len(await easel.home.owed()) == 1
        assert len(easel.texts(GROUP)) == 2
        told = [one.params.get("text", "") for one in easel.server.of("answerCallbackQuery")]
        assert ["Already on it" in one for one in sorted(told)] == [False, True]


async def test_what_only_shows_something_is_shown_again() -> None:
    async with chat() as easel:
        await easel.draw()
        for _ in range(2):
            await easel.click("1 Open")
        assert [one.params.get("text") for one in easel.server.of("answerCallbackQuery")] == [
            None
        ] * 2
        assert len(easel.texts()) == 3


async def test_what_was_refused_a_moment_before_is_refused_again_for_all_to_see() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.home.queue.announce(Announcement("painter", (), "here", ()), seconds=0)
        for _ in range(2):
            await easel.click("More")
        assert len(easel.texts()) == 3
        assert all(text.startswith("⚠️") for text in easel.texts()[1:])


async def test_a_double_press_makes_one_job_however_late_it_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.conversation.TWICE", timedelta(milliseconds=300))
    async with chat() as easel:
        await easel.draw()
        easel.server.hold()
        easel.server.click("More")
        easel.server.click("More")
        await until(lambda: not easel.server.updates)
        await easel.running.end()
        await asyncio.sleep(0.4)
        easel.server.holds.set()
        easel.running = await easel.start()
        await easel.settled()
        assert len(await easel.home.owed()) == 1


async def test_a_double_press_asks_once() -> None:
    async with chat() as easel:
        await easel.draw()
        easel.server.click("1 Refine")
        easel.server.click("1 Refine")
        await easel.settled()
        await easel.click("2 Refine")
        assert [text.partition(":")[0] for text in easel.texts()[1:]] == ["Refine 1", "Refine 2"]


@pytest.mark.parametrize("data", ["", "e1:edit:nonsense", "e2:more:AZ"], ids=["none", "bad", "old"])
async def test_a_forged_button_is_told_so(data: str) -> None:
    async with chat() as easel:
        await easel.draw()
        easel.server.press(ADA, easel.last["message_id"], data)
        await easel.settled()
        (told,) = easel.server.of("answerCallbackQuery")
        assert told.params["text"].startswith("That button is not one of mine")


async def test_cancel_ends_the_work_in_its_message() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse, slow")
        job = await easel.owed()
        await easel.click("Cancel")
        assert easel.server.of("answerCallbackQuery")[0].params["text"] == "Cancelled."
        ended = await easel.home.parts.ledger.job(job.id)
        assert ended is not None
        await easel.show(ended)
        assert easel.texts() == [words(easel.last)]
        assert words(easel.last).startswith("Cancelled: “a lighthouse, slow”.")


async def test_delete_takes_the_result_out_of_the_chat() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.click("Delete")
        assert easel.server.shown() == []
        assert easel.server.of("answerCallbackQuery")[0].params["text"] == "Deleted."


async def test_delete_of_an_old_message_takes_its_words_and_buttons() -> None:
    async with chat() as easel:
        await easel.draw()
        easel.server.now += 49 * 3600
        await easel.click("Delete")
        (left,) = easel.server.shown()
        assert "photo" in left, "Telegram lets nobody take that away"
        assert words(left) == "This result was deleted."
        assert labels(left) == []


async def test_an_answer_to_a_deleted_message_stands_alone() -> None:
    async with chat() as easel:
        easel.server.hold("send")
        sent = easel.server.say("/imagine a lighthouse", chat=GROUP)
        await until(lambda: easel.home.memory.jobs)
        del easel.server.messages[GROUP, sent["message_id"]]
        easel.server.holds.set()
        await easel.settled()
        assert easel.texts(GROUP)[0].startswith("Drawing: “a lighthouse”")


MEGABYTES_21 = b"x" * 21_000_000


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told"])
async def test_a_file_that_telegram_gives_to_no_bot_is_named(told: bool) -> None:
    async with chat() as easel:
        id = "large"
        easel.server.files[id] = MEGABYTES_21
        size = {"file_size": len(MEGABYTES_21)} if told else {}
        document = {"file_id": id, "file_unique_id": "u", "file_name": "cat.png"} | size
        await easel.announce({"document": document, "caption": "make it blue"})
        asked = [one for one in easel.server.of("getFile") if one.params["file_id"] == id]
        assert len(asked) == (0 if told else 1)
        assert words(easel.last).startswith("⚠️ cat.png")
        assert "20 MB" in words(easel.last)


async def test_a_clip_is_a_video() -> None:
    async with chat() as easel:
        await easel.draw("animate it, snow is falling", file=photo())
        assert easel.last["video"]["duration"] == 3
        assert (easel.last["video"]["width"], easel.last["video"]["height"]) == (320, 240)


async def test_an_original_is_a_document() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.click("1 Open")
        await easel.click("Original")
        assert easel.last["document"]["file_name"].endswith("-1.png")


async def test_an_original_has_the_depth_and_colours_of_its_source() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.click("1 Open")
        job = max(easel.home.memory.jobs.values(), key=lambda one: one.id)
        data = await easel.home.deepen(job)
        await easel.click("Original")
        assert easel.server.files[easel.last["document"]["file_id"]] == data
        assert "16 bits a channel, Display P3" in words(easel.last)


async def test_a_failure_is_a_sentence_with_a_button() -> None:
    async with chat() as easel:
        await easel.draw("a lighthouse, fail")
        assert words(easel.last).startswith("⚠️ This needs more memory than the worker has.")
        assert labels(easel.last) == [["Try again"]]


async def test_a_press_is_answered_before_it_is_even_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    writing, receive = asyncio.Event(), MemoryInbox.receive

    async def slow(self: MemoryInbox, *given: Any) -> Any:
        await writing.wait()
        return await receive(self, *given)

    async with chat() as easel:
        await easel.draw()
        monkeypatch.setattr(MemoryInbox, "receive", slow)
        easel.server.click("Details")
        await until(lambda: easel.server.answered)
        assert easel.unanswered() == 0, "the press is not kept yet"
        writing.set()
        await until(lambda: len(easel.texts()) == 2)
        assert len(easel.server.of("answerCallbackQuery")) == 1


async def test_a_star_is_told_above_its_button_alone() -> None:
    async with chat() as easel:
        await easel.draw()
        before = len(easel.texts())
        await easel.click("2 ★")
        await until(lambda: easel.server.of("answerCallbackQuery"))
        (answer,) = easel.server.of("answerCallbackQuery")
        assert answer.params["text"].startswith("★ Among your favourites now: 2 of 4.")
        assert len(easel.texts()) == before
        await easel.say("/history my favourites")
        assert words(easel.last).startswith("Found, your favourites:\n1. imagine “a lighthouse")
        assert labels(easel.last) == [["Open 1", "More of 1", "1 again"]]
