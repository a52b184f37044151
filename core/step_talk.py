"""What people say to go along the steps to a result, in all languages at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.asides import NUMBERS, Asides
from core.bare import bare, plain
from core.choosing import FEW, ORDINALS
from core.language import Language
from core.phrases import fold
from core.quoting import HIDDEN
from core.signals import Scope, Signal
from core.step_words import Cut, Picked, WorkedOn
from core.strides import AHEAD, BACK, FIRST, LAST, TO, Stride

# Of these no two can be said of one place, or of one change.
_OPPOSED = (
    ("left", "right"),
    ("top", "bottom"),
    ("fore", "behind"),
    ("brighter", "darker"),
    ("warmer", "cooler"),
)


@dataclass(frozen=True, slots=True)
class StepTalk:
    """Reads such words."""

    languages: Sequence[Language]
    asides: Asides  # of all languages

    def retracts(self, words: str) -> bool:
        """Whether `words` only take a step back: "undo that", "go back", "from step 2 again"."""
        text = bare(words)
        return self._asks(Signal.RETRACT, text) or self._leads_to(text) is not None

    def stride(self, words: str) -> Stride | None:
        """The way along the steps that `words` ask for and nothing else: "undo", "step 2"."""
        text = bare(words)
        if self._asks(Signal.AHEAD, text):
            newest = self._found("latest", text)
            return Stride(LAST) if newest else Stride(AHEAD, self._counted(text))
        if self._asks(Signal.RETRACT, text):
            return self._retracted(text)
        to = self._leads_to(text)
        return None if to is None else Stride(TO, self._nth(to))

    def amount(self, words: str) -> Stride | None:
        """How far back `words` lead that take something back and do not say what it is.

        None where they do not say that clearly, either: "steps 2 and 4", "everything since".
        """
        text = bare(words)
        if self._found("listed", text) or len(re.findall(r"\d+", text)) > 1:
            return None
        if self._found("after", text):
            return Stride(TO, self._counted(text)) if re.search(r"\d", text) else None
        return Stride(FIRST) if self._found("every", text) else Stride(BACK, self._counted(text))

    def takes_back(self, words: str) -> bool:
        """Whether `words` may take something back that they name: "undo the cup"."""
        return self.surely_takes_back(words) or self._is("restored", bare(words))

    def surely_takes_back(self, words: str) -> bool:
        """Whether `words` can do nothing but take back what they name.

        "Put the cup back" may be an edit, too.
        """
        text = bare(words)
        goes_back = any(each.steps.goes_back(text) for each in self.languages)
        return self._is("named", text) or (goes_back and self.spares(words))

    def redoes(self, words: str) -> bool:
        """Whether `words` may want a step again that they name: "redo the cup"."""
        return self._is("redone", bare(words))

    def returns(self, words: str) -> bool:
        """Whether `words` may go back to what a step made: "back to the red lamp"."""
        return self._is("returning", bare(words)) and not self.precedes(words)

    def precedes(self, words: str) -> bool:
        """Whether `words` may go back to what was before a step: "back to before the lamp"."""
        return self._is("preceding", bare(words))

    def spares(self, words: str) -> bool:
        """Whether `words` leave something as it is: "all but the cup", "the lamp, but keep it"."""
        text = bare(words)
        spared = (each.find(Signal.SPARE, Scope.ANYWHERE, text) for each in self.languages)
        return any(spared) or self._found("keeping", text) is not None

    def follows(self, words: str) -> bool:
        """Whether `words` mean what came after a step: "everything after the cup"."""
        return self._found("after", bare(words)) is not None

    def joined(self, words: str) -> list[str]:
        """The parts of folded `words` that "and" joins: "the cup", "the lamp"."""
        joints = [each.steps.said["joint"] for each in self.languages if each.steps.said]
        return re.split(rf"(?<!\w)(?:{'|'.join(joints)})(?!\w)|[,&]", bare(words))

    def contradicts(self, words: str, title: str) -> bool:
        """Whether `words` name the opposite of what the `title` of a step says: “the bottom right”
        is not what was done to the bottom left."""
        said, told = bare(words), fold(title)  # a title quotes what was said
        pairs = (pair for both in _OPPOSED for pair in (both, both[::-1]))
        return any(
            self._found(one, said) and self._found(other, told) and not self._found(one, told)
            for one, other in pairs
        )

    def undoes(self, word: str) -> bool:
        """Whether a folded `word` says that something is taken back, and nothing of what."""
        return self._is("verbs", word)

    def names_steps(self, words: str) -> bool:
        """Whether `words` name a step by its number, whatever else they say."""
        return self._found("numbered", bare(words)) is not None

    def names_a_step(self, words: str) -> bool:
        """Whether `words` are the number of a step and nothing else: "step 2"."""
        return self._is("numbered", bare(words))

    def remarks(self, words: str) -> bool:
        """Whether `words` only say how a result is, as a reason: "it's too dark"."""
        text = bare(words)
        return any(each.find(Signal.REMARK, Scope.WHOLE, text) for each in self.languages)

    def cuts(self, words: str) -> list[Cut]:
        """Where `words` may be cut that lead to a step and go on from there, in their order."""
        text = plain(words)
        found = sorted(cut for each in self.languages for cut in each.steps.cuts(text))
        # Of cuts at one place the one counts that leaves out most: ", then".
        return list({cut.end: cut for cut in found}.values())

    def worked_on(self, words: str) -> list[WorkedOn]:
        """The steps in `words` that something is to be done with: "make step 2 blue"."""
        text = plain(words)
        return [one for each in self.languages for one in each.steps.worked_on(text)]

    def picked(self, words: str) -> Picked | None:
        """The picture of a step that `words` begin with: "number 4 from step 1, in the snow"."""
        text = plain(words)
        found = (each.steps.picked(text) for each in self.languages)
        return next((one for one in found if one is not None), None)

    def step_named(self, words: str) -> int:
        """The number of the step that `words` name and nothing else: "the first step"."""
        return self._nth(bare(words))

    def _retracted(self, text: str) -> Stride | None:
        """The way back that a folded `text` asks for; None where it stops what is under way."""
        if self._found("halted", text) and not self._found("called_off", text):
            return None
        if (taken := self._found("before", text)) is not None:
            return Stride(TO, self._nth(taken) - 1)
        if self._found("beginning", text):
            return Stride(FIRST)
        return Stride(BACK, self._counted(text))

    def _asks(self, signal: Signal, text: str) -> bool:
        return any(each.asks(signal, text) for each in self.languages)

    def _is(self, kind: str, text: str) -> bool:
        """Whether the whole of `text` is of a kind of step, in any language."""
        return any(each.steps.whole(kind, text) for each in self.languages)

    def _found(self, kind: str, text: str) -> str | None:
        """What of `text` is of a kind of step, in any language."""
        found = (each.steps.find(kind, text) for each in self.languages)
        return next((one for one in found if one is not None), None)

    def _leads_to(self, text: str) -> str | None:
        """What names the step that `text` leads to and says nothing else of."""
        if HIDDEN in text:
            return None
        found = (each.steps.leads_to(text) for each in self.languages)
        return next((one for one in found if one is not None), None)

    def _counted(self, text: str) -> int:
        """How many steps are meant: "undo the last two"."""
        if digits := re.search(r"\d+", text):
            return int(digits[0])
        # "Both" are two of what is there, and no number of new ones.
        few = [table for each in self.languages for table in (each.chooser.said, each.steps.said)]
        several = [
            (at, said[name]) for said in few for at, name in enumerate(FEW, 2) if name in said
        ]
        counted = [(at, self.asides.said[name]) for at, name in enumerate(NUMBERS, 1)]
        # The most, as "one" may be a pronoun: "that one twice".
        return max((at for at, said in (*counted, *several) if _holds(said, text)), default=1)

    def _nth(self, text: str) -> int:
        """Which step is meant: "step 3", "step two", "the third"."""
        if digits := re.findall(r"\d+", text):
            return int(digits[-1])
        if self._found("zero", text):
            return 0
        chosen = (each.chooser.said for each in self.languages)
        ordinals = ((at, said[name]) for said in chosen for at, name in enumerate(ORDINALS, 1))
        counted = ((at, self.asides.said[name]) for at, name in enumerate(NUMBERS, 1))
        ones = ((1, each.steps.said["one"]) for each in self.languages if each.steps.said)
        return next(at for at, said in (*ordinals, *counted, *ones) if _holds(said, text))


def _holds(expression: str, text: str) -> bool:
    """Whether `text` has the words that an expression finds."""
    return re.search(rf"(?<!\w)(?:{expression})(?!\w)", text) is not None
