"""A press is read from its packed action; history and lineage are told in a few lines."""

from dataclasses import replace

import pytest

from core.actions import OF_JOBS, Action, Verb
from core.errors import ForgedAction, Gone, NothingToSelect, NotYours, TargetGone
from core.jobs import Job, Lineage, Place
from core.lineage import MOST_LINES
from core.orders import INTENTS, Orders
from core.presses import Presses
from core.serving import Serving
from core.steps import FARTHEST
from core.voting import ABOUT as VOTED
from tests.core.cards import CATALOGUE, EVERY
from tests.core.results import done
from tests.core.talk import Talk
from tests.core.words import shipped
from tests.values import PLACE


@pytest.fixture
def talk() -> Talk:
    """The twins, without a worker."""
    return Talk()


@pytest.fixture
def presses(talk: Talk) -> Presses:
    """What is tested, on the twins."""
    return Presses(talk.history, talk.ledger, talk.queue, kin=talk.kin)


def kept(talk: Talk, job: Job) -> Job:
    """The job under a new id, in the ledger."""
    job = replace(job, id=talk.clock.new_id())
    talk.memory.jobs[job.id] = job
    return job


class TestReading:
    """From the packed action to the job."""

    async def test_a_press(self, talk: Talk, presses: Presses) -> None:
        job = kept(talk, done())
        action = Action(Verb.EDIT, job.id, 2)
        press = await presses.read(action.pack(), PLACE, "  a hat\n")
        assert (press.action, press.job, press.words) == (action, job, "a hat")

    @pytest.mark.parametrize(
        ("variant", "channel", "forged", "error"),
        [
            pytest.param(1, "channel", True, ForgedAction, id="forged"),
            pytest.param(1, "elsewhere", False, NotYours, id="another channel"),
            pytest.param(5, "channel", False, NothingToSelect, id="no such variant"),
            pytest.param(5, "elsewhere", False, NotYours, id="another channel is told nothing"),
        ],
    )
    async def test_what_is_refused(
        self,
        talk: Talk,
        presses: Presses,
        variant: int,
        channel: str,
        forged: bool,
        error: type[Gone],
    ) -> None:
        packed = Action(Verb.EDIT, kept(talk, done()).id, variant).pack()
        place = Place("web", channel, "person")
        with pytest.raises(error):
            await presses.read(packed.upper() if forged else packed, place, "")

    async def test_an_option_that_there_is_not(self, talk: Talk, presses: Presses) -> None:
        packed = Action(Verb.EDIT, kept(talk, done()).id, 1, "sideways").pack()
        with pytest.raises(ForgedAction):
            await presses.read(packed, PLACE, "")

    async def test_what_is_gone(self, talk: Talk, presses: Presses) -> None:
        with pytest.raises(TargetGone):
            await presses.read(Action(Verb.EDIT, talk.clock.new_id(), 1).pack(), PLACE, "")


@pytest.mark.parametrize("verb", OF_JOBS, ids=str)
async def test_every_verb_is_a_reply_a_repetition_a_request_or_an_invitation(
    talk: Talk, presses: Presses, verb: Verb
) -> None:
    job = kept(talk, done())
    press = await presses.read(Action(verb, job.id, 1).pack(), PLACE, "a hat")
    replied = await presses.reply(press, CATALOGUE, Serving(talk.queue)) is not None
    apart = (Verb.PAINT, Verb.STAR, Verb.PAGE, Verb.SHARPEN, Verb.EXPORT)
    elsewhere = verb in VOTED or verb in apart
    kinds = [replied, press.repeats, press.recalls, verb in INTENTS, elsewhere]
    assert kinds.count(True) == 1


async def test_the_chain_of_details_has_an_end(talk: Talk, presses: Presses) -> None:
    """A lineage that leads round in a circle, or is very long, is cut."""
    job = kept(talk, done(1))
    made = (job.variants[0].asset,)
    round_about = replace(
        job, spec=replace(job.spec, inputs=made, lineage=Lineage(job.id, (1,), "edit"))
    )
    talk.memory.jobs[job.id] = round_about
    press = await presses.read(Action(Verb.DETAILS, job.id).pack(), PLACE, "")
    reply = await presses.reply(press, CATALOGUE, Serving(talk.queue))
    assert reply is not None
    told = reply.lines[reply.lines.index("Where it came from:") + 1 :]
    assert len(told) == MOST_LINES
    assert told[1] == f"… {FARTHEST - MOST_LINES + 1} more"
    assert [line.partition(":")[0] for line in told[-2:]] == [str(FARTHEST - 1), str(FARTHEST)]


def test_more_of_a_job_keeps_everything_but_the_seed(talk: Talk) -> None:
    job = done(strength=0.2, notes=("turned upright",), lineage=Lineage("x", (1,), "edit"))
    orders = Orders(talk.clock, shipped())
    spec = orders.repeat(orders.again(job, PLACE), EVERY, CATALOGUE)
    assert spec.seed == talk.clock.count
    changed = {"seed", "lineage", "reason"}
    for name in set(type(spec).__slots__) - changed:
        assert getattr(spec, name) == getattr(job.spec, name), name
