"""The gallery leaves nothing out, and its words mean what it says."""

from core.catalogue import Intent
from tests.gallery.exhibits import Exhibit, exhibits, served
from tests.gallery.page import Shown, page, titles
from tests.gallery.pictures import SOURCES
from worker.engines.classical.compositing.references import Use, wished
from worker.engines.classical.editing.request import Verb, understood
from worker.engines.classical.painting.grading import CHANGES
from worker.engines.classical.posters.lexicon import scenes
from worker.engines.classical.posters.reading import read
from worker.engines.classical.styles.looks import looks, recognised
from worker.engines.classical.words.vocabulary import vocabulary

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
    assert {request.what for request in requests} >= set(vocabulary().skies.values())
    assert [wishes.left for wishes in edits] == [()] * len(edits)


def test_every_intent_that_gives_a_picture_is_shown() -> None:
    shown = {one.intent for one in ALL}
    assert shown == served() - {Intent.DESCRIBE, Intent.READ}


def test_every_scene_is_drawn_from_its_own_words() -> None:
    briefs = [read(one.words) for one in ALL if one.intent is Intent.IMAGINE]
    assert {scene.name for brief in briefs for scene in brief.scenes} >= set(scenes())
    assert all(brief.unknown == () for brief in briefs)


def test_pictures_are_handed_on_and_combined() -> None:
    wishes = [wished(one.words, len(one.pictures)) for one in ALL if one.intent is Intent.REFINE]
    assert {wish.use for wish in wishes if wish is not None} == set(Use)


def test_skies_are_shown_on_photographs() -> None:
    edits = [one for one in ALL if one.intent is Intent.EDIT and "landscape" in one.pictures]
    assert edits == []


def test_files_are_named_apart_and_pictures_are_credited() -> None:
    assert len({one.file for one in ALL}) == len(ALL)
    assert {name for one in ALL for name in one.pictures} <= set(SOURCES)


def test_a_refusal_is_shown_as_its_sentence() -> None:
    exhibit = Exhibit("edits", "add a <hat>", ("cat",), Intent.EDIT)
    text = page([Shown(exhibit, "it cannot", drawn=False)])
    assert "add a &lt;hat&gt;</b><br>it cannot" in text
    assert "<img" not in text


def test_what_all_variants_did_is_said_once() -> None:
    said = titles([f"{shade} blue, the cup recoloured, 9% changed" for shade in ("true", "pale")])
    assert said == "true blue; pale blue; all: the cup recoloured, 9% changed"
    assert titles(["warm", "warm"]) == "warm"


def test_a_clip_is_shown_as_its_frames_and_leads_to_its_file() -> None:
    exhibit = Exhibit("clips", "push in", ("cat",), Intent.ANIMATE, 1)
    text = page([Shown(exhibit, "pushed", drawn=True, film=True)])
    assert '<a href="clips-cat-push-in.mp4"><img' in text
    assert 'src="clips-cat-push-in.jpg"' in text
