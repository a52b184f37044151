"""A server waits longer each time before it looks again at a job that it declined."""

from storage.queue.declined import Declined


class Time:
    """A clock that a test sets, in s."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def rests(declined: Declined, clock: Time, name: str) -> float:
    """How long a job rests after it is declined now, in s."""
    declined.add(name)
    before = clock.now
    while name in declined:
        clock.now += 0.25
    return clock.now - before


def test_each_time_twice_as_long_up_to_half_a_minute() -> None:
    clock = Time()
    declined = Declined(clock)
    assert [rests(declined, clock, "a") for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_job_that_does_not_come_back_is_forgotten() -> None:
    clock = Time()
    declined = Declined(clock)
    rests(declined, clock, "a")
    assert len(declined) == 1
    clock.now += 60
    declined.add("b")
    assert len(declined) == 1
    assert "b" in declined
