"""Inline mode: a person's own results, to be shared anywhere."""

from typing import Any

import pytest

from tests.bots.on_telegram.chat import Chat, chat
from tests.bots.on_telegram.server import BOB, GROUP, until
from tests.core.talk import photo


async def offered(easel: Chat, words: str, **more: int) -> dict[str, Any]:
    """The answer to what somebody types."""
    count = len(easel.server.of("answerInlineQuery"))
    easel.server.ask_inline(words, **more)
    await until(lambda: len(easel.server.of("answerInlineQuery")) > count)
    call = easel.server.of("answerInlineQuery")[-1]
    assert call.refused == ""
    return call.params


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        pytest.param("", ["imagine “a fox in the snow”", "imagine “a lighthouse”"], id="all"),
        pytest.param("lighthouse", ["imagine “a lighthouse”"], id="words"),
        pytest.param("lighth", ["imagine “a lighthouse”"], id="half a word"),
        pytest.param("a lig", ["imagine “a lighthouse”"], id="less of it"),
        pytest.param("house", [], id="the end of a word"),
        pytest.param("zebra", [], id="words of none"),
    ],
)
async def test_results_are_offered_by_their_words(words: str, titles: list[str]) -> None:
    async with chat() as easel:
        await easel.draw("a lighthouse")
        await easel.draw("/imagine a fox in the snow", chat=GROUP)
        answer = await offered(easel, words)
        assert [one["title"] for one in answer["results"]] == titles
        assert answer["is_personal"] is True
        assert answer["cache_time"] <= 10, "a new result is not to be waited for"
        told = answer.get("button", {}).get("text", "")
        assert told == ("" if titles else "Nothing of these words: ask me for it")


async def test_others_results_are_not_offered() -> None:
    async with chat() as easel:
        await easel.draw("a lighthouse")
        answer = await offered(easel, "", by=BOB)
        assert answer["results"] == []
        assert answer["button"]["text"] == "Nothing yet: ask me for a picture"
        assert answer["button"]["start_parameter"] == "inline"


async def test_single_variants_that_were_opened_come_first() -> None:
    async with chat() as easel:
        await easel.draw("a lighthouse")
        await easel.click("3 Open")
        await easel.click("Original")
        await easel.click("2 Edit")
        results = (await offered(easel, "light"))["results"]
        titles = ["3: imagine “a lighthouse”", "imagine “a lighthouse”"]
        assert [(one["title"], one["type"]) for one in results] == [
            (one, "photo") for one in titles
        ]
        assert results[0]["photo_file_id"] != results[1]["photo_file_id"]


async def test_clips_and_files_are_offered_as_what_they_are() -> None:
    async with chat() as easel:
        await easel.draw("animate it", file=photo())
        kinds = [one["type"] for one in (await offered(easel, ""))["results"]]
        assert kinds == ["video"]
