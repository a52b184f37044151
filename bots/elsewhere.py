"""What is told of a result where it is not shown as it is: to its person alone, or to all ages."""

from dataclasses import replace

from core.catalogue import ModelCard
from core.errors import AdultsOnly
from core.jobs import Job
from core.replies import Channel, Kind, Reply

ASKED = "You asked for this in {place}, where I cannot write any more."
KEPT = "It is kept: /history shows it here."
FOR_ADULTS = "{model} is for age-restricted channels only, so that it is not shown here."
KEPT_THERE = "It is kept: /history in that channel shows it, once I may write there again."
KEPT_BACK = "It is kept: Open shows it, once this channel is age-restricted again."


def directly(job: Job, reply: Reply, place: Channel, adult: ModelCard | None) -> Reply:
    """What the one who asked is told where their `place` is closed; its buttons belong to that.

    `adult`: the model that made it, where that is for age-restricted places only.
    """
    asked = ASKED.format(place=place.title)
    if adult is not None and job.variants:
        hidden = FOR_ADULTS.format(model=adult.title)
        return Reply(reply.kind, reply.text, (asked, hidden, KEPT_THERE))
    notes = (asked, *([KEPT] if job.variants else []))
    return Reply(reply.kind, reply.text, notes, shown=reply.shown, attached=reply.attached)


def for_all_ages(reply: Reply, adult: ModelCard) -> Reply:
    """A result of a model for adults in a place that is no longer age-restricted."""
    sentence = AdultsOnly(model=adult.title).sentence
    return replace(reply, kind=Kind.ERROR, text=sentence, lines=(KEPT_BACK,), shown=(), attached=())
