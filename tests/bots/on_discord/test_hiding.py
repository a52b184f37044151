"""What a safety check marked is covered until somebody wants to see it."""

import pytest

from bots.on_discord.outgoing import Enclosed


@pytest.mark.parametrize("hidden", [True, False])
def test_a_hidden_file_is_behind_a_spoiler(hidden: bool) -> None:
    file = Enclosed("a.png", b"", "A fox", hidden=hidden).file()
    assert file.spoiler is hidden
    assert file.description == "A fox"
