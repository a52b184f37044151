"""What people say to go along the steps to a result."""

import pytest

from core.strides import AHEAD, BACK, FIRST, LAST, TO, Stride
from tests.core.words import shipped

RETRACTING = (
    "undo",
    "Undo that!",
    "no wait, undo that",
    "can you undo that please?",
    "go back",
    "revert to the original",
    "start over",
    "rückgängig",
    "zurück zum Original",
    "annule ça stp",
    "reviens en arrière",
    "deshaz eso",
    "vuelve atrás",
)
STRIDES = {
    "undo": Stride(BACK),
    "no wait, undo that": Stride(BACK),
    "undo the last two": Stride(BACK, 2),
    "undo 3 steps": Stride(BACK, 3),
    "I preferred the old one": Stride(BACK),
    "redo": Stride(AHEAD),
    "ok redo please": Stride(AHEAD),
    "back to the original": Stride(FIRST),
    "start over": Stride(FIRST),
    "undo everything": Stride(FIRST),
    "start again from step 2": Stride(TO, 2),
    "undo step 2": Stride(TO, 1),
    "undo the 3rd": Stride(TO, 2),
    "undo the third edit please": Stride(TO, 2),
    "undo the second one": Stride(TO, 1),
    "take back the last two": Stride(BACK, 2),
    "den dritten Schritt rückgängig machen": Stride(TO, 2),
    "mach die letzten zwei rückgängig": Stride(BACK, 2),
    "die letzten beiden rückgängig machen": Stride(BACK, 2),
    "annule la troisième": Stride(TO, 2),
    "annule les deux dernières": Stride(BACK, 2),
    "deshaz el tercero": Stride(TO, 2),
    "deshaz los dos últimos": Stride(BACK, 2),
    "Schritt 2 rückgängig machen": Stride(TO, 1),
    "annule l'étape 3": Stride(TO, 2),
    "deshaz el paso 1": Stride(TO, 0),
    "go back to step 12": Stride(TO, 12),
    "fang bei Schritt 2 neu an": Stride(TO, 2),
    "mach alles rückgängig": Stride(FIRST),
    "die letzten zwei Änderungen rückgängig": Stride(BACK, 2),
    "wiederherstellen": Stride(AHEAD),
    "recommence à partir de l'étape 2": Stride(TO, 2),
    "annule les deux dernières modifications": Stride(BACK, 2),
    "annule tout": Stride(FIRST),
    "refais-le": Stride(AHEAD),
    "vuelve al paso 2": Stride(TO, 2),
    "deshaz los últimos dos cambios": Stride(BACK, 2),
    "deshaz todo": Stride(FIRST),
    "rehacer": Stride(AHEAD),
    "cancel": None,
    "stop that": None,
    "undo the cup": None,
    "undo the third cup": None,
    "undo the second button of his shirt": None,
    "undo the button of his shirt": None,
    "redo the sky in pink": None,
    "a staircase with 2 steps": None,
    "step back from the cliff": None,
    "remove the last edit": Stride(BACK),
    "take away the last change": Stride(BACK),
    "lösche die letzte Änderung": Stride(BACK),
    "supprime la dernière retouche": Stride(BACK),
    "borra el último cambio": Stride(BACK),
    "undo it all": Stride(FIRST),
    "take everything back": Stride(FIRST),
    "revert all changes": Stride(FIRST),
    "put everything back": Stride(FIRST),
    "remove all my edits": Stride(FIRST),
    "alles rückgängig machen": Stride(FIRST),
    "alle Änderungen rückgängig machen": Stride(FIRST),
    "nimm alles zurück": Stride(FIRST),
    "tout annuler": Stride(FIRST),
    "défais toutes les modifications": Stride(FIRST),
    "deshazlo todo": Stride(FIRST),
    "quita todos los cambios": Stride(FIRST),
    "all good, undo": Stride(BACK),
    "undo both": Stride(BACK, 2),
    "undo it twice": Stride(BACK, 2),
    "undo that one twice": Stride(BACK, 2),
    "go back two": Stride(BACK, 2),
    "take the last two back": Stride(BACK, 2),
    "undo the last six": Stride(BACK, 6),
    "geh zwei Schritte zurück": Stride(BACK, 2),
    "mach es zweimal rückgängig": Stride(BACK, 2),
    "beide Änderungen rückgängig machen": Stride(BACK, 2),
    "annule deux étapes": Stride(BACK, 2),
    "recule de trois étapes": Stride(BACK, 3),
    "deshaz dos veces": Stride(BACK, 2),
    "retrocede dos pasos": Stride(BACK, 2),
    "take back the last change": Stride(BACK),
    "take the last edit back": Stride(BACK),
    "back to how it was": Stride(BACK),
    "the way it was before": Stride(BACK),
    "un-do": Stride(BACK),
    "die letzte Änderung zurücknehmen": Stride(BACK),
    "mach es wie es war": Stride(BACK),
    "annule la dernière étape": Stride(BACK),
    "comme c'était avant": Stride(BACK),
    "deshaz el último paso": Stride(BACK),
    "como era antes": Stride(BACK),
    "redo all": Stride(LAST),
    "redo the last two": Stride(AHEAD, 2),
    "redo twice": Stride(AHEAD, 2),
    "two steps forward": Stride(AHEAD, 2),
    "redo step 3": Stride(TO, 3),
    "go to the latest version": Stride(LAST),
    "alles wiederherstellen": Stride(LAST),
    "stell die letzten zwei wieder her": Stride(AHEAD, 2),
    "Schritt 3 wiederherstellen": Stride(TO, 3),
    "tout rétablir": Stride(LAST),
    "rétablis les deux dernières modifications": Stride(AHEAD, 2),
    "rehaz todo": Stride(LAST),
    "rehaz los dos últimos cambios": Stride(AHEAD, 2),
    "start over from step two": Stride(TO, 2),
    "restart from step #2": Stride(TO, 2),
    "no wait, take me back to step 2 please": Stride(TO, 2),
    "from the second step again": Stride(TO, 2),
    "branch off from step 2": Stride(TO, 2),
    "I liked step 2 better": Stride(TO, 2),
    "go from step 2 to step 3": Stride(TO, 3),
    "undo until step zero": Stride(TO, 0),
    "undo everything after step 2": Stride(TO, 2),
    "undo everything from step 2 on": Stride(TO, 1),
    "undo step two": Stride(TO, 1),
    "fange bei Schritt 2 neu an": Stride(TO, 2),
    "noch mal von Schritt eins": Stride(TO, 1),
    "noch einmal ab Schritt 2": Stride(TO, 2),
    "zum zweiten Schritt zurück": Stride(TO, 2),
    "reprends à partir de l'étape deux": Stride(TO, 2),
    "retourne à la deuxième étape": Stride(TO, 2),
    "volver al paso 2": Stride(TO, 2),
    "otra vez desde el paso uno": Stride(TO, 1),
    "vuelve al segundo paso": Stride(TO, 2),
    "a staircase with three steps": None,
    "the last step of the dance": None,
    "step 2 of the dance": None,
    "details of step 1": Stride(TO, 1),
    "show me the details of step 2": Stride(TO, 2),
    "die Details von Schritt 2": Stride(TO, 2),
    "les détails de l'étape 2": Stride(TO, 2),
    "los detalles del paso 2": Stride(TO, 2),
    "the fine details of step 2": None,
    "details of a wooden step": None,
    "the second step": None,
    "take the second step": None,
    "add step 2 to the list": None,
    'a poster that says "step 2"': None,
    "Schritt für Schritt": None,
    "el primer paso en la luna": None,
    "undo the lamp and the cup": None,
    "cancel that": Stride(BACK),
    "cancel the last edit": Stride(BACK),
    "never mind the last change": Stride(BACK),
    "cancela eso": Stride(BACK),
    "redo the cup": None,
    "remove everything": None,
    "remove all steps": None,
    "remove the last tree": None,
    "supprime la dernière page": None,
}
TAKING_BACK = {
    "undo the cup": True,
    "put the red cup back": True,
    "bring back the tree": True,
    "mach die Tasse rückgängig": True,
    "annule la tasse": True,
    "deshaz la taza": True,
    "remove the cup": False,
    "put the cup on the table": False,
    "revert the sky to a plain blue": False,
    "forget it all and draw a cat": False,
}
SURELY = {
    "undo the cup": True,
    "take back the cup": True,
    "forget the blur": True,
    "mach die Tasse rückgängig": True,
    "nimm die Tasse zurück": True,
    "annule la tasse": True,
    "deshaz la taza": True,
    "undo the green and the dark corner": True,
    "please undo the blue colour of the lamp on the table": True,
    "undo whatever you did to the lamp on the table": True,
    "mach die blaue Farbe der Lampe auf dem Tisch rückgängig": True,
    "annule la couleur bleue de la lampe sur la table": True,
    "deshaz el color azul de la lámpara de la mesa": True,
    "undo everything but the cup": True,
    "alles außer der Tasse rückgängig machen": True,
    "annule tout sauf la tasse": True,
    "deshaz todo menos la taza": True,
    "put the red cup back": False,
    "bring back the colours": False,
    "hol die Tasse zurück": False,
    "remets la tasse": False,
    "restore the cup": False,
    "I want the cup back": False,
    "die Tasse soll wieder her": False,
    "devuelve la taza": False,
}
REDOING = {
    "redo the cup": True,
    "die Tasse wiederherstellen": True,
    "stell die Tasse wieder her": True,
    "rétablis la tasse": True,
    "rehaz la taza": True,
    "redo": False,
    "undo the cup": False,
    "redo the cup as a glass of wine": False,
}
KEEPING = (
    "a man going back to the car, everything but the car in grey",
    "life has no undo and not a single redo, poster",
    "thanks",
    "start over with a cat",
    'poster with text "undo"',
    "a man going back home",
    "restore the old photo",
    "make it go back and forth",
    "what did I make yesterday",
)


