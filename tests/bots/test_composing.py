"""The coach's language model, as settings ask for it."""

import pytest
from pydantic import SecretStr

from bots.advising import LanguageModel
from bots.composing import advisor_of
from bots.settings import BotSettings
from core.errors import BadSettings


def settings(**more: str) -> BotSettings:
    """Settings with a coach of so much."""
    return BotSettings(coach_key=SecretStr("sk-test"), **more)  # pyright: ignore[reportArgumentType]


def test_without_an_address_there_is_none() -> None:
    assert advisor_of(settings()) is None


def test_an_address_needs_the_name_of_a_model() -> None:
    with pytest.raises(BadSettings, match="EASEL_COACH_MODEL"):
        advisor_of(settings(coach_url="http://127.0.0.1:9/v1"))


async def test_with_both_it_is_there() -> None:
    advisor = advisor_of(settings(coach_url="http://127.0.0.1:9/v1", coach_model="teller"))
    assert isinstance(advisor, LanguageModel)
    await advisor.close()
