"""The thread in a channel: words, a grid, and on from there by replies and buttons."""

import pytest

from core.catalogue import Intent
from core.jobs import State
from core.motion import Camera
from core.ratios import Ratio
from core.replies import Progress
from tests.bots.on_discord.guild import Guild, guild, in_guild
from tests.core.talk import photo

EACH = ("Refine", "Edit", "Animate", "★", "Open")  # what can be done with each variant of a grid


def labels(message: object) -> list[list[str]]:
    """What the buttons of a message say."""
    return [[one.label for one in row.children] for row in message.components]  # type: ignore[attr-defined]


async def grid(place: Guild, words: str = "a lighthouse at dusk") -> None:
    """A finished grid of four in the channel."""
    await place.call(words)
    await place.finish()


@in_guild
async def test_a_mention_with_words_gets_a_grid(place: Guild) -> None:
    await place.call("a lighthouse at dusk")
    assert place.last.content.startswith("Drawing: “a lighthouse at dusk” …")
    assert labels(place.last) == [["Cancel"]]
    await place.finish()
    assert len(place.messages) == 2, "the message of the work becomes that of the result"
    first, line, *_ = place.last.content.splitlines()
    assert first == "Drawn: “a lighthouse at dusk”"
    assert line.startswith("-# explore · Tints · you described a picture in words")
    assert [one.filename.endswith("-grid.png") for one in place.last.attachments] == [True]
    assert labels(place.last) == [
        *([f"{number} {what}" for what in EACH] for number in range(1, 5)),
        ["More", "Compare", "Details", "Delete"],
    ]


@in_guild
async def test_words_that_call_nobody_are_left_alone(place: Guild) -> None:
    await place.ada.send(place.channel, "a lighthouse at dusk")
    assert len(place.messages) == 1
    assert not await place.house.owed()


@in_guild
async def test_a_picture_with_words_is_restyled(place: Guild) -> None:
    await place.call("turn this into a watercolour", photo())
    (job,) = await place.house.owed()
    assert (job.spec.intent, len(job.spec.inputs)) == (Intent.RESTYLE, 1)


async def test_a_reply_to_somebody_elses_photo_works_on_it() -> None:
    async with guild(reads_all=True) as place:
        theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
        await place.call("turn this into a watercolour", reply_to=theirs)
        (job,) = await place.house.owed()
        assert (job.spec.intent, len(job.spec.inputs)) == (Intent.RESTYLE, 1)


@in_guild
async def test_without_the_intent_it_asks_for_the_picture(place: Guild) -> None:
    theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
    await place.call("turn this into a watercolour", reply_to=theirs)
    assert "I need a picture for that" in place.last.content


@in_guild
async def test_a_photo_is_taken_by_the_menu_without_the_intent(place: Guild) -> None:
    theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
    await place.ada.context_menu(place.channel, "Animate", theirs)
    (job,) = await place.house.owed()
    assert (job.spec.intent, len(job.spec.inputs)) == (Intent.ANIMATE, 1)


@in_guild
async def test_a_reply_with_plain_words_goes_on_from_a_result(place: Guild) -> None:
    await grid(place)
    first = place.last
    await place.ada.send(place.channel, "2 but in winter", reply_to=first)
    (job,) = await place.house.owed()
    assert job.spec.lineage is not None
    assert job.spec.lineage.variants == (2,)


@pytest.mark.parametrize(
    ("label", "words", "intent"),
    [
        pytest.param("2 Refine", "at night", Intent.REFINE, id="refine"),
        pytest.param("1 Edit", "make the sky purple", Intent.EDIT, id="edit"),
    ],
)
@in_guild
async def test_refine_and_edit_ask_for_words(
    place: Guild, label: str, words: str, intent: Intent
) -> None:
    await grid(place)
    pressed = await place.click(label)
    assert all(field["label"].endswith("?") for field in pressed.modal["components"])
    await place.ada.submit_modal(pressed, {"words": words})
    (job,) = await place.house.owed()
    assert job.spec.prompt.words == words
    assert job.spec.intent in (intent, Intent.RESTYLE)
    await place.finish()
    assert words in place.last.content


@in_guild
async def test_a_modal_that_outlives_a_restart_is_answered(place: Guild) -> None:
    await grid(place)
    pressed = await place.click("2 Refine")
    await place.restart()
    await place.ada.submit_modal(pressed, {"words": "at night"})
    (job,) = await place.house.owed()
    assert job.spec.prompt.words == "at night"


@in_guild
async def test_an_old_button_works_after_a_restart(place: Guild) -> None:
    await grid(place)
    await place.restart()
    await place.env.advance_time(40 * 24 * 3600)
    await place.click("More")
    await place.finish()
    assert place.last.content.startswith("Drawn: “a lighthouse at dusk”")


