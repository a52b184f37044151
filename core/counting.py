"""So many of something, in words."""


def counted(count: int, one: str, many: str = "") -> str:
    """`count` of what a single one is called `one`: "no pictures", "1 picture", "3 pictures".

    `many` is what several are called, where that is not `one` with an s.
    """
    return f"{count or 'no'} {one if count == 1 else many or f'{one}s'}"
