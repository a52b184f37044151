"""`/verify` on the page: the file is read as it came, before anything is taken out of it."""

import re
from pathlib import Path

import httpx
import pytest

from storage.provenance.signing import sign
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


async def test_without_a_file_it_is_asked_for(client: httpx.AsyncClient, channel: str) -> None:
    reply = (await say(client, channel, "/verify")).json()["reply"]
    assert (reply["kind"], reply["error"]) == ("error", "NothingToVerify")
