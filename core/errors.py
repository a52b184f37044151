"""What can go wrong, as one tree; the docstring of an error is the sentence that a person reads.

EaselError
├── BadRequest              the person can mend it by asking differently
│   ├── EmptyRequest
│   ├── NothingAsked
│   ├── HelpAsked           answered with examples
│   ├── UnknownCommand
│   ├── NothingToUndo
│   ├── TooManyWords
│   ├── UnknownFlag
│   ├── BadFlag
│   ├── BadOption
│   ├── OpenChoices
│   ├── TooManyChoices
│   ├── TooManyPictures
│   ├── PictureNeeded
│   ├── ChangeNeeded        it goes on from what is there, and does not say how
│   ├── StillMaking         it goes on from a result that is not there yet
│   ├── NothingToSelect
│   ├── UnknownSet
│   ├── WrongCode           it links no account
│   ├── TooManyTries
│   ├── SamePlatform
│   ├── AlreadyLinked
│   ├── NotInPublic
│   ├── CannotDo            the chosen model cannot do this
│   │   ├── PlaceNeeded     it cannot tell where, and somebody could mark it
│   │   │   └── NothingElse  it is none of the places that it found
│   │   └── Unable          for want of something that another model may have
│   └── AgainstRules        its service has rules about content
├── BadPicture              a file that came in is no picture that Easel can use
│   ├── EmptyFile
│   ├── FileTooLarge
│   ├── NotAPicture
│   ├── BrokenPicture
│   ├── TooManyPixels
│   ├── BadShape
│   ├── UnsupportedPixels
│   ├── NoSuchFile
│   ├── NotFetched
│   └── SeveralBadPictures
├── Gone                    what a button or a link pointed to
│   ├── TargetGone
│   ├── PictureGone
│   ├── NotYours
│   ├── NotAllowed
│   ├── NotPermitted        those who look after the place have said who may
│   ├── AdultsOnly
│   ├── ForgedAction
│   ├── UnknownQuestion
│   ├── ForgedLink
│   └── StaleLink
├── Unserved                no model can take it now
│   ├── NoModel
│   ├── NotRunning          the model that was chosen, or that made the result before
│   │   └── LeftOut         and a worker knows why
│   └── UnknownModel
├── Unsafe                  the safety check of a place refused it: never tried again
│   ├── UnsafeInput
│   └── UnsafeResult
├── RenderFailed            something broke while it was made
│   ├── Quarantined
│   ├── OutOfMemory
│   │   └── DoesNotFit      whatever was tried
│   └── Cancelled
├── Unforeseen              a fault of ours
└── Broken                  the installation needs its operator
    ├── NoRedis
    ├── NoDatabase
    ├── NoSpace
    ├── NoPlatform
    ├── AlreadyThere
    ├── NotInstalled
    ├── Unusable            a model, of which another one may take its place
    └── BadSettings
"""

from typing import Any, ClassVar


