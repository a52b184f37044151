"""What is known of a picture that somebody brought, from the file in which it came."""

from dataclasses import dataclass

TRAINED = "a model made some of it, as its Content Credentials say"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file was when it came, and what it said of itself: neither is in the kept picture."""

    sent: str = ""  # sha256 of its bytes
    trained: bool = False  # whether a model made any of it, as it says
    bound: tuple[str, ...] = ()  # licences against commercial use under which it stands, as it says

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it."""
        return (TRAINED,) if self.trained else ()


UNKNOWN = Origin()
