"""How much of a picture words name: "50 px", "10 %", "a third"."""

import re
from typing import NamedTuple

_FIGURE = r"\d+(?:[.,]\d+)?"
_PIXELS = r"(?:px|pixels?|pixeln|pixeles)"
_PERCENT = r"(?:%|percent|per cent|prozent|pour ?cent|por ?ciento)"
_SHARES = {
    r"two thirds|zwei drittel|deux tiers|dos tercios": 2 / 3,
    r"three quarters|drei viertel|trois quarts|tres cuartos": 3 / 4,
    r"half|halfte|moitie|mitad": 1 / 2,
    r"third|drittel|tiers|tercio": 1 / 3,
    r"quarter|fourth|viertel|quart|cuarto|cuarta parte": 1 / 4,
    r"fifth|funftel|cinquieme|quinto|quinta parte": 1 / 5,
    r"tenth|zehntel|dixieme|decimo|decima parte": 1 / 10,
}
AMOUNT = rf"{_FIGURE} ?(?:{_PIXELS}|{_PERCENT})|\d/\d+|{'|'.join(_SHARES)}"


class Amount(NamedTuple):
    """So many px, or a share of a side."""

    pixels: int = 0
    share: float = 0.0

    def of(self, side: int) -> int:
        """How many px it is of a `side` of so many."""
        return self.pixels or round(self.share * side)

    @property
    def title(self) -> str:
        """As a reply tells it: “50 px”, “33 %”."""
        return f"{self.pixels} px" if self.pixels else f"{100 * self.share:.3g} %"


def amount(said: str) -> Amount:
    """What is `said` as AMOUNT has it, without accents."""
    for form, share in _SHARES.items():
        if re.fullmatch(form, said):
            return Amount(share=share)
    if ratio := re.fullmatch(r"(\d+)/(\d+)", said):
        return Amount(share=int(ratio[1]) / max(1, int(ratio[2])))
    figure = re.match(_FIGURE, said)
    assert figure is not None, "an amount is a share or a figure"
    much = float(figure[0].replace(",", "."))
    return Amount(share=much / 100) if re.search(_PERCENT, said) else Amount(round(much))
