"""What a card says of the service behind it, and whether that makes sense."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

import httpx

from core.catalogue import Intent, ModelCard
from core.errors import Broken
from core.wire import Mismatch, read

# What an API of this shape can be asked for; clips apart.
PICTURES = frozenset(
    {
        Intent.IMAGINE,
        Intent.VARY,
        Intent.REFINE,
        Intent.RESTYLE,
        Intent.EDIT,
        Intent.REFRAME,
        Intent.COMPARE,
    }
)
ABLE = PICTURES | {Intent.ANIMATE}
# What Easel knows of a request and some services take beside the usual.
OWN = ("seed", "negative_prompt", "strength", "num_inference_steps", "guidance_scale", "seconds")
# How a service is told where to paint: it marks what changes, or takes no mask at all.
TRANSPARENT, WHITE, NONE = "transparent", "white", ""

_KEY_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
_SIZE = re.compile(r"([1-9]\d{1,4})x([1-9]\d{1,4})")


class BadService(Broken):
    """The card of {model} cannot be used: {detail}."""


class NoKey(Broken):
    """The key of {model} is missing: set {key} in the environment, or in [keys] of easel.toml."""


class Size(NamedTuple):
    """Of a picture, in px."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    @classmethod
    def of(cls, said: str) -> Self:
        """From "1024x1536"; raises ValueError."""
        if (match := _SIZE.fullmatch(said)) is None:
            raise ValueError(f"a size is written 1024x1536, not {said!r}")
        return cls(int(match[1]), int(match[2]))


@dataclass(frozen=True, slots=True)
class Service:
    """Where a model runs, and what is particular there: `extra` of its card."""

    base_url: str  # "https://api.example.org/v1"
    key: str = ""  # name of the variable that holds the key; empty where none is needed
    sizes: tuple[str, ...] = ()  # "1024x1024": all that it makes; empty where it makes any
    most: int = 1  # pictures of one request
    takes: tuple[str, ...] = ()  # of OWN
    body: Mapping[str, Any] | None = None  # sent along with each request for pictures
    video: Mapping[str, Any] | None = None  # sent along with each request for a clip
    mask: str = TRANSPARENT
    cancels: bool = False  # whether POST /videos/{id}/cancel is there
    at_once: int = 4  # requests of one job
    timeout: float = 180.0  # s for one answer
    longest: float = 1800.0  # s for one clip
    poll: float = 2.0  # s between two looks at a clip

    @property
    def host(self) -> str:
        """Whom pictures and words go to, as people may read it."""
        return urlsplit(self.base_url).hostname or self.base_url

    @property
    def seeded(self) -> bool:
        """Whether a seed means something there."""
        return "seed" in self.takes


def service_of(card: ModelCard) -> Service:
    """The service of a card; raises BadService."""
    try:
        service = read(Service, dict(card.extra or {}))
        wrong = _wrong(service)
    except (Mismatch, ValueError, httpx.InvalidURL) as error:
        wrong = str(error)
    else:
        wrong = wrong or _unable(card)
        if not wrong:
            return service
    raise BadService(model=card.title, detail=wrong)


def _wrong(service: Service) -> str:
    """What makes no sense in it; empty where all does. Raises ValueError and InvalidURL."""
    for size in service.sizes:
        Size.of(size)
    httpx.URL(service.base_url)
    where = urlsplit(service.base_url)
    unknown = [name for name in service.takes if name not in OWN]
    positive = (service.most, service.at_once, service.timeout, service.longest, service.poll)
    wrongs = {
        "its base_url is no http or https address": where.scheme not in ("http", "https")
        or not where.hostname,
        "its base_url has a name and a password in it: a key is named by `key`": "@"
        in where.netloc,
        # It is not said again: what stands there may be the key itself.
        "its key is not the NAME_OF_A_VARIABLE": bool(service.key)
        and not _KEY_NAME.fullmatch(service.key),
        f"it takes {', '.join(unknown)}, and only {', '.join(OWN)} are known": bool(unknown),
        "its mask is none of transparent, white and empty": service.mask
        not in (TRANSPARENT, WHITE, NONE),
        "most, at_once, timeout, longest and poll are above 0": min(positive) <= 0,
    }
    return next((said for said, so in wrongs.items() if so), "")


def _unable(card: ModelCard) -> str:
    """The intents of a card that no API of this shape serves."""
    never = [str(intent) for intent in card.intents if intent not in ABLE]
    return f"an API of this shape cannot {', '.join(never)}" if never else ""
