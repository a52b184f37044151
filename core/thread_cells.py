"""What the contact sheet of a thread says of each picture."""

from collections.abc import Iterator
from datetime import datetime

from core.answers import step
from core.catalogue import Catalogue
from core.jobs import Asset, Job, Variant
from core.makers import maker_of
from core.sheets import Cell

COVERED = "Not shown: found unfit for everybody. The file is in the archive."
FORBIDDEN = "No commercial use"
WORDLESS = "A clip that began with words."


def cells_of(number: int, job: Job, catalogue: Catalogue) -> Iterator[Cell]:
    """A cell for each picture of the result of that number."""
    for made in job.variants:
        card = maker_of(job.spec, made, catalogue)
        plays = bool(made.asset.seconds)
        poster = poster_of(job, made)
        count = len(job.variants)
        which = f", {made.index} of {count}" if count > 1 else ""
        model = f"{card.title} · {card.licence}" if card else job.spec.model
        yield Cell(
            picture=poster.sha256 if poster and not made.marked else "",
            title=f"{number} · {made.label or job.spec.intent}{which}",
            words=_words(job, made),
            facts=(model, f"seed {made.seed} · {dated(job.created)}"),
            plays=plays,
            warning=FORBIDDEN if job.spec.bound or (card and not card.commercial) else "",
            blank=COVERED if made.marked else WORDLESS,
        )


def dated(moment: datetime) -> str:
    """A day, as a sheet that is read anywhere says it."""
    return f"{moment.day} {moment:%b %Y}"


def _words(job: Job, made: Variant) -> str:
    """What was asked for, and what tells this one from others of which the same was asked."""
    words = job.spec.said or job.spec.words_of(made.index)
    label = f"{made.label}: " if words and made.label and made.label not in words else ""
    did = made.did if made.did not in (words, made.label) else ""
    return label + " · ".join(one for one in (words, did) if one) or step(job)


def poster_of(job: Job, made: Variant) -> Asset | None:
    """What shows a variant where nothing moves: of a clip, what it was made from."""
    if not made.asset.seconds:
        return made.asset
    stills = (one for one in job.spec.inputs_of(made.index) if not one.seconds)
    return next(stills, None)
