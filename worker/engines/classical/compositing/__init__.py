"""Several pictures in one: palettes handed on, subjects pasted into scenes."""
