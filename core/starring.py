"""The press of ★: a variant comes among a person's favourites, or leaves them."""

from core.actions import Verb
from core.buttons import LABELS
from core.past import Past
from core.ports import History
from core.press import Press
from core.replies import Kind, Reply

KEPT = "{star} Among your favourites now{which}. “My favourites” shows them."
GIVEN_UP = "No longer among your favourites{which}."


async def starred(press: Press, past: Past, history: History) -> Reply:
    """Keep what was pressed among the favourites of the one who pressed; pressed again, no more.

    What one of several linked accounts keeps, all of them do.
    """
    person, job = press.place.person, press.job
    people = await history.accounts(person)
    variant = press.action.variant or job.variants[0].index
    which = f": {variant} of {len(job.variants)}" if len(job.variants) > 1 else ""
    if variant in (await past.favourites(people, [job.id])).get(job.id, ()):
        for one in people:
            await past.favour(one, job.id, variant, kept=False)
        text = GIVEN_UP.format(which=which)
    else:
        await past.favour(person, job.id, variant)
        text = KEPT.format(star=LABELS[Verb.STAR], which=which)
    return Reply(Kind.NOTICE, text, job=job.id, private=True)
