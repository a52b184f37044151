"""Links to archives of threads: sealed over all that they open, and good for some hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from bots.on_web.links import Seal
from core.archive_names import archive_name
from core.errors import ForgedLink, StaleLink
from core.exporting import LINKED_FOR, Thread
from core.ports import Clock

PURPOSE = "archive"
HOUR = 3600  # s


@dataclass(frozen=True, slots=True)
class ArchiveLinks:
    """Makes links to archives and checks those that come back."""

    seal: Seal
    clock: Clock

    def of(self, thread: Thread) -> str:
        """Path and query that open the archive of a thread for some hours."""
        expires = str(int(self.clock.now().timestamp()) + LINKED_FOR * HOUR)
        told = _told(thread, expires)
        query = urlencode(told | {"s": self.seal.of(PURPOSE, *told.values())})
        return f"/archives/{quote(archive_name(thread.title))}.zip?{query}"

    def check(self, query: Mapping[str, str]) -> Thread:
        """The thread that a link names. Raises ForgedLink and StaleLink."""
        channel, job, person, title, adult, expires, seal = (query.get(n, "") for n in "cjptaes")
        thread = Thread(channel, title, job, person, adult == "1")
        if not self.seal.fits(seal, PURPOSE, *_told(thread, expires).values()):
            raise ForgedLink
        if int(expires) < self.clock.now().timestamp():
            raise StaleLink
        return thread


def _told(thread: Thread, expires: str) -> dict[str, str]:
    adult = "1" if thread.adult else "0"
    where = {"c": thread.channel, "j": thread.job, "p": thread.person}
    return where | {"t": thread.title, "a": adult, "e": expires}
