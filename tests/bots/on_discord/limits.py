"""What Discord tells of its limits with each answer about messages, by which discord.py paces."""

import time
from collections import defaultdict

MOST, WINDOW = 5, 0.5  # requests; s, of which Discord has some more


class Limits:
    """Counts requests by their method and their channel or token."""

    def __init__(self) -> None:
        self._times: dict[str, list[float]] = defaultdict(list)

    def headers(self, method: str, path: str) -> dict[str, str]:
        """The headers of an answer; none where Discord has no limit of that kind."""
        kind, *rest = path.strip("/").split("/")
        if kind not in ("channels", "webhooks"):
            return {}
        bucket = f"{method} {kind} {rest[0] if kind == 'channels' else rest[1]}"
        now = time.time()
        times = [one for one in self._times[bucket] if one > now - WINDOW] + [now]
        self._times[bucket] = times
        ends = times[0] + WINDOW
        return {
            "X-RateLimit-Limit": str(MOST),
            "X-RateLimit-Remaining": str(max(0, MOST - len(times))),
            "X-RateLimit-Reset": f"{ends:.3f}",
            "X-RateLimit-Reset-After": f"{ends - now:.3f}",
            "X-RateLimit-Bucket": f"{method}-{kind}",
        }
