"""What the real worker makes, as Telegram shows it: nothing between is a painter of the tests."""

from io import BytesIO

import pytest
from PIL import Image

from core.catalogue import Catalogue
from tests.bots.on_telegram.chat import Chat, chat, words
from tests.bots.on_telegram.state import MEDIA
from tests.bots.on_web.studio import CARD
from tests.pictures_made import as_jpeg, landscape
from worker.attempt import Bench
from worker.device import Device
from worker.engines.classical.engine import ClassicalEngine
from worker.rendering import Renderer


async def work(easel: Chat) -> None:
    """Let the worker make what was asked for, with the classical engine."""
    parts, (job,) = easel.home.parts, await easel.home.owed()
    bench = Bench("w1", parts.ledger, parts.blobs, parts.queue, Catalogue((CARD,)), (CARD.name,))
    device = Device({"classical": lambda: ClassicalEngine(inline=True)})
    await Renderer(bench, {"classical": device}).handle(job.id)
    device.close()
    ended = await parts.ledger.job(job.id)
    assert ended is not None
    await easel.show(ended)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("cut out the red house --n 1", "pd", id="one, shown beside its mask"),
        pytest.param("cut out the red house --n 2", "pdd", id="several"),
        pytest.param("turn this into a watercolour --n 2", "p", id="a look has no file of its own"),
    ],
)
async def test_the_files_of_a_cut_out_arrive_with_their_transparency(text: str, kinds: str) -> None:
    async with chat() as easel:
        await easel.say(text, file=as_jpeg(landscape()))
        await work(easel)
        shown = easel.server.shown()
        assert "".join(next(kind for kind in MEDIA if kind in one)[0] for one in shown) == kinds
        for one in shown[1:]:
            data = easel.server.files[one["document"]["file_id"]]
            with Image.open(BytesIO(data)) as picture:
                assert picture.getchannel("A").getextrema() == (0, 255)


@pytest.mark.parametrize(
    ("text", "inputs", "unused"),
    [
        pytest.param("make a watercolour of these", 3, "", id="one each"),
        pytest.param("a single watercolour of these", 3, "pictures 2 and 3 not used", id="one"),
    ],
)
async def test_of_an_album_every_picture_is_used_or_named(
    text: str, inputs: int, unused: str
) -> None:
    async with chat() as easel:
        for number, shift in enumerate((0, 20, 40)):
            file = as_jpeg(landscape(shift=shift))
            easel.server.say("" if number else text, file=file, media_group_id="a1")
        await easel.settled()
        job = await easel.owed()
        await work(easel)
        assert (len(job.spec.inputs), job.spec.each) == (inputs, not unused)
        assert ("not used" in words(easel.last)) is bool(unused)
        assert unused in words(easel.last)
