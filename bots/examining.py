"""`easel doctor`: how Easel is set up, where each setting came from, and what is missing."""

import asyncio
import json
import os
import platform
import sys
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any, NamedTuple

from bots.explaining import CLASSICAL, announced, fleet, running
from bots.settings import BotSettings
from core.catalogue import Role
from core.errors import BadSettings, EaselError
from storage.blobs import try_store
from storage.database import Database
from storage.opening import read_catalogue
from storage.redis_server import RedisServer, find_binary
from storage.settings import load, make_home, sources_of, unknown_to, variable

PARTS = {  # what must be installed for a part, and how to get it
    "studio page": (("starlette", "uvicorn", "multipart"), "pip install 'easel[web]'"),
    "Discord bot": (("discord",), "pip install 'easel[discord]'"),
    "Telegram bot": (("telegram",), "pip install 'easel[telegram]'"),
    "classical engine": (CLASSICAL, "pip install 'easel[classical]'"),
    "diffusion models": (
        ("torch", "diffusers", "transformers", "huggingface_hub"),
        "pip install 'easel[worker]'",
    ),
    "models behind an API": (("openai", "cv2", "av"), "pip install 'easel[remote]'"),
    "PostgreSQL": (("asyncpg",), "pip install 'easel[postgresql]'"),
}
NEEDED = ("studio page", "classical engine")
MODELS = "diffusion models"
LOOKING = 120.0  # s: a machine's drivers may take long when they are first asked
WORKERS = {  # settings that workers alone read; a bot knows only that they exist
    "worker_name": "what a worker calls itself; otherwise its host and process id",
    "processes": "of the classical engine; otherwise one a core",
    "models": "the folder of the models' weights; otherwise one in home",
    "keys": "of services behind an API, by name; otherwise variables of those names",
    "devices": "numbers of the CUDA devices that models run on, as a JSON list; otherwise all",
    "resting": "share of the memory for models that left a GPU; otherwise 0.4",
}


class Findings(NamedTuple):
    """What was found."""

    lines: list[str]
    healthy: bool


class Checked(NamedTuple):
    """What came of one check."""

    said: str
    mark: str = "ok"  # missing: Easel cannot work; none, absent, broken: it can


async def examine() -> Findings:
    """Look at the settings and try each thing that they name; what is wrong is a line, too."""
    lines = [f"Easel on Python {platform.python_version()}, {sys.executable}", "", "Settings"]
    checked: dict[str, Checked] = {}
    try:
        settings = load(BotSettings)
        lines += [*_settings(settings), *_unknown()]
        checked = {name: await _tried(check) for name, check in _checks(settings).items()}
    except BadSettings as error:
        checked["settings"] = Checked(error.sentence, "missing")
    parts = {name: _part(name) for name in PARTS}
    lines += ["", "Checks", *map(_line, checked.items())]
    lines += ["", "Parts", *map(_line, parts.items())]
    if "settings" not in checked and parts[MODELS].mark == "ok":
        lines += ["", "Models", *map(_line, await _models())]
    marks = [checked.mark for checked in (*checked.values(), *parts.values())]
    return Findings(lines, "missing" not in marks)


async def _tried(check: Callable[[], Awaitable[Checked]]) -> Checked:
    try:
        return await check()
    except (EaselError, OSError) as error:
        return Checked(str(error), "missing")


def _part(name: str) -> Checked:
    modules, how = PARTS[name]
    if all(find_spec(module) for module in modules):
        return Checked("")
    return Checked(how, "missing" if name in NEEDED else "absent")


async def _models() -> list[tuple[str, Checked]]:
    """What a worker of this machine would do with models; it needs torch, so another one looks."""
    looking = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "worker.models", "examine"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(LOOKING):
            out, trouble = await looking.communicate()
    except TimeoutError:
        looking.kill()
        await looking.communicate()  # nothing of it is left open
        return [("models", Checked(f"did not answer within {LOOKING:.0f} s", "broken"))]
    if looking.returncode:  # the last line says why
        last = (trouble.decode(errors="replace").strip().splitlines() or ["no answer"])[-1]
        return [("models", Checked(last, "broken"))]
    return [(one["name"], Checked(one["said"], one["mark"])) for one in json.loads(out)]


