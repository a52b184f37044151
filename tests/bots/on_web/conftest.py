"""A studio, a client without a network, a picture, and a browser."""

from collections.abc import AsyncIterator
from io import BytesIO

import httpx
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser

from bots.on_web.app import build
from tests.bots.on_web.studio import Studio, studio
from tests.bots.on_web.visits import DESK, PHONE, Visit, visiting
from tests.chromium import chromium

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
    """A PNG of 240 x 160 px: a gradient, with a square on it."""
    picture = Image.linear_gradient("L").resize((240, 160)).convert("RGB")
    picture.paste((220, 90, 40), (80, 40, 160, 120))
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(
    loop_scope="module", params=[DESK, PHONE], ids=["desk", "phone"], name="visit"
)
async def visit_at_both(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visit]:
    """A visit, once at a desk and once on a phone."""
    async for visit in visiting(browser, request.param):
        yield visit


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser) -> AsyncIterator[Visit]:
    """A visit at a desk."""
    async for visit in visiting(browser, DESK):
        yield visit


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser) -> AsyncIterator[Visit]:
    """A visit on a phone."""
    async for visit in visiting(browser, PHONE):
        yield visit