@in_guild
async def test_details_are_for_the_one_who_asks(place: Guild) -> None:
    await grid(place)
    told = await place.click("Details")
    assert told.ephemeral
    assert "Licence: Apache-2.0" in told.response.content


@in_guild
async def test_a_double_click_makes_one_job(place: Guild) -> None:
    await place.call("a lighthouse at dusk")
    first = await place.finish()
    await place.click("More")
    second = await place.click("More", by=place.bob)
    assert len(await place.house.owed()) == 1
    (answer,) = second.followups
    (posting,) = [one for one in place.house.memory.postings.values() if one.job != first.id]
    link = f"https://discord.com/channels/{place.guild.id}/{place.channel.id}/{posting.message}"
    assert answer.content == f"Already asked for, a moment ago: {link}"
    assert answer.ephemeral
    assert second.response is None, "nothing is left thinking"


@in_guild
async def test_cancel_is_for_the_one_who_asked(place: Guild) -> None:
    await place.call("a lighthouse at dusk")
    work = place.last
    refused = await place.click("Cancel", by=place.bob)
    assert "Only the one who asked" in refused.response.content
    (job,) = await place.house.owed()
    await place.click("Cancel", on=work)
    ended = await place.house.parts.ledger.job(job.id)
    assert ended is not None
    assert ended.state is State.CANCELLED
    await place.show(ended)
    assert (await place.fresh(work)).content.startswith("Cancelled: “a lighthouse at dusk”")


@in_guild
async def test_moderators_may_cancel(place: Guild) -> None:
    await place.call("a lighthouse at dusk")
    await place.click("Cancel", by=place.mod)
    assert not await place.house.owed()


@in_guild
async def test_a_deleted_result_leaves_its_message(place: Guild) -> None:
    await grid(place)
    result = place.last
    await place.click("Delete")
    gone = await place.fresh(result)
    assert (gone.content, gone.attachments, gone.components) == ("This result was deleted.", [], [])


@in_guild
async def test_direct_messages_need_no_mention(place: Guild) -> None:
    await place.ada.send_dm("a lighthouse at dusk")
    assert len(await place.house.owed()) == 1


@in_guild
async def test_a_refusal_is_a_sentence(place: Guild) -> None:
    await place.call("make the sky purple")
    assert "I need a picture for that" in place.last.content


@in_guild
async def test_a_broken_attachment_is_a_sentence(place: Guild) -> None:
    await place.call("turn this into a watercolour", b"no picture at all")
    assert "is not a picture that I can read" in place.last.content


@pytest.mark.parametrize(
    ("menu", "words", "intents"),
    [
        pytest.param("Use in Easel", "as a watercolour", {Intent.RESTYLE}, id="use"),
        pytest.param("Edit", "make the sky purple", {Intent.EDIT}, id="edit"),
    ],
)
@in_guild
async def test_a_menu_asks_what_should_become_of_a_photo(
    place: Guild, menu: str, words: str, intents: set[Intent]
) -> None:
    theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
    shown = await place.ada.context_menu(place.channel, menu, theirs)
    await place.ada.submit_modal(shown, {"words": words})
    (job,) = await place.house.owed()
    assert job.spec.intent in intents
    assert len(job.spec.inputs) == 1


@in_guild
async def test_a_menu_whose_picture_is_lost_says_so(place: Guild) -> None:
    theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
    shown = await place.ada.context_menu(place.channel, "Edit", theirs)
    await place.restart()
    await place.ada.submit_modal(shown, {"words": "make the sky purple"})
    assert "please choose its message again" in place.last.content


@in_guild
async def test_history_and_recall_bring_results_back(place: Guild) -> None:
    await grid(place, "a lighthouse at dusk")
    await grid(place, "a fox in the snow")
    await place.ada.slash(place.channel, "history")
    assert "1. imagine “a fox in the snow” · Tints" in place.last.content
    await place.ada.slash(place.channel, "recall", words="lighthouse")
    assert "1. imagine “a lighthouse at dusk” · Tints" in place.last.content
    assert labels(place.last)[0] == ["Open 1", "More of 1", "1 again"]


@in_guild
async def test_models_tells_what_runs_and_its_licence(place: Guild) -> None:
    told = await place.ada.slash(place.channel, "models")
    assert told.ephemeral
    assert "Tints (explore, " in told.response.content
    assert "Apache-2.0" in told.response.content


@in_guild
async def test_help_gives_examples(place: Guild) -> None:
    told = await place.ada.slash(place.channel, "help")
    assert told.ephemeral
    assert "turn this into a watercolour" in told.response.content


