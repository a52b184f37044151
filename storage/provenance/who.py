"""Where the identity is that signs; to name it loads nothing, which every process can afford."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from storage.provenance.identity import Identity


class Who(NamedTuple):
    """The files that an identity is read from: the operator's, or else the local one below home."""

    home: Path
    certificate: str = ""
    key: str = ""

    @property
    def named(self) -> bool:
        """Whether the operator has brought an identity."""
        return bool(self.certificate or self.key)

    @property
    def there(self) -> bool:
        """Whether there is an identity: nobody makes one to look at a file."""
        from storage.provenance.identity import FILE

        return self.named or (self.home / FILE).exists()

    def identity(self) -> "Identity":
        """The identity, which is read once; a local one is made where there is none yet.

        Raises BadSettings where a file of it is missing, broken, expired, or does not fit.
        """
        return _identity(self)


@cache
def _identity(who: Who) -> "Identity":
    from storage.provenance.identity import identity_of

    return identity_of(*who, datetime.now(UTC))
