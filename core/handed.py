"""What a conversation is handed: the ports, and what is only there where somebody set it up."""

from dataclasses import dataclass

from core.advising import Advisor
from core.catalogue import Catalogue
from core.coaching import Coach
from core.customs import Customs
from core.exporting import Exports
from core.forgetting import Forgetting
from core.keeping_sets import Shelf
from core.kin import Kin
from core.lexicon import Lexicon
from core.painting import Painting
from core.past import Past
from core.ports import Blobs, Clock, History, Intake, Ledger, Queue
from core.strips import Strips
from core.trees import Trees
from core.verifying import Handing, Reading
from core.votes import Votes


@dataclass(frozen=True, slots=True)
class Parts:
    """What a conversation is handed."""

    history: History
    ledger: Ledger
    queue: Queue
    intake: Intake
    clock: Clock
    catalogue: Catalogue
    lexicon: Lexicon
    past: Past
    painting: Painting | None = None  # where there is a page to paint on
    strips: Strips | None = None  # where ways are drawn
    reading: Reading | None = None  # where files can be asked where they came from
    shelf: Shelf | None = None  # where reference sets are kept
    coach: Coach | None = None  # where vague requests get sharper versions as buttons
    advisor: Advisor | None = None  # where a language model says them
    customs: Customs | None = None  # where it is kept which models people took
    votes: Votes | None = None  # where people vote
    blobs: Blobs | None = None  # where it is looked whether what is recalled is still there
    forgetting: Forgetting | None = None  # where people can be forgotten
    kin: Kin | None = None  # where one can ask what came of a result
    exports: Exports | None = None  # where archives are made
    handing: Handing | None = None  # where files of results are at hand to be read
    patience: float = 0.0  # s in all that requests wait for a first worker

    @property
    def trees(self) -> Trees | None:
        """Where trees are found; None where nobody can ask what came of a result."""
        return Trees(self.history, self.ledger, self.kin) if self.kin else None
