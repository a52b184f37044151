"""A studio, a client without a network, and a picture."""

from collections.abc import AsyncIterator
from io import BytesIO

import httpx
import pytest
from PIL import Image

from bots.on_web.app import build
from tests.bots.on_web.studio import Studio, studio

HEADERS = {"X-Easel": "1"}


@pytest.fixture
async def house() -> Studio:
    """A studio that nobody has used."""
    return await studio()


@pytest.fixture
async def client(house: Studio) -> AsyncIterator[httpx.AsyncClient]:
    """A program that talks to the studio; what breaks inside is answered, not raised."""
    transport = httpx.ASGITransport(build(house.parts), raise_app_exceptions=False)
    address = "http://127.0.0.1:8765"
    async with httpx.AsyncClient(transport=transport, base_url=address, headers=HEADERS) as client:
        yield client


@pytest.fixture
async def channel(client: httpx.AsyncClient) -> str:
    """Id of the first channel."""
    return (await client.get("/api/channels")).json()["channels"][0]["id"]


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A PNG of 240 x 160 px: a gradient, with a disc on it."""
    picture = Image.linear_gradient("L").resize((240, 160)).convert("RGB")
    picture.paste((220, 90, 40), (80, 40, 160, 120))
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
