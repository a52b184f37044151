"""How long it takes to understand an utterance.

`python -m tests.bench.bench_words`. Every labelled utterance once, with all phrases compiled.
"""

import statistics
import time
from typing import Any

from core.intents import understand
from core.prompts import parse
from storage.opening import read_lexicon
from tests.core.words import TUNED, labelled

TARGET = {"median_ms": 2.0}


def measure() -> dict[str, Any]:
    """Median and p99 of processor time in ms."""
    lexicon = read_lexicon()
    lexicon.prepare()
    times: list[float] = []
    for each in labelled(*TUNED):
        prompt = parse(each.text, lexicon.asides)
        begun = time.process_time()
        understand(prompt, each.context, lexicon)
        times.append((time.process_time() - begun) * 1000)
    p99 = statistics.quantiles(times, n=100)[98]
    return {"median_ms": statistics.median(times), "p99_ms": p99, "target": TARGET}


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    goal = result["target"]["median_ms"]
    return (
        f"an utterance     {result['median_ms']:8.2f} ms median (target {goal:.0f}), "
        f"{result['p99_ms']:.2f} ms p99"
    )


if __name__ == "__main__":
    print(table(measure()))
