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
        assert ("button" in answer) is (not titles)


async def test_others_results_are_not_offered() -> None:
    async with chat() as easel:
        await easel.draw("a lighthouse")
        answer = await offered(easel, "", by=BOB)
        assert answer["results"] == []
        assert answer["button"]["start_parameter"] == "inline"


async def test_clips_and_files_are_offered_as_what_they_are() -> None:
    async with chat() as easel:
        await easel.draw("animate it", file=photo())
        kinds = [one["type"] for one in (await offered(easel, ""))["results"]]
        assert kinds == ["video"]