@pytest.mark.parametrize(
    ("command", "words", "intent"),
    [
        pytest.param("edit", "brighter", Intent.EDIT, id="edit"),
        pytest.param("animate", None, Intent.ANIMATE, id="animate"),
        pytest.param("upscale", None, Intent.UPSCALE, id="upscale"),
        pytest.param("describe", None, Intent.DESCRIBE, id="describe"),
        pytest.param("compare", None, Intent.COMPARE, id="compare"),
    ],
)
@in_guild
async def test_commands_name_what_is_wanted(
    place: Guild, command: str, words: str | None, intent: Intent
) -> None:
    said = {"words": words} if words else {}
    await place.ada.slash(place.channel, command, image=("cat.png", photo()), **said)
    (job,) = await place.house.owed()
    assert job.spec.intent is intent
    assert f"you chose {command.capitalize()}" in job.spec.reason


@in_guild
async def test_animate_takes_its_options(place: Guild) -> None:
    first, last = ("cat.png", photo()), ("dog.png", photo("red"))
    options = {"seconds": 4.0, "camera": "pan left", "silent": True, "last": last}
    await place.ada.slash(place.channel, "animate", image=first, words="snow", **options)
    (job,) = await place.house.owed()
    motion = job.spec.motion
    assert motion is not None
    assert (motion.seconds, motion.camera) == (4, (Camera.PAN_LEFT,))
    assert (motion.silent, motion.ends, motion.loop) == (True, True, False)
    assert job.spec.notes[0].startswith("the picture to end on was left out: Tints")


@in_guild
async def test_imagine_takes_its_options(place: Guild) -> None:
    await place.ada.slash(
        place.channel, "imagine", prompt="a fox", count=2, ratio="16:9", model="tints", seed=7
    )
    (job,) = await place.house.owed()
    assert (job.spec.count, job.spec.seed, job.spec.model) == (2, 7, "tints")
    assert job.spec.width / job.spec.height == pytest.approx(16 / 9, rel=0.05)


@pytest.mark.parametrize(
    ("given", "ratio"),
    [
        pytest.param({"model": "Tints"}, None, id="a title"),
        pytest.param({"model": "TINTS "}, None, id="in capitals"),
        pytest.param({"ratio": "16 : 9"}, Ratio(16, 9), id="spaces"),
        pytest.param({"ratio": "portrait"}, Ratio(2, 3), id="a name"),
    ],
)
@in_guild
async def test_options_may_be_typed(
    place: Guild, given: dict[str, str], ratio: Ratio | None
) -> None:
    await place.ada.slash(place.channel, "imagine", prompt="a fox", **given)
    (job,) = await place.house.owed()
    assert (job.spec.model, job.spec.prompt.ratio) == ("tints", ratio)
    assert job.spec.prompt.words == "a fox"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param(
            {"model": "tints --n 9"},
            "The option model needs one of the models that are offered; you gave “tints --n 9”.",
            id="model",
        ),
        pytest.param({"ratio": "16:9 --n 9"}, "needs a ratio such as 16:9; you gave", id="ratio"),
    ],
)
@in_guild
async def test_an_option_is_no_more_than_that(
    place: Guild, given: dict[str, str], says: str
) -> None:
    told = await place.ada.slash(place.channel, "imagine", prompt="a fox", **given)
    assert told.ephemeral
    assert says in told.response.content
    assert not await place.house.owed()


@in_guild
async def test_progress_is_told_in_the_message(place: Guild) -> None:
    await place.call("a lighthouse")
    (job,) = await place.house.owed()
    await place.tell(Progress(job.id, 0.5, "variant 2 of 4"))
    assert "`██████░░░░░░` variant 2 of 4" in place.last.content
    await place.tell(Progress(job.id, 0.75, "variant 3 of 4"))
    assert "variant 2 of 4" in place.last.content, "not within 2.5 s"
    await place.finish()
    await place.tell(Progress(job.id, 1.0, "late"))
    assert place.last.content.startswith("Drawn")


@in_guild
async def test_a_thread_is_a_place_of_its_own(place: Guild) -> None:
    thread = await place.thread("sketches")
    await place.ada.slash(thread, "imagine", prompt="a lighthouse")
    await place.finish()
    shown = thread.last_message
    assert shown.content.startswith("Drawn: “a lighthouse”")
    await place.restart()
    await place.ada.click(shown, custom_id=shown.components[-1].children[0].custom_id)
    await place.finish()
    assert thread.last_message.content.startswith("Drawn: “a lighthouse”")
    assert not any(one.components for one in place.messages)
