"""What comes in from a front end, in the words of no platform."""

from dataclasses import dataclass
from datetime import datetime

from core.attachments import Attachment, Looked
from core.catalogue import Intent
from core.customs import PLAIN, Manner
from core.jobs import Lineage, Place
from core.wording import spoken


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or one press of a button, in the words of no platform."""

    key: str  # what the platform calls it, unique in the channel: redelivery changes nothing
    channel: str  # id of the channel in the ledger
    person: str  # id of the person in the ledger
    platform: str
    words: str = ""
    attachments: tuple[Attachment, ...] = ()
    mask: Attachment | None = None  # marks a part of the picture, as core.masks says
    action: str = ""  # of the button that was pressed
    reply_to: str = ""  # id of the job whose result it replies to
    variant: int = 0  # 1-based: the one of that result that is meant; 0 for none in particular
    left_out: int = 0  # further attachments that the front end did not even read
    intent: Intent | None = None  # where a command says what is wanted
    moderates: bool = False  # whether the person looks after the channel
    operates: bool = False  # whether they run Easel here: every result is within their reach
    private: bool = False  # whether nobody else reads the channel
    open: bool = False  # whether all who come there see every channel of its platform
    local: bool = False  # whether the words name the part of the picture that they change
    manner: Manner = PLAIN  # how this person's requests are taken there
    taken: Looked | None = None  # what intake made of the attachments, where it saw them before
    origin: Lineage | None = None  # where the picture was made that `taken` has, if it was here
    notes: tuple[str, ...] = ()  # what there is to say of how it came in
    came: datetime | None = None  # when, where the front end kept it; else it is this moment

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", spoken(self.words))

    @property
    def far(self) -> bool:
        """Whether what somebody keeps of other channels is within reach."""
        return self.private or self.open

    @property
    def place(self) -> Place:
        """Where the answer goes."""
        return Place(self.platform, self.channel, self.person)
