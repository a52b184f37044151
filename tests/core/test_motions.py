"""What words say about a clip, in four languages, and what they leave to say what moves."""

from typing import Any

import pytest

from core.contexts import Context, Replied
from core.intents import understand
from core.motion import Camera, Motion, Sound, directions
from tests.core.words import shipped

READ = shipped().motions.read

SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing": ("the hair blows in the wind", {}),
    "a length": ("animate it, 5 seconds", {"seconds": 5}),
    "a spelt length": ("a clip of four seconds", {"seconds": 4}),
    "a part of a second": ("2.5 s", {"seconds": 2.5}),
    "eine Länge": ("ein Clip, drei Sekunden", {"seconds": 3}),
    "eine Dauer mit Bindestrich": ("5-sekündiger Clip", {"seconds": 5}),
    "une durée": ("pendant 4 secondes", {"seconds": 4}),
    "una duración": ("durante 2,5 segundos", {"seconds": 2.5}),
    "a loop": ("as a seamless loop", {"loop": True}),
    "eine Schleife": ("als Endlosschleife", {"loop": True}),
    "une boucle": ("en boucle", {"loop": True}),
    "un bucle": ("en bucle", {"loop": True}),
    "silence": ("orbit, no sound", {"silent": True, "camera": (Camera.ORBIT,)}),
    "Stille": ("ohne Ton", {"silent": True}),
    "le silence": ("sans son", {"silent": True}),
    "el silencio": ("sin sonido", {"silent": True}),
    "rain": ("with the sound of rain", {"sounds": (Sound.RAIN,)}),
    "rain and wind": ("add the sounds of rain and wind", {"sounds": (Sound.RAIN, Sound.WIND)}),
    "Meer": ("mit dem Rauschen des Meeres", {"sounds": (Sound.SEA,)}),
    "la pluie": ("avec le bruit de la pluie", {"sounds": (Sound.RAIN,)}),
    "el mar": ("con el sonido del mar", {"sounds": (Sound.SEA,)}),
    "a sound without a name": ("with the sound of applause", {"sounds": ()}),
    "two moves": ("pan left, then zoom out", {"camera": (Camera.PAN_LEFT, Camera.ZOOM_OUT)}),
    "a still camera": ("static camera", {"camera": (Camera.STATIC,)}),
    "ein Schwenk": ("Schwenk nach rechts", {"camera": (Camera.PAN_RIGHT,)}),
    "un travelling": ("travelling avant", {"camera": (Camera.DOLLY_IN,)}),
    "un paneo": ("paneo a la izquierda", {"camera": (Camera.PAN_LEFT,)}),
    "no move": ("a close up of her left hand", {}),
    "an end": ("animate it and end on this", {"ends": True}),
    "from one to another": ("from this to that", {"ends": True}),
    "ein Ende": ("und ende auf diesem Bild", {"ends": True}),
    "une fin": ("et finis sur cette image", {"ends": True}),
    "un final": ("y que termine en esta imagen", {"ends": True}),
    "longer": ("make it longer please", {"longer": True}),
    "länger": ("etwas länger", {"longer": True}),
    "longer hair": ("make the hair longer", {}),
    "on": ("go on", {"on": True}),
    "weiter": ("weiter", {"on": True}),
    "waves that go on": ("the waves continue", {}),
}


@pytest.mark.parametrize(("words", "expected"), SAID.values(), ids=SAID)
def test_words_direct_a_clip(words: str, expected: dict[str, Any]) -> None:
    found = READ(words)
    told = {name: getattr(found, name) for name in Motion.__dataclass_fields__}
    usual = {"seconds": 0, "camera": (), "loop": False, "silent": False, "ends": False}
    usual |= {"longer": False, "on": False, "sounds": ()}
    assert {name: told[name] for name in usual} == usual | expected
    assert bool(found.heard) == ("sounds" in expected)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        pytest.param("animate it, 5 seconds, as a loop", "", id="nothing that moves"),
        pytest.param("the hair blowing, 4 s, silent", "the hair blowing", id="what moves"),
        pytest.param("“as a loop” on a sign, looping", "“as a loop” on a sign", id="quotes"),
        pytest.param("loop it", "", id="a verb with it"),
        pytest.param("anime-la en boucle", "", id="en français"),
    ],
)
def test_what_moves_is_left(words: str, left: str) -> None:
    assert READ(words).words == left


