"""Sizes of files as people read them."""

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def in_words(size: int) -> str:
    """`size` in bytes, with three digits at most: "741 bytes", "12.4 GB"."""
    value, unit = float(size), _UNITS[0]
    for larger in _UNITS[1:]:
        if value < 999.5:
            break
        value, unit = value / 1000, larger
    digits = 1 if unit != _UNITS[0] and value < 99.95 else 0
    return f"{value:.{digits}f} {unit}"
