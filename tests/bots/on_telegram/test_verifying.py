"""`/verify` under a file, and in reply to one."""

from pathlib import Path

import pytest

from storage.provenance.signing import sign
from tests.bots.on_telegram.chat import chat
from tests.bots.on_telegram.server import GROUP
from tests.clips_made import clip
from tests.core.talk import photo
from tests.manifests import MANIFEST, local

OTHERS = "was signed as “Easel, made on machine "


@pytest.fixture
def signed(tmp_path: Path) -> bytes:
    return sign(photo(), "image/png", MANIFEST, local(tmp_path))


async def test_a_file_is_verified_by_its_caption(signed: bytes) -> None:
    async with chat() as easel:
        await easel.say("/verify", document=("a.png", signed))
        (text,) = easel.texts()
        assert OTHERS in text
        assert "Done: edit: edited with Painter" in text
        assert not easel.home.memory.jobs


async def test_a_file_is_verified_by_a_reply(signed: bytes) -> None:
    async with chat() as easel:
        message = await easel.say("look", document=("a.png", signed), chat=GROUP)
        await easel.say("/verify", reply_to=message["message_id"], chat=GROUP)
        assert OTHERS in easel.texts(GROUP)[-1]


async def test_without_a_file_it_is_asked_for() -> None:
    async with chat() as easel:
        await easel.say("/verify")
        assert "send the file along with /verify" in easel.texts()[-1]


async def test_a_clip_is_verified(tmp_path: Path) -> None:
    data = sign(clip(0.5), "video/mp4", MANIFEST, local(tmp_path))
    async with chat() as easel:
        await easel.say("/verify", document=("a.mp4", data))
        assert OTHERS in easel.texts()[-1]