class EaselError(Exception):
    """Something went wrong in Easel."""

    # Fields that the sentence mentions, `{like_this}`; given by keyword when it is raised.

    registry: ClassVar[dict[str, type["EaselError"]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        EaselError.registry[cls.__name__] = cls

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.sentence)

    def __reduce__(self) -> tuple[Any, ...]:
        """So that an error reaches us from another process."""
        return _revived, (type(self), self.fields)

    @property
    def name(self) -> str:
        """Name of the error, for programs and for logs."""
        return type(self).__name__

    @property
    def sentence(self) -> str:
        """What a person reads: what happened and what to do, without internals."""
        words = " ".join((type(self).__doc__ or "").split())
        return words.format(**self.fields).rstrip()


def _revived(kind: type[EaselError], fields: dict[str, object]) -> EaselError:
    return kind(**fields)


class BadRequest(EaselError):
    """That request cannot be understood; please ask in other words."""


class EmptyRequest(BadRequest):
    """Please say what you would like, or send a picture."""


class NothingAsked(BadRequest):
    """At your service: send a picture and say what it should become, or say what to do with the
    last result."""


class HelpAsked(BadRequest):
    """Send a picture and say what it should become: “as a watercolour”, “remove the background”,
    “let it snow”; or describe a new one: “a fox in the snow, 16:9”. Under a result, “2 but at
    night” goes on from number 2. One message may bring up to {limit} pictures."""


class UnknownCommand(BadRequest):
    """I know no command “/{command}”; please say in words what you would like, or send “help”."""


class NothingToUndo(BadRequest):
    """Nothing is overwritten here: every earlier result is still above; reply to it, or press
    its buttons, to go on from there."""


class TooManyWords(BadRequest):
    """That is {length:,} characters; please keep a request under {limit:,}."""


class UnknownFlag(BadRequest):
    """I do not know the flag {flag}; the flags are {known}."""


class BadFlag(BadRequest):
    """The flag {flag} needs {needs}; you gave {given}."""


class BadOption(BadRequest):
    """The option {option} needs {needs}; you gave {given}."""


class OpenChoices(BadRequest):
    """The choices “{given}” are not closed; please put a closing brace behind the last of them."""


class TooManyChoices(BadRequest):
    """The choices in braces make {count} pictures; please keep them to {limit}."""


class TooManyPictures(BadRequest):
    """That is {count} pictures; please send at most {limit} at once."""


class PictureNeeded(BadRequest):
    """I need a picture for that: attach one, or reply to a result."""


class ChangeNeeded(BadRequest):
    """What should change in the picture here? Say it in full, as in “make the white cup blue” or
    “darken the bottom right”; begin with “draw” for a new picture."""


class StillMaking(BadRequest):
    """The result that this would go on from is still being made ({what}); please send this
    again when it is there."""


class NothingToSelect(BadRequest):
    """There is no {index} here: that result has {count}."""


class UnknownSet(BadRequest):
    """There is no reference set called {names} here; attach its pictures instead, or save
    them under that name first: “save these as @mia”."""


class WrongCode(BadRequest):
    """That code is wrong, used, or older than ten minutes; write /link with your other account
    for a new one."""


class TooManyTries(BadRequest):
    """Too many wrong codes; please try again in an hour."""


class SamePlatform(BadRequest):
    """That code is from {platform} too; write it to me on the other platform."""


class AlreadyLinked(BadRequest):
    """Linked already, with {account}; /unlink takes that back."""


class NotInPublic(BadRequest):
    """Please write {what} to me in a private chat, where nobody else reads the code; one that was
    written here is good no longer."""


class CannotDo(BadRequest):
    """{model} cannot do that: {reason}"""


class PlaceNeeded(CannotDo):
    """{model} cannot do that: {reason}"""


class NothingElse(PlaceNeeded):
    """{model} finds nothing else here that could be it; please mark it, or name its colour."""


class Unable(CannotDo):
    """{model} cannot do that: {reason}"""


class AgainstRules(BadRequest):
    """The service that runs {model} declined this because of its rules about content; please ask
    for something else, or choose another model."""


class BadPicture(EaselError):
    """{file} is not a picture that I can use."""


class EmptyFile(BadPicture):
    """{file} is empty; please send it again."""


class FileTooLarge(BadPicture):
    """{file} is {megabytes:.3g} MB; please send a picture under {limit:.0f} MB."""


class NotAPicture(BadPicture):
    """{file} is not a picture that I can read; please send a PNG, JPEG, WebP, GIF, AVIF or HEIC."""


class BrokenPicture(BadPicture):
    """{file} is damaged or cut short; please send it again."""


class TooManyPixels(BadPicture):
    """{file} is {width:,} x {height:,} pixels; please send one of at most {limit} megapixels."""


class BadShape(BadPicture):
    """{file} is {width:,} x {height:,} pixels; please send one whose sides have at least {least}
    and whose longer side is at most {ratio} times the shorter."""


class UnsupportedPixels(BadPicture):
    """{file} stores its pixels so that I cannot show them ({mode}); save it as PNG or JPEG."""


class NoSuchFile(BadPicture):
    """{file} cannot be read ({detail}); please give the path of a picture."""


class NotFetched(BadPicture):
    """{file} could not be fetched from the chat; please send it again."""


class SeveralBadPictures(BadPicture):
    """{sentences}"""


class Gone(EaselError):
    """That is no longer there."""


class TargetGone(Gone):
    """The result that this belongs to is gone; please start again from another one."""


class PictureGone(Gone):
    """I no longer have the picture that you chose; please choose its message again."""


class NotYours(Gone):
    """That belongs to another channel; please use the buttons that you find here."""


class NotAllowed(Gone):
    """Only the one who asked for this can do that: ask them, or begin one of your own."""


class NotPermitted(Gone):
    """You may not use {what} here; those who look after this place decide who may."""


class AdultsOnly(Gone):
    """{model} is for age-restricted channels only; please ask in one, or for another model."""


class ForgedAction(Gone):
    """That button is not one of mine; please use the buttons under a result."""


class UnknownQuestion(Gone):
    """I no longer know the question that you answered; please press the button again, or say
    what you would like in a message."""


class ForgedLink(Gone):
    """That link is not valid; please open the file from the chat again."""


class StaleLink(Gone):
    """That link has expired; please open the file from the chat again."""


class Unserved(EaselError):
    """No model can take this at present."""


class NoModel(Unserved):
    """No model that is running here can {wanted}. {help}"""


class NotRunning(Unserved):
    """{model} is not running here; start a worker that has it, or ask again without naming it."""

    card = ""  # its name, under which a worker may tell why it leaves it out
    help = ""  # which model would work, as a sentence


class LeftOut(NotRunning):
    """{model} is not running here: {reason} {help}"""


class UnknownModel(Unserved):
    """There is no model called {model}; the models are {known}."""


class Unsafe(EaselError):
    """The safety check of this place refused that."""


class UnsafeInput(Unsafe):
    """The safety check refused a picture that this starts from; please choose another one. Those
    who look after this place decide what is checked."""


class UnsafeResult(Unsafe):
    """The safety check refused what came of this, so it was not kept; please ask for something
    else. Those who look after this place decide what is checked."""


class RenderFailed(EaselError):
    """Something broke while this was made; your request is kept, please try it again."""


class Quarantined(RenderFailed):
    """This stopped the worker {attempts} times, so I set it aside; please try other words
    or another picture."""


class OutOfMemory(RenderFailed):
    """This needs more memory than the worker has; please try a smaller size or fewer variants."""


class DoesNotFit(OutOfMemory):
    """{model} does not fit the memory of its worker at {size}; {instead}."""


class Cancelled(RenderFailed):
    """Cancelled; your request is kept."""


class Unforeseen(EaselError):
    """Something broke here that nobody foresaw; what you sent is kept, please try it again."""


class Broken(EaselError):
    """Easel is not set up correctly; please run `easel doctor`."""


class NoRedis(Broken):
    """Easel found no Redis to talk to ({detail}); start one, or set REDIS_URL,
    and see `easel doctor`."""


class NoDatabase(Broken):
    """Easel's database cannot be used ({detail}); see `easel doctor`."""


class NoSpace(Broken):
    """There is no room left where Easel keeps its files; whoever runs it has to make some, then
    please ask again."""


class NoPlatform(Broken):
    """{platform} cannot be reached from here ({detail})."""


class AlreadyThere(Broken):
    """Another process is in {platform} with this token ({owner}): two would answer everything
    twice. End that one first; if it has died, this works again within half a minute."""


class NotInstalled(Broken):
    """This needs {library}, which is not installed here: pip install 'easel[{extra}]'."""


class Unusable(Broken):
    """{model} cannot be used here."""


class BadSettings(Broken):
    """The setting {name} is not usable: {detail}"""
