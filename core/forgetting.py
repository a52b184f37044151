"""Somebody is forgotten: asked first, with what there is, and told then what went and stays."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from core.actions import Action, Verb
from core.counting import counted
from core.errors import BadRequest, ForgedAction, Gone, NoRedis
from core.linking import PLATFORMS, Account
from core.people import Belongings, Left, People
from core.ports import Clock, History, Ledger, Queue
from core.removing import remove, shorten
from core.replies import Button, Kind, Reply

FORGET = "forget"  # the name of the command
ASKS = "forget me"  # the words that it stands for
LASTS = timedelta(hours=1)  # for which the button is good
BUTTON = "Forget me"
OTHERS = "What others made from your results stays theirs, without your name."
FILES = "Files go within {grace}; one that somebody else’s result was made from stays with that."
REQUEST, REQUESTS = "request with its words", "requests with their words"
MESSAGES = "Messages in the chats themselves are {platform}’s: delete there what should go."


# What others may read of it.
_UNTOLD = {"text": "You are forgotten. All that I kept of you is removed.", "lines": ()}
# What else there is of people who have no account.
_NAMED = {
    "web": "the number by which your browser is known here",
    "cli": "the name of whoever asked on the command line",
}


class AskAlone(BadRequest):
    """Please say that to me in a private chat: what I keep of you is nobody else’s business."""


class StaleForgetting(Gone):
    """That was asked long ago, and there may be more now; please say “forget me” again."""


class NotTheAsker(Gone):
    """Only the one who asked to be forgotten can press that; say “forget me” to be forgotten
    yourself."""


class NobodyCalled(BadRequest):
    """I know nobody called “{words}”; try the id, as in discord:123, or the name as it is shown
    there."""


class SeveralCalled(BadRequest):
    """Several people are called “{words}”: {accounts}. Please take one of these."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Forgets people."""

    people: People
    history: History
    ledger: Ledger
    queue: Queue
    clock: Clock
    grace: timedelta  # for which files stay

    async def asked(self, person: str, platform: str, private: bool, turn: str = "") -> Reply:
        """The question, with what there is. `private`: whether nobody else reads the answer.

        `turn` is the one that asks, which is not counted.

        Raises AskAlone in a chat where others do.
        """
        if platform in PLATFORMS and not private:
            raise AskAlone
        found = await self.people.belongings(person, turn)
        lines = (*kept(found), OTHERS, FILES.format(grace=_in_words(self.grace)))
        lines = (*lines, *_chats(found), "It cannot be taken back.")
        asked = "Shall I forget you? This is what I keep, and would remove:"
        return Reply(Kind.QUESTION, asked, lines, rows=((self._button(person),),), private=True)

    async def confirmed(self, person: str, packed: str, platform: str, turn: str) -> Reply:
        """The answer to the button: everything is removed.

        Where others read it, as on the page, which knows nobody any more who is forgotten, it says
        no more than that. Raises NotTheAsker and StaleForgetting.
        """
        action = Action.unpack(packed)
        if action.job not in (person, *await self.history.accounts(person)):
            raise NotTheAsker
        if self.clock.now() > _until(action):
            raise StaleForgetting
        done = await self.done(person, turn)
        return replace(done, private=True) if platform in PLATFORMS else replace(done, **_UNTOLD)

    async def done(self, person: str, turn: str = "") -> Reply:
        """Forget somebody; `turn` is the one that is being answered."""
        found = await self.people.belongings(person, turn)
        for id in found.jobs:
            if await self.ledger.cancel(id):
                await self._stop(id)
        await remove(found.jobs, self.history, self.ledger)
        left = await self.people.forget(person, turn)
        await shorten(left.lent, self.history, self.ledger)
        lines = (*kept(found), *stays(left), FILES.format(grace=_in_words(self.grace)))
        return Reply(Kind.NOTICE, "You are forgotten. Removed:", (*lines, *_chats(found)))

    async def _stop(self, job: str) -> None:
        try:
            await self.queue.cancel(job)
        except NoRedis:
            return  # the worker finds it cancelled

    def _button(self, person: str) -> Button:
        until = str(int((self.clock.now() + LASTS).timestamp()))
        return Button(BUTTON, Action(Verb.FORGET, person, option=until).pack())


def forgets(packed: str) -> bool:
    """Whether a press is the one that forgets somebody."""
    try:
        return Action.unpack(packed).verb is Verb.FORGET
    except ForgedAction:
        return False


def kept(found: Belongings) -> tuple[str, ...]:
    """What there is, in lines."""
    accounts, made = found.accounts, (("result", found.results), ("file", found.files))
    told = [counted(count, name) for name, count in made if count]
    if found.requests:
        told.append(counted(found.requests, REQUEST, REQUESTS))
    told += [counted(count, name) for name, count in found.more if count]
    told += [f"all of {one.called}, which is linked, and the link" for one in accounts[1:]]
    named = (f"the name and the number of {one.called}" for one in accounts[:1])
    told += [_NAMED.get(one.platform, name) for one, name in zip(accounts, named, strict=False)]
    return tuple(told)


def stays(left: Left) -> tuple[str, ...]:
    """What stays, and why."""
    if not left.facts:
        return ()
    steps = counted(left.facts, "step")
    return (f"{steps} that others went on from stay as a fact: no words, no picture, no name",)


async def the_one(words: str, people: People) -> Account:
    """Who is meant by an id, "discord:123" or a name. Raises NobodyCalled and SeveralCalled."""
    found = await people.called(words)
    if not found:
        raise NobodyCalled(words=words)
    one, *others = found
    if others:
        raise SeveralCalled(words=words, accounts=", ".join(each.id for each in found))
    return one


def _chats(found: Belongings) -> tuple[str, ...]:
    """What is not ours to delete."""
    platforms = dict.fromkeys(one.platform for one in found.accounts if one.platform in PLATFORMS)
    return tuple(MESSAGES.format(platform=PLATFORMS[one]) for one in platforms)


def _until(action: Action) -> datetime:
    """Until when a button is good. Raises ForgedAction."""
    if not action.option.isdecimal() or len(action.option) > 11:
        raise ForgedAction
    return datetime.fromtimestamp(int(action.option), UTC)


def _in_words(time: timedelta) -> str:
    minutes = round(time.total_seconds() / 60)
    if minutes < 1:
        return "a minute"
    return "an hour" if minutes == 60 else f"{minutes} minutes"
