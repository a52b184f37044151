"""All benches: prints their tables and writes their figures. `make bench`."""

import argparse
import asyncio
import json
import os
import platform
from pathlib import Path
from typing import Any

from tests.bench import (
    bench_clips,
    bench_discord,
    bench_grid,
    bench_history,
    bench_looks,
    bench_memory,
    bench_models,
    bench_painting,
    bench_provenance,
    bench_queue,
    bench_start,
    bench_telegram,
    bench_turns,
    bench_words,
)


def main() -> None:
    """Measure one after the other; nothing here is a test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(machine)
    figures: dict[str, Any] = {"machine": machine}
    for name, measure, table in (
        ("start", bench_start.measure, bench_start.table),
        ("words", bench_words.measure, bench_words.table),
        ("memory", bench_memory.measure, bench_memory.table),
        ("queue", lambda: asyncio.run(bench_queue.measure()), bench_queue.table),
        ("discord", bench_discord.measure, bench_discord.table),
        ("telegram", bench_telegram.measure, bench_telegram.table),
        ("turns", lambda: asyncio.run(bench_turns.measure()), bench_turns.table),
        ("painting", bench_painting.measure, bench_painting.table),
        ("grid", bench_grid.measure, bench_grid.table),
        ("provenance", bench_provenance.measure, bench_provenance.table),
        ("looks", bench_looks.measure, bench_looks.table),
        ("clips", bench_clips.measure, bench_clips.table),
        ("models", bench_models.measure, bench_models.table),
        ("history", lambda: asyncio.run(bench_history.measure()), bench_history.table),
    ):
        figures[name] = measure()
        print(f"\n{table(figures[name])}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
