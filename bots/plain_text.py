"""Text of a command line or of JSON that can be written wherever text goes."""


def clean(text: str) -> str:
    """`text` with U+FFFD for every lone surrogate.

    Those are no characters: Python makes them of bytes that are no UTF-8, and JSON can name them.
    """
    # Of two that belong together, as JSON without UTF-8 has them, UTF-16 makes their character.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
