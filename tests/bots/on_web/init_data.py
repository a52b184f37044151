"""What Telegram signs of the person who opens a page within it, as it does it."""

import hashlib
import hmac
import json
from urllib.parse import urlencode

from tests.values import NOON

TOKEN = "110201543:of-the-tests"
ADA, BOB = 4242, 4343
NOW = int(NOON.timestamp())


def signed(user: int = ADA, at: int = NOW, token: str = TOKEN, who: str = "", **more: str) -> str:
    """Init data as Telegram makes it for a user."""
    who = who or json.dumps({"id": user, "first_name": "Ada & Co", "language_code": "de"})
    fields = {"user": who, "auth_date": str(at), "query_id": "AAH", "signature": "x_y-z"} | more
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode({**fields, "hash": hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()})
