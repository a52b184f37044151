"""`easel forget`: somebody is forgotten by whoever keeps the machine."""

from collections.abc import Callable, Sequence

from bots.composing import forgetting_by
from bots.settings import BotSettings
from core.forgetting import kept, the_one
from storage.opening import open_storage
from storage.redis_server import RedisServer
from storage.settings import make_home

Lines = Sequence[str]


async def forget(settings: BotSettings, words: str, agrees: Callable[[Lines], bool]) -> Lines:
    """Forget the one whom words name, if whoever asks `agrees` to what that removes.

    Says what was removed and what stays. Raises NobodyCalled, SeveralCalled, and what opening
    the storage does.
    """
    make_home(settings.home)
    with RedisServer(settings.home, settings.redis_url) as redis:
        async with open_storage(settings, redis.address) as storage:
            forgetting = forgetting_by(storage)
            one = await the_one(words, storage.people)
            if not agrees(kept(await storage.people.belongings(one.id))):
                return ("Nobody was forgotten.",)
            done = await forgetting.done(one.id)
            return ("Forgotten. Removed:", *done.lines)
