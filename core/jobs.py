"""The request as one value, the job that carries it, and what came out of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from core.catalogue import Intent, Role
from core.motion import Motion
from core.origins import Origin
from core.prompts import Prompt
from core.recipes import Recipe
from core.safety import Safety
from core.sharper import Coached

MOST_VARIANTS = 9
BEFORE = 90  # variant 90 + n is what variant n was made from, so that one can go back to it


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to the job."""
        return self not in (State.QUEUED, State.RUNNING)


class Lane(StrEnum):
    """Queues of the workers: a clip of minutes never delays a draft."""

    STILLS = "stills"
    MOTION = "motion"


@dataclass(frozen=True, slots=True)
class Deep:
    """A picture in all the depth and all the colours that its source had, as a PNG of its own.

    What works on pictures works on 8-bit sRGB; this is what people get as the file.
    """

    sha256: str
    size: int  # bytes
    bits: int  # a channel
    colours: str = ""  # name of its ICC profile; empty for sRGB

    @property
    def said(self) -> str:
        """What it is, in words: "16 bits a channel, Display P3"."""
        return f"{self.bits} bits a channel, {self.colours or 'sRGB'}"


@dataclass(frozen=True, slots=True)
class Asset:
    """One stored file; its name is the sha256 of its bytes."""

    sha256: str
    media_type: str
    size: int  # bytes
    width: int  # px
    height: int  # px
    seconds: float = 0.0  # of a clip
    alpha: bool = False
    deep: Deep | None = None  # the same picture, where it has more than 8-bit sRGB holds
    origin: Origin | None = None  # of what somebody brought

    def __post_init__(self) -> None:
        assert len(self.sha256) == 64, self.sha256

    @property
    def whole(self) -> Self:
        """The file that a person gets: the deep one where there is one, else this."""
        if self.deep is None:
            return self
        return replace(self, sha256=self.deep.sha256, size=self.deep.size, deep=None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request came from, and where its answer goes."""

    platform: str  # discord, telegram, web, cli
    channel: str  # id of the channel in the ledger
    person: str  # id of the person in the ledger
    payer: str = ""  # id of the account whose turn it takes, where accounts are linked

    @property
    def charged(self) -> str:
        """Whose turn it takes."""
        return self.payer or self.person


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a job goes on from: a variant of an earlier job, through an action."""

    job: str
    variants: tuple[int, ...]  # 1-based; several when one request goes on from a whole grid
    action: str  # the verb: refine, edit, vary, …


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a model drew a picture from: with these it draws the same one again."""

    model: str  # name of a card
    words: str
    seed: int
    width: int = 0  # px asked for
    height: int = 0  # px
    negative: str = ""
    palette: tuple[str, ...] = ()  # "#b5462a": colours that it kept to


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture shows, in the words that led to it: context for what is made of it."""

    words: str = ""
    negative: str = ""  # what was not to appear


UNTOLD = Scene()


@dataclass(frozen=True, slots=True)
class Traced:
    """The picture that a model gave a look: everything in it stands where it stood."""

    model: str  # name of a card
    picture: Asset


@dataclass(frozen=True, slots=True)
class Kept:
    """What a model kept of a picture that it made: models of its family go on from there."""

    family: str  # of the card
    asset: Asset  # its latents, as safetensors; width and height are the picture's
    words: Asset | None = None  # what the text encoder made of its words, as safetensors
    model: str = ""  # name of the card


@dataclass(frozen=True, slots=True)
class Variant:
    """One output of a job."""

    index: int  # 1-based, the badge on the grid
    seed: int
    asset: Asset
    did: str = ""  # what was done, in words: "watercolour, wet wash"
    label: str = ""  # what the grid writes on it, where contenders are compared
    recipe: Recipe | None = None  # where a model made it
    kept: Kept | None = None
    changed: float | None = None  # 0 to 1: share of the pixels that an edit changed
    marked: bool = False  # whether the safety check finds it unfit for everybody
    name: str = ""  # what its file is called, without the ending; empty where nobody names it
    took: float = 0.0  # s that its model worked on it, without loading; 0 where nobody measured
    libraries: tuple[str, ...] = ()  # that made it, where it has no recipe: "numpy 2.4.6"
    poster: Asset | None = None  # of a clip: the picture that it begins with
    last: Asset | None = None  # of a clip: the picture that it ends with, to go on from


@dataclass(frozen=True, slots=True)
class Absent:
    """A place on the grid that has no picture: a contender that failed, where others did not."""

    index: int  # 1-based, the badge on the grid
    title: str  # what was to make it
    why: str  # a sentence


@dataclass(frozen=True, slots=True)
class Extra:
    """A file that comes with a result and is none of its variants: a small icon, an archive."""

    asset: Asset
    name: str  # what it is called, with its ending


@dataclass(frozen=True, slots=True)
class Retext:
    """Other words for one line of the lettering that a picture was found to have."""

    old: str  # as it was read
    new: str  # as the person wrote it
    nth: int = (
        0  # which of several lines that read alike, from the top, 1-based; 0 for the only one
    )


@dataclass(frozen=True, slots=True)
class JobSpec:
    """The whole request: everything that a worker needs to render it, and nothing else."""

    intent: Intent
    role: Role
    model: str  # name of a card
    reason: str  # why this model, as a person reads it
    prompt: Prompt
    place: Place
    seed: int  # of variant 1; variant n takes seed + n - 1
    count: int  # variants
    width: int = 0  # px asked for; 0 leaves it to the source picture
    height: int = 0  # px
    inputs: tuple[Asset, ...] = ()
    mask: Asset | None = None  # marks where in each input something may change; of their ratio
    each: bool = False  # one variant per input, instead of all inputs for every variant
    strength: float = 0.6  # 0 keeps the picture, 1 changes it as far as the model goes
    contenders: tuple[str, ...] = ()  # what variant n is made with, where models or looks compete
    contest: Intent | None = None  # what each of several models does; None: `core.comparing` knows
    lineage: Lineage | None = None
    lane: Lane = Lane.STILLS
    estimate: float = 5.0  # s of work, as the card says; what the person's turn is charged
    drawn: Drawn | None = None  # what this model drew the one input from, where it did
    traced: Traced | None = None  # what this model gave a look, where all inputs are looks of it
    notes: tuple[str, ...] = ()  # what a person should know: "only the first 4 of 6 pictures"
    said: str = ""  # the person's words, where those of the prompt are others
    kept: Kept | None = None  # of the one input, where a model of the same family made it
    encoded: Asset | None = None  # what a text encoder made of these words, where it did before
    repeats: tuple[Variant, ...] = ()  # of an earlier job, where the same bytes are asked for
    safety: Safety = Safety.REFUSE  # what its place does about what is unfit
    formats: tuple[str, ...] = ()  # of the variants, by name (core.formats); none for all others
    retext: Retext | None = None  # what an edit of one line of text puts there
    shown: bool = False  # whether its mask is what was found and shown, and the person said yes
    passed: int = 0  # places that were shown and that the person said it is not
    coached: Coached | None = None  # what is offered with the result, where much was left open
    motion: Motion | None = None  # how a clip is to be; None for all that does not move
    scene: Scene = UNTOLD  # what its first picture shows, where that was made here
    stem: str = ""  # what files of formats are called by, here and later: "red-teapot"
    palette: tuple[str, ...] = ()  # "#b5462a": colours to keep to, where no words say so
    onward: str = ""  # what usually comes next, and by which model; empty where it is not said
    shared: bool = False  # of a comparison: whether several people see it, who may vote
    recalls: str = ""  # id of the job whose settings it takes
    steps: int = 0  # of that job, exactly; 0 leaves them to the card
    guidance: float | None = None  # of that job; None leaves it to the card
    withheld: tuple[str, ...] = ()  # sha256 of what was deleted since: made from, but not shown
    bound: tuple[str, ...] = ()  # cards of models on the way here that forbid commercial work

    def __post_init__(self) -> None:
        assert 1 <= self.count <= MOST_VARIANTS, f"count {self.count}"
        assert 0 <= self.seed < 2**32, f"seed {self.seed}"
        assert 0.0 <= self.strength <= 1.0, f"strength {self.strength}"
        assert not self.each or len(self.inputs) == self.count, "each needs one input a variant"
        assert self.mask is None or self.inputs, "a mask marks a part of a picture"
        assert not self.contenders or len(self.contenders) == self.count
        assert not self.formats or len(self.formats) == self.count
        assert not self.prompt.scenes or len(self.prompt.scenes) == self.count

    def seed_of(self, index: int) -> int:
        """Seed of variant `index` (1-based).

        Contenders and the scenes of a series have one, and so has what is done to each of several
        pictures: those are to be alike. Variations are to differ.
        """
        alike = self.each and self.intent is not Intent.VARY
        if self.contenders or self.prompt.scenes or alike:
            return self.seed
        return (self.seed + index - 1) % 2**32

    def bucket_of(self, index: int) -> int:
        """Samples of the pass that variant `index` (1-based) must have; 0 leaves it open."""
        recipes = (one.recipe for one in self.repeats if one.index == index)
        return next((recipe.bucket for recipe in recipes if recipe is not None), 0)

    def inputs_of(self, index: int) -> tuple[Asset, ...]:
        """Pictures that variant `index` (1-based) is made from."""
        return (self.inputs[index - 1],) if self.each else self.inputs

    @property
    def own_words(self) -> str:
        """The words of the person, before names, sets or a sharper version made others of them."""
        return self.said or self.prompt.words

    def words_of(self, index: int) -> str:
        """Words of variant `index` (1-based): permutations take turns."""
        choices = self.prompt.permutations or (self.prompt.words,)
        return choices[(index - 1) % len(choices)]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job has no result: the name of an error and the sentence that the person reads."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Job:
    """A request with its state."""

    id: str  # UUIDv7
    spec: JobSpec
    created: datetime
    state: State = State.QUEUED
    started: datetime | None = None
    finished: datetime | None = None
    delivered: datetime | None = None
    attempts: int = 0
    variants: tuple[Variant, ...] = ()
    grid: Asset | None = None
    text: str = ""  # the answer, where it is words
    notes: tuple[str, ...] = ()  # what a person should know of the result
    proposal: Asset | None = None  # a mask of what is perhaps meant, where that has to be asked
    extras: tuple[Extra, ...] = ()  # the largest, an archive of all files, comes last
    lines: tuple[str, ...] = ()  # of text, as they were read in its picture, from the top
    failure: Failure | None = None
    absent: tuple[Absent, ...] = ()  # places of the grid that have no picture
    votes: tuple[int, ...] = ()  # for variant 1, 2, …; shorter where nobody voted for the last

    @property
    def encoded(self) -> Asset | None:
        """What a text encoder made of its words, where that was kept."""
        return next((one.kept.words for one in self.variants if one.kept is not None), None)

    @property
    def seconds(self) -> float:
        """How long it was rendered, in s; 0 while it is not finished."""
        if self.started is None or self.finished is None:
            return 0.0
        return (self.finished - self.started).total_seconds()

    def variant(self, index: int) -> Variant | None:
        """Variant `index` (1-based), or what it was made from (`BEFORE` more), if there is one."""
        if index > BEFORE:
            return self._before(index)
        return next((variant for variant in self.variants if variant.index == index), None)

    @property
    def held(self) -> bool:
        """Whether it only keeps a person's picture, for what is painted on it."""
        made = self.variants or self.proposal or self.text
        return self.state is State.DONE and self.spec.intent is Intent.EDIT and not made

    def source(self, index: int) -> Asset | None:
        """What variant `index` less `BEFORE` was made from first, be it deleted since."""
        made = self.variant(index - BEFORE)
        sources = self.spec.inputs_of(made.index) if made else ()
        if not self.variants:  # nothing came of its pictures yet
            sources = self.spec.inputs[index - BEFORE - 1 :]
        return next(iter(sources), None)

    def _before(self, index: int) -> Variant | None:
        source = self.source(index)
        if source is None or source.sha256 in self.spec.withheld:
            return None
        return Variant(index, self.spec.seed, source)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What rendering a job gave."""

    variants: tuple[Variant, ...] = ()
    grid: Asset | None = None
    text: str = ""
    notes: tuple[str, ...] = ()  # what a person should know of it
    extras: tuple[Extra, ...] = ()  # files beside the variants
    lines: tuple[str, ...] = ()  # of text that were read
    proposal: Asset | None = None  # a mask of what is perhaps meant; then `grid` shows it
    absent: tuple[Absent, ...] = ()  # contenders that failed
