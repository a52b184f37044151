"""What the classical engine says when words ask for more than image processing can do."""


class Beyond(Exception):
    """The words ask for something that needs a model; the argument says what, as a sentence's end.

    The engine turns it into CannotDo with the name of the card. It crosses processes.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