def test_a_flag_names_the_length() -> None:
    assert READ("animate it, 5 seconds", 3.0).seconds == 3


def test_the_engine_that_is_told_of_camera_and_sound_gets_the_rest() -> None:
    found = READ("slow pan left, snow, with the sound of wind")
    assert found.rest.replace(" ", "") == "slow,snow,"


def test_what_is_said_now_takes_the_place_of_what_was_said() -> None:
    motions = shipped().motions
    before = READ("snow, pan left, 4 seconds, silent")
    now = motions.redirected(before, READ("orbit, with the sound of rain"))
    assert (now.camera, now.seconds, now.silent) == ((Camera.ORBIT,), 4, False)
    assert now.sounds == (Sound.RAIN,)
    assert "pan" not in now.words
    assert now.words.startswith("snow")


@pytest.mark.parametrize("camera", Camera)
def test_a_move_is_understood_by_its_name(camera: Camera) -> None:
    words = ", ".join(("animate it", *directions(camera, loop=True, silent=True, ends=True)))
    found = READ(words)
    assert (found.camera, found.loop, found.silent, found.ends) == ((camera,), True, True, True)


ONCE = {
    "English": "animate this, pan left, no loop, silent",
    "without": "animate it without looping",
    "German": "animiere es, keine Schleife, stumm",
    "French": "anime la, sans boucle, muet",
    "Spanish": "anima esto, sin bucle, mudo",
}


@pytest.mark.parametrize("words", ONCE.values(), ids=ONCE)
def test_no_loop_is_none(words: str) -> None:
    found = READ(words)
    assert not found.loop
    assert "loop" not in found.words


NAMED = {
    "attached": ("animate ending on the second picture", Context(2), (1, 2)),
    "the first of two": ("animate ending on image 1", Context(2), (2, 1)),
    "from one to the other": ("animate from the first to the second picture", Context(2), (1, 2)),
    "German": ("animiere vom ersten zum zweiten Bild", Context(2), (1, 2)),
    "French": ("anime de la première à la deuxième image", Context(2), (1, 2)),
    "Spanish": ("anima de la primera a la segunda imagen", Context(2), (1, 2)),
    "from this to another": ("animate 1 from this to 4", Context(0, Replied.GRID), (1, 4)),
    "no comma between": ("animate 4 ending on 2", Context(0, Replied.GRID), (4, 2)),
    "a clip of one": ("a clip of 4 ending on 2", Context(0, Replied.GRID), (4, 2)),
    "from this, in German": ("animiere 1 von hier zu 4", Context(0, Replied.GRID), (1, 4)),
    "from this, in French": ("anime le 1 de celle-ci à 4", Context(0, Replied.GRID), (1, 4)),
    "from this, in Spanish": ("anima la 1 desde aquí hasta 4", Context(0, Replied.GRID), (1, 4)),
    "variants": ("animate 2, ending on 3", Context(0, Replied.GRID), (2, 3)),
    "a German clip of one": ("ein Clip von 4, ende auf 2", Context(0, Replied.GRID), (4, 2)),
    "a French clip of one": ("un clip de la 4, finis sur la 2", Context(0, Replied.GRID), (4, 2)),
    "a Spanish clip of one": ("un clip de la 4, termina en la 2", Context(0, Replied.GRID), (4, 2)),
    "from this": ("animate 1 from this to 4, 3 seconds", Context(0, Replied.GRID), (1, 4)),
    "a last frame": ("animate 1, last frame 4", Context(0, Replied.GRID), (1, 4)),
}


@pytest.mark.parametrize(("words", "context", "pictures"), NAMED.values(), ids=NAMED)
def test_the_picture_to_end_on_is_named(
    words: str, context: Context, pictures: tuple[int, ...]
) -> None:
    found = understand(words, context, shipped())
    assert (found.selection, found.motion.ends) == (pictures, True)
    assert not {"first", "ersten", "première", "primera"} & set(found.motion.words.split())


@pytest.mark.parametrize(
    ("words", "context"),
    [("animate image 2", Context(2)), ("animate 3", Context(0, Replied.GRID))],
)
def test_a_picture_that_is_named_alone_is_no_end(words: str, context: Context) -> None:
    found = understand(words, context, shipped())
    assert (len(found.selection), found.motion.ends) == (1, False)
