"""The tree that a result belongs to, as the page shows it."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bots.on_web.links import Links
from bots.on_web.rendering import picture_json
from core.actions import Action, Verb
from core.answers import picture_of, step
from core.catalogue import Catalogue
from core.errors import TargetGone
from core.family import Reach
from core.jobs import BEFORE, Job, Variant
from core.makers import named
from core.renditions import Fit
from core.replies import Picture
from core.thread_cells import poster_of
from core.trees import Node, Trees

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TreePage:
    """Answers with trees."""

    trees: Trees
    links: Links
    catalogue: Catalogue

    async def serve(self, request: Request) -> Response:
        """The tree of the job that a packed action names, as it is seen from a channel.

        Raises ForgedAction and TargetGone.
        """
        job = await self.trees.ledger.job(Action.unpack(request.path_params["action"]).job)
        channel = request.path_params["channel"]
        if job is None or job.spec.place.channel != channel:
            raise TargetGone
        nodes = await self.trees.of(job, Reach(channel))
        return JSONResponse({"here": job.id, "nodes": [self._node(one) for one in nodes]})

    def _node(self, node: Node) -> Json:
        """A step: what it came from, and a picture for each of its variants.

        The first of all shows what it `began` with, too, where somebody brought that.

        Of a deleted one nothing is told but that it was there.
        """
        parent, job = node.member.parent, node.job
        place = {
            "number": node.number,
            "label": node.label,
            "job": node.member.id,
            "parent": parent.job if parent else "",
            "sources": list(parent.variants) if parent else [],
            "deleted": job is None,
        }
        if job is None:
            return place | {"title": "", "model": "", "began": None, "pictures": []}
        source = job.variant(BEFORE + 1) if parent is None else None
        return place | {
            "title": step(job),
            "model": named(job, self.catalogue),
            "began": self._shown(job, source) if source else None,
            "pictures": [self._shown(job, one) for one in job.variants],
        }

    def _shown(self, job: Job, made: Variant) -> Json:
        """A variant, or what it all began with, as a small picture that opens it."""
        whole = picture_of(job, made)
        poster = poster_of(job, made)
        small = Picture(poster, whole.name, job=job.id) if poster else None
        return {
            "variant": made.index if made.index < BEFORE else 0,
            "action": Action(Verb.OPEN, job.id, made.index).pack(),
            "small": picture_json(small, self.links, Fit.THUMB)["small"] if small else "",
            "alt": whole.alt,
            "plays": bool(made.asset.seconds),
        }
