"""Times as people say them, in four languages, as seen from a Sunday in November."""

from datetime import UTC, datetime, timedelta

import pytest

from core.dates import NEEDED, Dates
from core.past import EVER, Period
from tests.core.talk import lexicon

NOW = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
HALF = timedelta(days=3.5)


def day(year: int, month: int, number: int, count: int = 1) -> Period:
    """So many whole days from one on."""
    begin = datetime(year, month, number, tzinfo=UTC)
    return Period(begin, begin + timedelta(days=count))


WEEKS = Period(NOW - timedelta(weeks=3) - HALF, NOW - timedelta(weeks=3) + HALF)
TUESDAY, OCTOBER = day(2026, 11, 17), day(2026, 10, 1, 31)
FIVE, WEEK = day(2026, 11, 1, 5), timedelta(weeks=1)
MINUTES = Period(NOW - timedelta(minutes=10), NOW)
THIRD, LATELY = day(2026, 10, 3), Period(NOW - timedelta(days=3), day(2026, 11, 22).until)


@pytest.mark.parametrize(
    ("said", "rest", "period"),
    [
        ("the teapot from three weeks ago", "the teapot", WEEKS),
        ("die Teekanne von vor drei Wochen", "die Teekanne", WEEKS),
        ("la théière d'il y a trois semaines", "la théière", WEEKS),
        ("la tetera de hace tres semanas", "la tetera", WEEKS),
        ("last Tuesday", "", TUESDAY),
        ("letzten Dienstag", "", TUESDAY),
        ("mardi dernier", "", TUESDAY),
        ("el martes pasado", "", TUESDAY),
        ("the fox from 3 October", "the fox", THIRD),
        ("October 3rd, fox", "fox", THIRD),
        ("der Fuchs vom 3. Oktober", "der Fuchs", THIRD),
        ("le renard du 3 octobre", "le renard", THIRD),
        ("el zorro del 3 de octubre", "el zorro", THIRD),
        ("2026-10-03", "", THIRD),
        ("3.10.", "", THIRD),
        ("3.10.2026", "", THIRD),
        ("3/10/2026", "", THIRD),
        ("3 October 2025", "", day(2025, 10, 3)),
        ("24 December", "", day(2025, 12, 24)),
        ("29 February", "", day(2024, 2, 29)),
        ("in October", "", OCTOBER),
        ("im Oktober", "", OCTOBER),
        ("en octobre", "", OCTOBER),
        ("las fotos de octubre", "las fotos", OCTOBER),
        ("last month", "", OCTOBER),
        ("le mois dernier", "", OCTOBER),
        ("from December", "", day(2025, 12, 1, 31)),
        ("from 2025", "", day(2025, 1, 1, 365)),
        ("last week", "", day(2026, 11, 9, 7)),
        ("la semana pasada", "", day(2026, 11, 9, 7)),
        ("yesterday", "", day(2026, 11, 21)),
        ("gestern", "", day(2026, 11, 21)),
        ("hier", "", day(2026, 11, 21)),
        ("ayer", "", day(2026, 11, 21)),
        ("vorgestern", "", day(2026, 11, 20)),
        ("avant-hier", "", day(2026, 11, 20)),
        ("the day before yesterday", "", day(2026, 11, 20)),
        ("2 days ago", "", day(2026, 11, 20)),
        ("in the last 3 days", "", LATELY),
        ("les 3 derniers jours", "", LATELY),
        ("los últimos tres días", "", LATELY),
        ("in den letzten 3 Tagen", "", LATELY),
        ("since Monday", "", Period(day(2026, 11, 16).since, None)),
        ("seit Montag", "", Period(day(2026, 11, 16).since, None)),
        ("before October", "", Period(None, OCTOBER.since)),
        ("from 3 October to 5 October", "", day(2026, 10, 3, 3)),
        ("von Montag bis Mittwoch", "", day(2026, 11, 16, 3)),
        ("du 3 octobre au 5 octobre", "", day(2026, 10, 3, 3)),
        ("teapot in November last year", "teapot", day(2025, 11, 1, 30)),
        ("Teekanne vom November letzten Jahres", "Teekanne", day(2025, 11, 1, 30)),
        ("en novembre de l'année dernière", "", day(2025, 11, 1, 30)),
        ("en noviembre del año pasado", "", day(2025, 11, 1, 30)),
        ("3 October last year", "", day(2025, 10, 3)),
        ("teapot from 1 to 5 November", "teapot", FIVE),
        ("between 1 and 5 November", "", FIVE),
        ("between the 1st and the 5th of November", "", FIVE),
        ("1-5 November", "", FIVE),
        ("November 1 to 5", "", FIVE),
        ("vom 1. bis 5. November", "", FIVE),
        ("zwischen dem 1. und dem 5. November", "", FIVE),
        ("du 1er au 5 novembre", "", FIVE),
        ("entre le 1 et le 5 novembre", "", FIVE),
        ("del 1 al 5 de noviembre", "", FIVE),
        ("entre el 1 y el 5 de noviembre", "", FIVE),
        ("from 20 to 30 November", "", day(2026, 11, 20, 11)),
        ("between Monday and Wednesday", "", day(2026, 11, 16, 3)),
        ("last November", "", day(2025, 11, 1, 30)),
        ("novembre dernier", "", day(2025, 11, 1, 30)),
        ("last October", "", OCTOBER),
        ("this month", "", Period(day(2026, 11, 1).since, day(2026, 11, 22).until)),
        ("5 minutes ago", "", MINUTES),
        ("vor 5 Minuten", "", MINUTES),
        ("il y a 5 minutes", "", MINUTES),
        ("hace 5 minutos", "", MINUTES),
        ("last weekend", "", day(2026, 11, 14, 2)),
        ("at the weekend", "", day(2026, 11, 21, 2)),
        ("am Wochenende", "", day(2026, 11, 21, 2)),
        ("le week-end dernier", "", day(2026, 11, 14, 2)),
        ("el fin de semana pasado", "", day(2026, 11, 14, 2)),
        ("a fortnight ago", "", Period(NOW - 3 * WEEK, NOW - WEEK)),
        ("last spring", "", day(2026, 3, 1, 92)),
        ("letzten Herbst", "", day(2025, 9, 1, 91)),
        ("l'été dernier", "", day(2026, 6, 1, 92)),
        ("el invierno pasado", "", day(2025, 12, 1, 90)),
        ("11/22/2026", "", day(2026, 11, 22)),
        ("22/11", "", day(2026, 11, 22)),
    ],
)
def test_a_time_leaves_the_words_and_is_a_period(said: str, rest: str, period: Period) -> None:
    words, found = lexicon().dates.take(said, NOW)
    assert found == period
    assert words == rest


@pytest.mark.parametrize(
    "words",
    [
        "a fox",
        "31 February",
        "sunday brunch",
        "the march of the penguins",
        "may the force",
        "poster 16.9",
        "v1.2.3",
        "“last Tuesday”",
        "99999 weeks ago",
        "two steps back",
        "a fox in winter",
        "a fox in a 3/4 view",
        "the fall of the house",
        "weekend at the lake",
        "a minute of silence",
        "from 5 to 1 November 31",
        "",
    ],
)
def test_what_is_no_time_stays(words: str) -> None:
    assert lexicon().dates.take(words, NOW) == (words, EVER)


@pytest.mark.parametrize("words", ["999 years ago", "10 years ago", "1 January 1970", "in 1900"])
def test_long_ago_is_a_time(words: str) -> None:
    since, until = lexicon().dates.take(words, NOW).period
    assert since is not None
    assert until is not None
    assert since < until < NOW


def test_every_expression_is_needed() -> None:
    said = dict(lexicon().dates.said)
    assert said.keys() == NEEDED
    del said["tuesday"]
    with pytest.raises(ValueError, match="dates lacks tuesday"):
        Dates(said)
