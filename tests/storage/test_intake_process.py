"""Intake in a process of its own gives the same pictures and the same errors."""

import os
import signal
from collections.abc import AsyncGenerator

import pytest

from core.errors import BrokenPicture, EaselError, NotAPicture
from storage.intake import Limits, accept
from storage.intake_process import IntakeProcess
from tests.pictures_made import as_jpeg, landscape

PHOTO = as_jpeg(landscape())


@pytest.fixture
async def intake() -> AsyncGenerator[IntakeProcess]:
    """A process that ends with the test."""
    process = IntakeProcess()
    yield process
    process.close()


async def test_it_gives_what_intake_gives(intake: IntakeProcess) -> None:
    assert await intake.accept("photo.jpg", PHOTO, Limits()) == accept("photo.jpg", PHOTO)


async def test_an_error_arrives_with_its_sentence(intake: IntakeProcess) -> None:
    with pytest.raises(NotAPicture, match=r"notes\.txt is not a picture"):
        await intake.accept("notes.txt", b"no picture", Limits())


async def test_a_process_that_is_killed_is_told_and_replaced(intake: IntakeProcess) -> None:
    await intake.accept("photo.jpg", PHOTO, Limits())
    for child in intake.processes:
        os.kill(child, signal.SIGKILL)
    with pytest.raises(BrokenPicture, match=r"photo\.jpg is damaged"):
        await intake.accept("photo.jpg", PHOTO, Limits())
    assert (await intake.accept("photo.jpg", PHOTO, Limits())).width == 160


def test_every_error_survives_the_way_between_processes() -> None:
    import pickle

    error = BrokenPicture(file="cat.png")
    arrived = pickle.loads(pickle.dumps(error))
    assert isinstance(arrived, EaselError)
    assert (arrived.name, arrived.sentence) == (error.name, error.sentence)
