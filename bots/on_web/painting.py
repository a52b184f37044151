"""The page where somebody paints what should change: what it is told, and what it sends.

A GET changes nothing: chats fetch links to show previews of them.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from bots.on_web.painting_links import Opening
from bots.on_web.painting_person import Persons
from bots.on_web.painting_upload import Painted, painted
from bots.on_web.parts import Parts
from bots.on_web.rendering import picture_json
from core.answers import picture_of
from core.errors import NoRedis, TargetGone
from core.incoming import Incoming
from core.jobs import BEFORE, Job, State, Variant
from core.painting import Invitation, next_key, uses_up
from core.regions import PAINTED, REGIONS, confined
from core.renditions import Fit
from core.replies import Picture, Turn

PAGE = Path(__file__).parent / "static" / "paint.html"
# Telegram shows the page in a frame where it runs in a browser itself.
FRAMED_BY = "https://web.telegram.org https://*.web.telegram.org"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        f"frame-ancestors {FRAMED_BY}",
    )
)
CHATS = {"discord": "in Discord", "telegram": "in Telegram", "web": "on the studio page"}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PaintingPage:
    """The endpoints below `/paint`."""

    parts: Parts
    opening: Opening
    persons: Persons

    async def page(self, request: Request) -> Response:
        """The page itself, for whatever link: it asks for the rest, and says what is wrong."""
        headers = {"Content-Security-Policy": POLICY, "X-Robots-Tag": "noindex"}
        return FileResponse(PAGE, media_type="text/html", headers=headers)

    async def task(self, request: Request) -> Response:
        """What is painted on, and by whom it was asked."""
        invitation = await self._invitation(request)
        job, variant = await self._meant(invitation)
        asked = await self._asked(invitation)
        return JSONResponse(
            {
                "picture": self._picture(picture_of(job, variant)),
                "said": job.spec.own_words,
                "chat": CHATS[invitation.place.platform],
                "regions": [{"name": name, "title": one.title} for name, one in REGIONS.items()],
                "sent": asked is not None and uses_up(asked),
            }
        )

    async def send(self, request: Request) -> Response:
        """Make a request of what was painted; it belongs to the chat that the link came from."""
        invitation = await self._invitation(request)
        await next_key(invitation, self.parts.history)  # before a body is read that nobody needs
        async with painted(request) as given:
            turn = await self._received(invitation, given)
        if turn.job is None:
            assert turn.reply is not None, "a turn has its answer"
            refused = {"error": turn.reply.error, "sentence": turn.reply.text}
            return JSONResponse(refused, 422)
        await self._tell(turn, turn.job)
        return JSONResponse(await self._state(turn.job), 201)

    async def state(self, request: Request) -> Response:
        """How the request is that was made by this link."""
        invitation = await self._invitation(request)
        asked = await self._asked(invitation)
        if asked is None or asked.job is None:
            raise TargetGone
        return JSONResponse(await self._state(asked.job))

    async def _invitation(self, request: Request) -> Invitation:
        """Raises NoInvitation, StaleInvitation and NotYourInvitation."""
        invitation = await self.opening.of(request.path_params["token"])
        await self.persons.check(request, invitation)
        return invitation

    async def _meant(self, invitation: Invitation) -> tuple[Job, Variant]:
        """The variant that is painted on; raises TargetGone."""
        job = await self.parts.ledger.job(invitation.job)
        variant = job.variant(invitation.variant) if job else None
        if job is None or variant is None:
            raise TargetGone
        return job, variant

    async def _asked(self, invitation: Invitation) -> Turn | None:
        """The latest turn that was made by an invitation and began a job."""
        channel = invitation.place.channel
        turns = await self.parts.history.called_so(channel, invitation.keys)
        return next((turn for turn in reversed(turns) if turn.job), None)

    async def _received(self, invitation: Invitation, given: Painted) -> Turn:
        """The turn of what was painted. Raises UsedInvitation.

        A double click is one turn; of two requests that come at once with other words, one is.
        """
        while True:
            key = await next_key(invitation, self.parts.history)
            incoming = _incoming(invitation, key, given)
            turn = await self.parts.conversation.receive(incoming)
            if turn.words == incoming.words:
                return turn

    async def _tell(self, turn: Turn, job: Job) -> None:
        """Let the chat show that it is under way; if the transport is away, the result comes."""
        if job.spec.place.platform == "web":
            self.parts.hub.publish(turn)
            return
        with suppress(NoRedis):
            await self.parts.queue.deliver(job)

    async def _state(self, job: Job) -> Json:
        reply, first = self.parts.answer(job), job.spec.inputs[0]
        before = Picture(first, "before", "Before", BEFORE + 1, job=job.id)
        shown = first.sha256 not in job.spec.withheld
        return {
            "state": "working" if not job.state.ended else str(job.state),
            "text": reply.text,
            "lines": list(reply.lines) if job.state is State.DONE else [],
            "before": self._picture(before) if shown else None,
            "after": [self._picture(one) for one in reply.files],
        }

    def _picture(self, picture: Picture) -> Json:
        return picture_json(picture, self.parts.links, Fit.CHAT)


def _incoming(invitation: Invitation, key: str, given: Painted) -> Incoming:
    place = invitation.place
    return Incoming(
        key=key,
        channel=place.channel,
        person=place.person,
        platform=place.platform,
        words=confined(given.words, given.region),
        mask=given.mask,
        action=invitation.action(PAINTED if given.mask else ""),
        private=invitation.private,
        local=bool(given.region),
        manner=invitation.manner,
    )
