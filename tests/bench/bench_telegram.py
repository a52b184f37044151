"""How soon a press is acknowledged at 100 updates a second, beside a bot that only echoes.

`python -m tests.bench.bench_telegram`. Server and bot are processes of their own. Both bots are
python-telegram-bot's client with as many connections; the bare one repeats what a button says,
Easel writes the details of a result, on the stores that it has by default. What one process of the
library can carry depends on the machine: where the bare bot falls behind at 100 a second, the
slower rate compares the two while it keeps up.
"""

import json
import statistics
from typing import Any

from tests.bench.processes import line, process, tell

SECONDS = 30
RATES = (100, 20)  # presses a second
TARGET = {"ratio": 2.0}
BOTS = {"easel": "easel", "bare": "a bot that only echoes"}
KEEPS_UP = 250.0  # ms; a bot whose median is more falls behind


def measure() -> dict[str, Any]:
    """For each rate medians and 99th percentiles in ms of both bots, and their ratio."""
    rates = {str(rate): _at(rate) for rate in RATES}
    return {"rates": rates, "target": TARGET}


def _at(rate: int) -> dict[str, Any]:
    bare, easel = (_measured(name, rate) for name in ("bare", "easel"))
    ratio = round(easel["median_ms"] / bare["median_ms"], 2)
    return {"easel": easel, "bare": bare, "ratio": ratio}


def _measured(name: str, rate: int) -> dict[str, float]:
    """How long presses waited for the answer of a bot, and what dealing with them took it."""
    with process("telegram_server", str(rate), str(SECONDS)) as server:  # noqa: SIM117 - needed
        with process("telegram_bots", name, line(server)) as bot:
            tell(server, line(bot))
            waited, behind, said = json.loads(line(server))
            times = sorted(waited)
            tell(bot, "")
            cpu = 1000 * float(line(bot)) / len(times)
    return {
        "median_ms": round(statistics.median(times), 2),
        "p99_ms": round(times[int(len(times) * 0.99)], 2),
        "cpu_ms": round(cpu, 2),
        "behind_s": round(behind, 1),
        "said": said / len(times),
    }


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    lines: list[str] = []
    for rate, found in result["rates"].items():
        head = f"{f'acknowledged at {rate} a second':32}{'median':>13}{'p99':>13}{'CPU each':>13}"
        lines.append(f"{head}{'behind':>10}{'said':>7}")
        for bot, title in BOTS.items():
            row = found[bot]
            figures = (row["median_ms"], row["p99_ms"], row["cpu_ms"])
            told = "".join(f"{one:10.1f} ms" for one in figures)
            lines.append(f"{title:32}{told}{row['behind_s']:8.1f} s{row['said']:7.0%}")
        goal = result["target"]["ratio"]
        lines.append(f"{'ratio of the medians':32}{found['ratio']:10.2f} x  (target {goal})")
        if found["bare"]["median_ms"] > KEEPS_UP:
            lines.append("the bot that only echoes falls behind at this rate on this machine")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(measure()))
