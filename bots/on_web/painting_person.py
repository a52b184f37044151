"""Whether the one who opened a link is the one whom it is for, as far as anybody vouches for them.

Telegram signs who opens a page within it; on the studio page a cookie tells browsers apart. A link
from Discord is a key: it was shown to one person alone.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qsl

from starlette.requests import Request

from bots.on_web.visitors import PROGRAM, Visitors
from core.painting import LASTS, Invitation, NotYourInvitation
from core.ports import Clock, History

INIT_DATA = "x-telegram-init-data"  # header; the page finds its value behind its address's #
LONGEST = 8192  # characters
AHEAD = timedelta(minutes=2)  # that Telegram's clock may be before ours


@dataclass(frozen=True, slots=True)
class Persons:
    """Compares who came with who was invited."""

    history: History
    visitors: Visitors
    clock: Clock
    telegram: str = ""  # token of the bot
    inside: bool = False  # whether links of Telegram open within it, so that it always vouches

    async def check(self, request: Request, invitation: Invitation) -> None:
        """Raises NotYourInvitation where somebody else came."""
        place = invitation.place
        came = self._came(request, place.platform)
        if came is not None and came != await self.history.called(place.person):
            raise NotYourInvitation

    def _came(self, request: Request, platform: str) -> str | None:
        """What the platform calls the one who came; empty for a stranger, None if nobody knows."""
        signed = request.headers.get(INIT_DATA, "")
        if platform == "web":
            return self.visitors.known(request) or PROGRAM
        if platform == "telegram" and (signed or self.inside):
            return self._told_by_telegram(signed)
        return None

    def _told_by_telegram(self, signed: str) -> str:
        """The id of the user in Telegram's init data; empty where it did not sign that, or long
        ago.

        https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
        """
        if not self.telegram or len(signed) > LONGEST:
            return ""
        fields = dict(parse_qsl(signed, keep_blank_values=True))
        given = fields.pop("hash", "")
        lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
        key = hmac.digest(b"WebAppData", self.telegram.encode(), hashlib.sha256)
        wanted = hmac.digest(key, lines.encode(), hashlib.sha256).hex()
        fits = hmac.compare_digest(given.encode(), wanted.encode())
        return _user(fields) if fits and self._recent(fields.get("auth_date", "")) else ""

    def _recent(self, signed_at: str) -> bool:
        if not signed_at.isdecimal():
            return False
        age = self.clock.now().timestamp() - int(signed_at[:18])
        return -AHEAD.total_seconds() <= age <= LASTS.total_seconds()


def _user(fields: dict[str, str]) -> str:
    """The id of whom signed data names; empty where it names nobody."""
    try:
        return str(json.loads(fields.get("user", "{}")).get("id", ""))
    except (ValueError, AttributeError):
        return ""
