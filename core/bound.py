"""Whose licence forbids commercial work with a picture because of what it was made from."""

from dataclasses import replace

from core.catalogue import Catalogue
from core.jobs import BEFORE, JobSpec, Variant
from core.makers import maker_of
from core.ports import Ledger


async def still_bound(spec: JobSpec, ledger: Ledger, catalogue: Catalogue) -> JobSpec:
    """A new step that knows the models before it, by their cards, that allow no commercial work."""
    lineage = spec.lineage
    if lineage is None or not spec.inputs:
        return replace(spec, bound=())
    parent = await ledger.job(lineage.job)
    before = parent.spec if parent else await ledger.deleted(lineage.job)
    made = [index for index in lineage.variants if index < BEFORE]
    if before is None or (lineage.variants and not made):
        return replace(spec, bound=())  # what somebody sent themselves
    variants = [parent.variant(index) if parent else None for index in made]
    every = dict.fromkeys((*before.bound, *_forbidding(before, variants, catalogue)))
    return replace(spec, bound=tuple(every))


def _forbidding(
    spec: JobSpec, variants: list[Variant | None], catalogue: Catalogue
) -> tuple[str, ...]:
    cards = (maker_of(spec, one, catalogue) for one in variants)
    return tuple(card.name for card in cards if card is not None and not card.commercial)
