"""A screen as programs show it: small dark words on plain grounds, in columns."""

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from worker.engine import Pixels

INK = (40, 50, 70)
COLUMNS = (200, 400, 560)  # px from the left
SIZE = 17  # px to the em
_MENU = ("Dashboard", "Invoices", "Customers", "Settings")
_TABLE = (
    ("Customer", "Amount", "Status"),
    ("Blue Harbor", "$310.50", "Paid"),
    ("Northwind", "$98.00", "Open"),
    ("Greenleaf", "$4,500.00", "Paid"),
)
_BUTTON = "New invoice"


@cache
def screen() -> Pixels:
    """A menu at the left, a table of three columns, and a button below."""
    picture = Image.new("RGB", (680, 330), (255, 255, 255))
    pen, face = ImageDraw.Draw(picture), ImageFont.load_default(SIZE)
    for number, entry in enumerate(_MENU):
        pen.text((24, 24 + 44 * number), entry, font=face, fill=INK)
    for number, row in enumerate(_TABLE):
        for left, text in zip(COLUMNS, row, strict=True):
            pen.text((left, 24 + 60 * number), text, font=face, fill=INK)
    pen.rounded_rectangle((520, 270, 660, 315), 8, fill=(30, 100, 220))
    pen.text((540, 282), _BUTTON, font=face, fill=(255, 255, 255))
    return np.asarray(picture)
