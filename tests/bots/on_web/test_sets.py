"""Reference sets on the page, whose people have their own."""

import httpx

from tests.bots.on_web.test_api import KEY, say


async def test_pictures_are_saved_and_shown_by_links(
    client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    reply = (await say(client, channel, "/set brand @mia", files=(photo,))).json()["reply"]
    assert reply["text"] == "Saved as @mia."
    assert [one["name"] for one in reply["files"]] == ["mia-1.png", "mia-palette.png"]
    for one in reply["files"]:
        assert (await client.get(one["url"])).status_code == 200


async def test_a_set_is_used_in_words(
    client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    await say(client, channel, "save this as @mia", files=(photo,))
    turn = (await say(client, channel, "@mia in a café", key=f"2-{KEY}")).json()
    assert "with @mia, version 1: 1 picture" in turn["reply"]["lines"]


async def test_what_is_said_of_one_stays_text(client: httpx.AsyncClient, channel: str) -> None:
    words = "<img src=x onerror=alert(1)>"
    reply = (await say(client, channel, f"/set words @mia {words}")).json()["reply"]
    assert reply["lines"] == [f"always with “{words}”"]
