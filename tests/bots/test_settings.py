"""Settings of the front ends say what is wrong with them."""

import pytest

from bots.settings import BotSettings
from core.errors import BadSettings
from storage.settings import load


@pytest.mark.parametrize("url", ["", "https://easel.example.org", "http://host:8765/easel/"])
def test_the_address_of_the_page(url: str) -> None:
    assert load(BotSettings, web_url=url).web_url == url


@pytest.mark.parametrize("url", ["easel.example.org", "ftp://host", "https://", "https://a b"])
def test_what_is_no_address_of_a_page(url: str) -> None:
    with pytest.raises(BadSettings, match="The setting EASEL_WEB_URL is not usable"):
        load(BotSettings, web_url=url)
