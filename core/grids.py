"""Geometry of a grid: where each cell lies, where its badge and its label stand, all in px."""

from dataclasses import dataclass
from math import ceil

MOST_CELLS = 9
LONGEST_SIDE = 2048  # px: what chats show without scaling it down once more
GAP = 0.006  # of the grid's longer side
WINDOW = (
    4 / 3
)  # width to height of what a chat leaves a grid, at a desk and, at the tallest, on a phone
BADGE = 0.048  # of the grid's longer side: 18 px where a chat gives it 380 px
LABEL = 0.055  # of the grid's width: letters of 13 px where a phone shows it 380 px wide
MOST_MARK = 0.2  # of a cell's shorter side, which a badge or a label never exceeds


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column beyond the box."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row beyond the box."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid of cells of one size."""

    width: int
    height: int
    cells: tuple[Box, ...]
    badge: int  # height of a badge, which stands in the corner of its cell
    label: int  # height of the strip that carries a label; 0 where there are none
    gap: int  # between cells

    @property
    def full(self) -> bool:
        """Whether no cell of the grid is empty."""
        columns = {box.left for box in self.cells}
        return len(self.cells) == len(columns) * len({box.top for box in self.cells})


def columns_of(count: int, ratio: float) -> int:
    """How many columns `count` cells of width to height `ratio` take: at most three.

    The number whose cells are seen largest in a WINDOW; of those that show them alike, the one
    with the fewest empty places, then the one nearest to a square. Four are 2x2; two wide ones are
    stacked, two tall ones stand side by side; of three wide ones the third has a row of its own.
    """
    assert 1 <= count <= MOST_CELLS, count

    def worth(columns: int) -> tuple[float, int, float]:
        rows = ceil(count / columns)
        seen = min(WINDOW / columns, ratio / rows)
        shape = columns * ratio / rows
        return round(seen, 9), count - columns * rows, -max(shape, 1 / shape)

    return max(range(1, min(count, 3) + 1), key=worth)


def layout(count: int, width: int, height: int, labelled: bool = False) -> Layout:
    """The grid for `count` pictures, the largest of which is `width` x `height` px.

    Cells are scaled down together until the grid's longer side is at most LONGEST_SIDE; they are
    never scaled up.
    """
    columns = columns_of(count, width / height)
    rows = ceil(count / columns)
    scale = min(1.0, LONGEST_SIDE / max(columns * width, rows * height))
    cell_width, cell_height = max(1, round(width * scale)), max(1, round(height * scale))
    gap = max(2, round(GAP * max(columns * cell_width, rows * cell_height))) if count > 1 else 0
    grid_width = columns * cell_width + (columns - 1) * gap
    most = round(min(cell_width, cell_height) * MOST_MARK)
    label = max(18, min(round(grid_width * LABEL), most)) if labelled else 0
    across, down = cell_width + gap, cell_height + label + gap
    indent = (rows * columns - count) * across // 2  # of the last row, which is centred
    cells = tuple(
        Box(
            left=index % columns * across + (indent if index // columns == rows - 1 else 0),
            top=index // columns * down,
            width=cell_width,
            height=cell_height,
        )
        for index in range(count)
    )
    return Layout(
        width=grid_width,
        height=rows * (cell_height + label) + (rows - 1) * gap,
        cells=cells,
        badge=max(14, min(round(max(grid_width, rows * cell_height) * BADGE), most)),
        label=label,
        gap=gap,
    )


def fitted(box: Box, width: int, height: int) -> Box:
    """Where a picture of `width` x `height` px lies in a box: whole, centred, as large as fits."""
    scale = min(box.width / width, box.height / height)
    inner_width = min(box.width, max(1, round(width * scale)))
    inner_height = min(box.height, max(1, round(height * scale)))
    left = box.left + (box.width - inner_width) // 2
    top = box.top + (box.height - inner_height) // 2
    return Box(left, top, inner_width, inner_height)