@pytest.mark.parametrize("words", RETRACTING)
def test_a_step_back_is_known(words: str) -> None:
    assert shipped().steps.retracts(words)


@pytest.mark.parametrize(("words", "stride"), STRIDES.items(), ids=STRIDES)
def test_ways_along_the_steps(words: str, stride: Stride | None) -> None:
    assert shipped().steps.stride(words) == stride


@pytest.mark.parametrize(("words", "taken"), TAKING_BACK.items(), ids=TAKING_BACK)
def test_steps_that_are_named(words: str, taken: bool) -> None:
    assert shipped().steps.takes_back(words) is taken


@pytest.mark.parametrize(("words", "surely"), SURELY.items(), ids=SURELY)
def test_what_may_be_an_edit_too(words: str, surely: bool) -> None:
    assert shipped().steps.surely_takes_back(words) is surely
    assert shipped().steps.takes_back(words)


@pytest.mark.parametrize(("words", "again"), REDOING.items(), ids=REDOING)
def test_steps_that_are_wanted_again(words: str, again: bool) -> None:
    assert shipped().steps.redoes(words) is again


@pytest.mark.parametrize("words", KEEPING)
def test_going_on_is_no_step_back(words: str) -> None:
    talk = shipped().steps
    assert not talk.retracts(words)
    assert not talk.surely_takes_back(words)


@pytest.mark.parametrize("words", RETRACTING)
def test_a_step_back_is_no_courtesy(words: str) -> None:
    assert not shipped().courteous(words)
