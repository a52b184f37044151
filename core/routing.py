"""What was understood, and what it works on, to a JobSpec: role, model, sizes, inputs."""

from collections.abc import Collection
from dataclasses import replace

from core.casting import choose
from core.catalogue import Catalogue, Intent
from core.contests import compare
from core.filming import fitting
from core.jobs import (
    JobSpec,
)
from core.masks import UNUSED, WITHIN, check
from core.requests import Request, first_picture
from core.specs import spec_of


def route(request: Request, catalogue: Catalogue, available: Collection[str]) -> JobSpec:
    """The job for a request, on the first model that live workers announced (`available` names).

    Raises MaskMismatch, UnknownModel, CannotDo where the model that the person named cannot do it,
    NotRunning where no worker has it, and NoModel where nothing that runs can.
    """
    request = _masked(request)
    if request.understood.intent is Intent.COMPARE:
        return compare(request, catalogue, available)
    if request.understood.intent is Intent.FORMATS:
        request = first_picture(request, "a set of formats is of one")
    if request.understood.intent is Intent.ANIMATE:
        request = _directed(request)
    choice = choose(request.understood, request.prompt.model, catalogue, available, request.kept)
    return spec_of(request, choice, catalogue.among(available))


def _masked(request: Request) -> Request:
    """The request with a mask that fits its pictures, or without one where that means nothing."""
    if request.mask is None:
        return request
    if request.understood.intent not in WITHIN:
        return replace(request, mask=None, notes=(*request.notes, UNUSED))
    check(request.mask, request.inputs)
    return request


def _directed(request: Request) -> Request:
    """The request with wishes for its clip that fit its pictures and each other."""
    motion, notes = fitting(request.understood.motion, len(request.inputs))
    understood = replace(request.understood, motion=motion)
    return replace(request, understood=understood, notes=(*request.notes, *notes))
