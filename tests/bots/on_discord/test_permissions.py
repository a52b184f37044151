"""What docs/discord.md asks for is what the bot needs."""

import re
from pathlib import Path

import discord

GUIDE = Path(__file__).parents[3] / "docs" / "discord.md"


def test_the_guide_names_the_permissions_by_number() -> None:
    wanted = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        attach_files=True,
        read_message_history=True,
    )
    (number,) = re.findall(r"together `(\d+)`", GUIDE.read_text(encoding="utf-8"))
    assert int(number) == wanted.value
