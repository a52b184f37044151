"""The studio page's process: composed here, served until it is told to stop."""

from collections.abc import Callable
from urllib.parse import urlsplit

from bots.composing import (
    Talk,
    archive_links_on,
    exporter_on,
    leaving_by,
    painting_on,
    talk_on,
)
from bots.delivery import deliver
from bots.exporting import Exporter
from bots.on_web.api import PLATFORM
from bots.on_web.app import WebFront, build
from bots.on_web.links import Links
from bots.on_web.parts import Parts
from bots.on_web.serving import listen, serve
from bots.resuming import keep_answered
from bots.settings import BotSettings, secret
from bots.welcome import announce
from core.errors import BadSettings
from storage.opening import Storage, open_storage, read_catalogue
from storage.redis_server import RedisServer
from storage.settings import make_home
from storage.until_signal import until_signal
from storage.upkeep import keep_reconciled


async def main(settings: BotSettings, say: Callable[[str], object]) -> None:
    """Serve the page until SIGTERM or SIGINT; its address is given to `say` once it answers.

    Raises BadSettings where its port is taken, NoRedis and NoDatabase.
    """
    make_home(settings.home)
    try:
        listener = listen(settings.web_host, settings.web_port)
    except OSError as error:
        detail = f"{settings.web_host}:{settings.web_port} cannot be used ({error.strerror})"
        raise BadSettings(name="EASEL_WEB_PORT", detail=detail) from error
    port = listener.getsockname()[1]
    with RedisServer(settings.home, settings.redis_url) as redis:
        async with open_storage(settings, redis.address) as storage:
            links = archive_links_on(settings, storage)
            exporter = exporter_on(storage, read_catalogue(settings), links.of)
            painting = painting_on(settings, storage, page="")
            talk = talk_on(settings, storage, painting, exporter)
            parts = _parts(settings, storage, talk, exporter)
            front = WebFront(parts)
            await until_signal(
                serve(build(parts), parts.hub.close, listener),
                deliver(PLATFORM, front, storage.ledger, storage.queue),
                keep_reconciled(storage.ledger, storage.queue),
                storage.tidying.keep(),
                keep_answered(
                    PLATFORM, talk.conversation, storage.history, storage.clock, parts.hub.publish
                ),
                announce(settings.web_host, port, say),
            )


def _parts(settings: BotSettings, storage: Storage, talk: Talk, exporter: Exporter) -> Parts:
    return Parts(
        conversation=talk.conversation,
        history=storage.history,
        ledger=storage.ledger,
        blobs=storage.blobs,
        renditions=storage.renditions,
        queue=storage.queue,
        answer=talk.answer,
        links=Links(secret(settings.home), storage.clock),
        clock=storage.clock,
        painting=painting_on(settings, storage, page=""),
        leaving=leaving_by(storage, talk.catalogue),
        archives=exporter,
        kin=storage.kin,
        catalogue=talk.catalogue,
        hosts=settings.web_names,
        outside=urlsplit(settings.web_url).hostname or "",
        telegram=settings.telegram_token.get_secret_value(),
        inside=settings.web_url.startswith("https://"),
    )
