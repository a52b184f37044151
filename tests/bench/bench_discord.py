"""How soon an interaction is acknowledged at 100 a second, beside a bot that does nothing else.

`python -m tests.bench.bench_discord`. Server and bot are processes of their own. Both bots are
discord.py's client; the bare one only defers, Easel answers each command, which nobody gave before,
on the stores that it has by default.
"""

import json
import os
import statistics
from typing import Any

from tests.bench.processes import line, process, tell

RATE, SECONDS = 100, 5  # commands a second
TARGET = {"median_ms": 50.0, "p99_ms": 500.0, "ratio": 2.0}
BOTS = {"easel": "easel", "bare": "a bot that only defers"}


def measure() -> dict[str, Any]:
    """Medians and 99th percentiles in ms of Easel and of the bare bot, and their ratio."""
    found: dict[str, Any] = {name: _measured(name) for name in reversed(BOTS)}
    ratio = found["easel"]["median_ms"] / found["bare"]["median_ms"]
    return {**found, "ratio": round(ratio, 2), "target": TARGET, "load": os.getloadavg()[0]}


def _measured(name: str) -> dict[str, float]:
    """How long commands waited to be acknowledged, and what dealing with them took a bot."""
    with process("discord_server", str(RATE), str(SECONDS)) as server:  # noqa: SIM117 - needed
        with process("discord_bots", name, line(server)) as bot:
            line(bot)
            tell(server, "begin")
            waited, behind, said = json.loads(line(server))
            times = sorted(waited)
            tell(bot, "")
            cpu = 1000 * float(line(bot)) / len(times)
    return {
        "median_ms": round(statistics.median(times), 2),
        "p99_ms": round(times[int(len(times) * 0.99)], 2),
        "cpu_ms": round(cpu, 2),
        "behind_s": round(behind, 1),
        "said": said / (RATE * SECONDS),
        "acknowledged": len(times) / (RATE * SECONDS),
    }


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    goal = result["target"]
    head = f"{f'acknowledged at {RATE} a second':32}{'median':>12}{'p99':>12}{'CPU each':>12}"
    lines = [f"{head}{'behind':>10}{'answered':>10}"]
    for name, title in BOTS.items():
        row = result[name]
        figures = (row["median_ms"], row["p99_ms"], row["cpu_ms"])
        told = "".join(f"{one:9.1f} ms" for one in figures)
        lines.append(f"{title:32}{told}{row['behind_s']:8.1f} s{row['said']:10.0%}")
        if row["acknowledged"] < 1:
            lines.append(f"{title} acknowledged {row['acknowledged']:.0%} of them")
    lines.append(f"{'target':32}{goal['median_ms']:9.1f} ms{goal['p99_ms']:9.1f} ms")
    lines.append(f"{'ratio of the medians':32}{result['ratio']:9.2f} x  (target {goal['ratio']})")
    lines.append(f"{'processes that waited for a core':32}{result['load']:9.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(measure()))
