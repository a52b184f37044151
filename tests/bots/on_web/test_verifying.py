"""`/verify` on the page: the file is read as it came, before anything is taken out of it."""

import re
from pathlib import Path

import httpx
import pytest

from storage.provenance.signing import sign
from tests.bots.on_web.studio import Studio
from tests.bots.on_web.test_api import say
from tests.clips_made import clip
from tests.manifests import MANIFEST, local

OTHERS = re.compile(
    "photo 1.png was signed as “Easel, made on machine [0-9a-f]{8}”, and has not been .*"
)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4"])
async def test_a_file_is_verified(
    client: httpx.AsyncClient, channel: str, tmp_path: Path, photo: bytes, kind: str
) -> None:
    data = photo if kind == "image/png" else clip(0.5)
    signed = sign(data, kind, MANIFEST, local(tmp_path))
    reply = (await say(client, channel, "/verify", files=(signed,))).json()["reply"]
    assert OTHERS.fullmatch(reply["text"])
    assert reply["kind"] == "notice"


async def test_a_file_that_says_nothing_is_told(
    client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    turn = (await say(client, channel, "/verify", files=(photo,))).json()
    assert turn["reply"]["text"] == "photo 1.png has no Content Credentials."
    assert turn["job"] == ""


@pytest.mark.parametrize(
    "words",
    ["/verify", "/verify this", "verify this", "überprüfe das Bild", "vérifie ça", "verifica esto"],
)
async def test_a_reply_verifies_the_files_of_the_result(
    client: httpx.AsyncClient, channel: str, house: Studio, photo: bytes, words: str
) -> None:
    made = (await say(client, channel, "turn it into a watercolour --n 2", files=(photo,))).json()
    job = await house.parts.ledger.job(made["job"])
    assert job is not None
    await house.painter.handle(job.id)
    turn = (await say(client, channel, words, reply_to=job.id, key="another-key")).json()
    assert turn["reply"]["text"] == "Content Credentials of 2 files:"
    names = [line.partition(" ")[0] for line in turn["reply"]["lines"]]
    assert names == [f"easel-{job.id[-6:]}-{index}.png" for index in (1, 2)]
    assert turn["job"] == ""


async def test_what_is_replied_to_and_gone_is_told(client: httpx.AsyncClient, channel: str) -> None:
    reply = (await say(client, channel, "/verify", reply_to="0" * 36)).json()["reply"]
    assert reply["error"] == "TargetGone"


async def test_clips_can_be_chosen_for_it(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    (accepts,) = re.findall('id="files" accept="([^"]*)"', page)
    assert {"image/*", "video/*"} <= set(accepts.split(","))


@pytest.mark.parametrize("words", ["verify this", "prüfe dieses Video bitte"])
async def test_words_verify_a_clip(
    client: httpx.AsyncClient, channel: str, tmp_path: Path, words: str
) -> None:
    signed = sign(clip(0.5), "video/mp4", MANIFEST, local(tmp_path))
    reply = (await say(client, channel, words, files=(signed,))).json()["reply"]
    assert OTHERS.fullmatch(reply["text"])


async def test_without_a_file_it_is_asked_for(client: httpx.AsyncClient, channel: str) -> None:
    reply = (await say(client, channel, "/verify")).json()["reply"]
    assert (reply["kind"], reply["error"]) == ("error", "NothingToVerify")
