"""The gallery leaves nothing out, and its words mean what it says."""

from core.catalogue import Intent
from tests.gallery.exhibits import Exhibit, exhibits, served
from tests.gallery.page import Shown, page
from tests.gallery.pictures import SOURCES
from worker.engines.classical.grading import CHANGES
from worker.engines.classical.looks import looks, recognised
from worker.engines.classical.request import Verb, understood

ALL = exhibits()


def test_every_look_and_mood_is_shown_on_three_photographs() -> None:
    shown = [one.words for one in ALL if one.section in ("looks", "moods")]
    assert sorted(shown) == sorted(3 * [look.name for look in looks()])
    assert all(recognised(words) for words in shown)


def test_every_verb_of_an_edit_and_every_change_is_shown() -> None:
    edits = [understood(one.words) for one in ALL if one.intent is Intent.EDIT]
    requests = [request for wishes in edits for request in wishes.requests]
    assert {request.verb for request in requests} == set(Verb)
    assert {request.what for request in requests} >= set(CHANGES)
    assert [wishes.left for wishes in edits] == [()] * len(edits)


def test_posters_are_shown_where_the_engine_serves_them() -> None:
    shown = any(one.intent is Intent.IMAGINE for one in ALL)
    assert shown == (Intent.IMAGINE in served())


def test_files_are_named_apart_and_pictures_are_credited() -> None:
    assert len({one.file for one in ALL}) == len(ALL)
    assert {one.picture for one in ALL if one.picture} <= set(SOURCES)


def test_a_refusal_is_shown_as_its_sentence() -> None:
    exhibit = Exhibit("edits", "add a <hat>", "cat", Intent.EDIT)
    text = page([Shown(exhibit, "it cannot", drawn=False)])
    assert "add a &lt;hat&gt;</b><br>it cannot" in text
    assert "<img" not in text
