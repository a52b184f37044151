"""Commands with a slash, where a chat has none of its own."""

import pytest

from bots.slashes import Spoken, spoken
from core.catalogue import Intent


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("/help", Spoken("help", alone=True)),
        ("/start", Spoken("help", alone=True)),
        (" /Models please", Spoken("models", alone=True)),
        ("/settings", Spoken("settings", alone=True)),
        ("/history", Spoken("history", Intent.RECALL)),
        ("/recall the fox", Spoken("the fox", Intent.RECALL)),
        ("/imagine a fox\nin snow", Spoken("a fox\nin snow", Intent.IMAGINE)),
        ("/upscale", Spoken("upscale", Intent.UPSCALE)),
        ("/set", Spoken("settings", alone=True)),
        ("/set count 2", Spoken("settings count 2", alone=True)),
        ("/set ratio 16:9", Spoken("settings ratio 16:9", alone=True)),
        ("/set save @mia", Spoken("/set save @mia")),
        ("/set list", Spoken("/set list")),
        ("/Sets", Spoken("/Sets")),
        ("/setsquare", Spoken("/setsquare", alone=True)),
        ("/series a fox: at sea | night", Spoken("series: a fox: at sea | night")),
        ("/series", Spoken("series")),
        ("/export", Spoken("export")),
        ("/tree", Spoken("lineage")),
        ("/nonsense now", Spoken("/nonsense now", alone=True)),
        ("/", Spoken("/")),
        ("/home/me/cat.png", Spoken("/home/me/cat.png")),
        ("a fox and/or a cat", Spoken("a fox and/or a cat")),
        ("", Spoken("")),
    ],
)
def test_what_a_command_means(written: str, said: Spoken) -> None:
    assert spoken(written) == said
