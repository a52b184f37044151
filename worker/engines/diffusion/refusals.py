"""What a pipeline that no family lists does not take, told so that another model takes the job."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

from core.catalogue import ModelCard
from core.errors import Unable
from worker.engines.diffusion.families import family_of
from worker.engines.diffusion.faults import said_by
from worker.left_out import discreet

log = logging.getLogger("easel.worker")

# As pipelines say that something lacks or has the wrong form, if they look for it at all.
_REFUSALS = (AttributeError, TypeError, ValueError)


@contextmanager
def refusals(card: ModelCard) -> Generator[None]:
    """Raises Unable for what the pipeline of a card refuses, where nobody wrote down what it takes.

    Of a listed family such an error is ours.
    """
    try:
        yield
    except _REFUSALS as error:
        if family_of(card).pipelines:
            raise
        log.warning("%s refused a job", card.name, exc_info=error)
        reason = f"its pipeline refuses what it was given ({discreet(said_by(error))})."
        raise Unable(model=card.title, reason=reason) from error
