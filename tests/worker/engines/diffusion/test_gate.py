"""Passes and loads of several devices in one process."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import torch

from worker.engines.diffusion.gate import Gate


def test_passes_go_on_beside_each_other() -> None:
    gate = Gate()
    with gate.passing(), gate.passing():
        pass


def test_a_load_waits_for_passes_and_passes_for_it() -> None:
    gate, loads, order = Gate(), Event(), list[str]()

    def load() -> None:
        loads.set()
        with gate.loading():
            order.append("loaded")

    def run() -> None:
        with gate.passing():
            order.append("passed")

    with gate.passing():
        loading = Thread(target=load)
        loading.start()
        loads.wait()
        order.append("was passing")
    loading.join()
    passing = Thread(target=run)
    passing.start()
    passing.join()
    assert order == ["was passing", "loaded", "passed"]


def test_no_pass_sees_what_a_load_sets_for_all_threads() -> None:
    gate, found = Gate(), set[torch.dtype]()

    def load() -> None:
        with gate.loading():
            torch.set_default_dtype(torch.float64)
            torch.zeros(1000).sum()
            torch.set_default_dtype(torch.float32)

    def run() -> None:
        with gate.passing():
            found.update(torch.zeros(1).dtype for _ in range(20))

    with ThreadPoolExecutor(4) as pool:
        for _ in range(200):
            pool.submit(load)
            pool.submit(run)
    assert found == {torch.float32}