def _line(item: tuple[str, Checked]) -> str:
    name, checked = item
    return f"  {checked.mark:<8} {name}{': ' if checked.said else ''}{checked.said}"


def _settings(settings: BotSettings) -> Iterator[str]:
    origins = sources_of(BotSettings)
    for name, field in BotSettings.model_fields.items():
        value = _shown(name, getattr(settings, name))
        yield f"  {name} = {value} ({origins.get(name, 'default')}): {field.description}"
    for name, meaning in WORKERS.items():
        yield f"  {name} (of workers, {variable(name)}): {meaning}"


def _unknown() -> Iterator[str]:
    """Settings that nothing reads: one that is misspelt would be overlooked otherwise."""
    found = unknown_to(BotSettings, WORKERS)
    if found:
        yield ""
        yield "Unknown"
    for name, origin, nearest in found:
        yield f"  {name} ({origin}){f': did you mean {nearest}?' if nearest else ''}"


def _shown(name: str, value: Any) -> str:
    """A value without its password."""
    text = str(value)
    if name.endswith("url") and "@" in text:
        scheme, _, rest = text.partition("://")
        return f"{scheme}://…@{rest.rpartition('@')[2]}"
    return text or "empty"


def _checks(settings: BotSettings) -> dict[str, Callable[[], Awaitable[Checked]]]:
    async def home() -> Checked:
        make_home(settings.home)
        if not os.access(settings.home, os.W_OK):
            raise PermissionError(f"{settings.home} cannot be written")
        return Checked(str(settings.home))

    async def database() -> Checked:
        async with Database(settings.database):
            return Checked("answers, and is up to date")

    async def blobs() -> Checked:
        await try_store(settings.blob_store)
        return Checked("can be written")

    async def redis() -> Checked:
        if settings.redis_url:
            await fleet(settings)
            return Checked("answers")
        server = RedisServer(settings.home)
        return Checked("runs" if server.answers else f"{find_binary()} will be started")

    async def workers() -> Checked:
        models = await running(settings)
        if not models:
            return Checked("`easel up` or `easel worker` starts them", "none")
        return Checked(", ".join(sorted(models)))

    return {
        "home": home,
        "database": database,
        "files": blobs,
        "Redis": redis,
        "models that run": workers,
        "credentials": partial(_credentials, settings),
        "safety": partial(_safety, settings),
        "painting from chats": partial(_painting, settings),
        "kept": partial(_kept, settings),
    }


async def _painting(settings: BotSettings) -> Checked:
    """Whether chats have a page to paint on."""
    address = settings.web_url
    if not address:
        how = "set EASEL_WEB_URL, where people reach the page, for “Paint a part” in chats"
        return Checked(how, "none")
    if not address.startswith("https://"):
        return Checked(f"{address}, which Telegram opens outside of itself: it wants https")
    return Checked(address)


async def _kept(settings: BotSettings) -> Checked:
    """How long what people asked for and made is kept."""
    return Checked(f"{settings.retention.said}; files {settings.grace:g} s longer")


async def _credentials(settings: BotSettings) -> Checked:
    """Who signs the files that leave."""
    if not settings.who.there:
        return Checked("a certificate is made on this machine when the first file leaves")
    return Checked((await asyncio.to_thread(settings.who.identity)).told)


async def _safety(settings: BotSettings) -> Checked:
    """Whether what is shown is checked, and by whom it is not."""
    helpers = {card.name for card in read_catalogue(settings).helpers(Role.SAFETY)}
    live = await announced(settings)
    without = [one.worker for one in live if not helpers.intersection(one.cards)]
    if len(without) == len(live):
        return Checked("no safety check runs here: results are shown as they come", "none")
    if without:
        return Checked(f"checks, but not on {', '.join(without)}", "none")
    return Checked("results are checked")
