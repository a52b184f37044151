"""Who is looking: one person a browser, known by a signed cookie."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bots.on_web.links import Seal
from core.ports import Clock, History
from core.replies import Turn

COOKIE = "easel_visitor"
PROGRAM = "program"  # whoever has no cookie
YEAR = 365 * 24 * 60 * 60  # s


@dataclass(frozen=True, slots=True)
class Visitors:
    """Recognises browsers."""

    seal: Seal
    history: History
    clock: Clock

    def greet(self, request: Request, response: Response) -> None:
        """Give a browser that we do not know its cookie."""
        if self.known(request) is None:
            self._introduce(response, self.clock.new_id())

    async def person(self, request: Request) -> str:
        """Id of the person in the ledger; a program without a cookie is one person of its own."""
        return await self.history.person("web", self.known(request) or PROGRAM, "Studio")

    async def sees(self, request: Request, turn: Turn) -> bool:
        """Whether a turn is for whoever is looking: an answer that only concerns the one who asked
        is for nobody else."""
        if turn.job is not None or turn.reply is None or not turn.reply.private:
            return True
        return turn.person == await self.person(request)

    def known(self, request: Request) -> str | None:
        """What a browser is called; None for a stranger."""
        visitor, _, seal = request.cookies.get(COOKIE, "").partition(".")
        return visitor if visitor and self.seal.fits(seal, "visitor", visitor) else None

    def _introduce(self, response: Response, visitor: str) -> None:
        value = f"{visitor}.{self.seal.of('visitor', visitor)}"
        response.set_cookie(COOKIE, value, max_age=YEAR, httponly=True, samesite="lax", path="/")
