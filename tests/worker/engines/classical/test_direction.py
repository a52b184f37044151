"""Words of a clip: which moves, particles, sounds and lengths they ask for, and what is left."""

import pytest

from core.motion import Camera, Motion, Sound
from tests.worker.engines.diffusion.shipped import SHIPPED
from worker.engines.classical.motion.direction import (
    CAMERA,
    LONGEST,
    SECONDS,
    SHORTEST,
    Direction,
    directed,
    loudness_of,
)
from worker.engines.classical.words.beyond import Beyond


def _names(direction: Direction) -> str:
    return " + ".join(move.name for move in direction.moves)


@pytest.mark.parametrize(
    ("words", "moves"),
    [
        ("animate it", "push in"),
        ("slow push in with falling snow", "push in"),
        ("zoom out", "pull out"),
        ("pan left, sound of the sea", "pan left"),
        ("the camera moves to the right", "pan right"),
        ("panoramique à gauche", "pan left"),
        ("pan", "pan"),
        ("crane up", "tilt up"),
        ("orbit around the cup", "orbit"),
        ("orbit left", "orbit to the left"),
        ("pull out and pan left", "pull out + pan left"),
        ("pan left, then right", "pan left"),
        ("Kamerafahrt nach links", "pan left"),
        ("a close up of my left hand, moving", "push in"),
        ("still camera with snow", "a still camera"),
    ],
)
def test_words_move_the_camera(words: str, moves: str) -> None:
    assert _names(directed(words)) == moves


@pytest.mark.parametrize(
    ("words", "particles", "sound"),
    [
        ("push in", (), None),
        ("let it snow", ("snow",), "wind"),
        ("push in with rain", ("rain",), "rain"),
        ("the sound of rain", (), "rain"),
        ("embers and a crackling fire", ("embers",), "fire"),
        ("stars at night", ("stars",), "night"),
        ("leaves blow in the wind", ("leaves",), "wind"),
        ("dust, with the sound of the sea", ("dust",), "sea"),
        ("mit Schnee und Meeresrauschen", ("snow",), "sea"),
        ("snow without sound", ("snow",), ""),
        ("silent", (), ""),
        ("ohne Ton", (), ""),
    ],
)
def test_words_name_particles_and_their_sound(
    words: str, particles: tuple[str, ...], sound: str | None
) -> None:
    direction = directed(words)
    assert (direction.particles, direction.sound) == (particles, sound)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("animate", 3.5),
        ("6 seconds", 6),
        ("a 4.5 s clip", 4.5),
        ("5-second loop", 5),
        ("four seconds", 4),
        ("vier Sekunden", 4),
        ("10 seconds", 8),
        ("1 second", 2),
    ],
)
def test_words_say_how_long(words: str, seconds: float) -> None:
    direction = directed(words)
    assert direction.seconds == seconds
    assert any("clips have 2 to 8 s" in clause for clause in direction.left) == (
        words in ("10 seconds", "1 second")
    )


@pytest.mark.parametrize(
    ("words", "pace", "loop"),
    [
        ("slow push in", 0.65, False),
        ("fast orbit", 1.3, False),
        ("loop", 1.0, True),
        ("schleife", 1.0, True),
    ],
)
def test_words_say_how_fast_and_whether_it_loops(words: str, pace: float, loop: bool) -> None:
    direction = directed(words)
    assert (direction.pace, direction.loop) == (pace, loop)


@pytest.mark.parametrize(
    "words",
    [
        "make the cat run",
        "she waves",
        "animate: she waves",
        "make the water flow",
        "the man walks to the door",
        "die Katze rennt",
    ],
)
def test_movement_of_its_own_is_declined_with_what_could_do_it(words: str) -> None:
    with pytest.raises(Beyond, match="An image-to-video model could do it"):
        directed(words)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("push in with snow while the cat walks", "could not: “the cat walks”; what is in"),
        ("make the waves move, pan left", "could not: “make the waves move”; what is in"),
        ("push in, in the manner of Hitchcock", "could not: “in the manner of hitchcock”"),
        ("make a cinematic video of it, dolly zoom", "could not: “dolly zoom”; the camera moves"),
        ("slow push in, Reißschwenk", "could not: “reissschwenk”"),
        ("effet vertigo", "could not: “effet vertigo”"),
        ("cambio de foco", "could not: “cambio de foco”"),
        ("animate the cat", "only the camera moves: “cat” stays as it is"),
    ],
)
def test_what_is_not_done_is_said(words: str, left: str) -> None:
    (clause,) = directed(words).left
    assert clause.startswith(left)


@pytest.mark.parametrize(
    "words",
    [
        "slow push in with falling snow",
        "turn this into a 5 second video",
        "bring this photo to life",
        "animiere es mit Schnee",
        "the snow falls",
        "make it move",
        "anima la, zoom",
    ],
)
def test_what_is_done_leaves_nothing(words: str) -> None:
    assert directed(words).left == ()


@pytest.mark.parametrize(
    ("words", "move", "particles", "seconds"),
    [
        ("lass es schneien und schwenke nach links", "pan left", "snow", 3.5),
        ("sanft einzoomen mit Schnee, 5 Sekunden", "push in", "snow", 5.0),
        ("fais neiger et zoome lentement", "push in", "snow", 3.5),
        ("zoom avant doux avec de la neige, 5 secondes", "push in", "snow", 5.0),
        ("paneo a la izquierda con lluvia", "pan left", "rain", 3.5),
    ],
)
def test_motion_words_of_other_languages_leave_nothing_over(
    words: str, move: str, particles: str, seconds: float
) -> None:
    direction = directed(words)
    assert [one.name for one in direction.moves] == [move]
    assert (direction.particles, direction.seconds, direction.left) == ((particles,), seconds, ())


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("pan left with fireflies", {"dust": "fireflies"}),
        ("push in with petals", {"leaves": "petals"}),
        ("pan left with dust", {}),
    ],
)
def test_a_substitute_is_called_one(words: str, called: dict[str, str]) -> None:
    assert directed(words).called == called


@pytest.mark.parametrize(
    ("words", "moves", "left"),
    [
        ("steam rising, orbit", "orbit", "steam rising"),
        ("let the steam rise, slow push in", "push in", "let the steam rise"),
        ("the sea rising slowly, pan left", "pan left", "the sea rising slowly"),
        ("rise over the city", "tilt up", ""),
        ("the camera rising over the mountains", "tilt up", ""),
        ("circle the cup", "orbit", ""),
    ],
)
def test_what_a_thing_does_is_no_camera_move(words: str, moves: str, left: str) -> None:
    direction = directed(words)
    assert _names(direction) == moves
    assert [clause.split("”")[0].removeprefix("could not: “") for clause in direction.left] == (
        [left] if left else []
    )


def test_rising_steam_alone_is_refused() -> None:
    with pytest.raises(Beyond, match="steam rising from the cup"):
        directed("animate: steam rising from the cup")


@pytest.mark.parametrize(
    ("motion", "field", "expected"),
    [
        pytest.param(Motion(seconds=4.5), "seconds", 4.5, id="a length"),
        pytest.param(Motion(loop=True), "loop", True, id="a loop"),
        pytest.param(Motion(silent=True), "sound", "", id="silence"),
        pytest.param(Motion(sounds=(Sound.SEA,)), "sound", "sea", id="a sound"),
    ],
)
def test_what_is_known_of_a_clip_needs_no_words(
    motion: Motion, field: str, expected: object
) -> None:
    assert getattr(directed("snow", motion), field) == expected


def test_the_moves_of_a_camera_that_are_known_come_before_those_of_words() -> None:
    moves = directed("left, up", Motion(camera=(Camera.ORBIT,))).moves
    assert [move.name for move in moves] == ["orbit", "tilt up"]


@pytest.mark.parametrize("camera", CAMERA)
def test_every_move_of_its_card_is_one_that_it_makes(camera: Camera) -> None:
    (move,) = directed("", Motion(camera=(camera,))).moves
    assert move.name


def test_its_card_says_what_it_can() -> None:
    clips = SHIPPED.card("classical").clips
    assert (clips.shortest, clips.usual, clips.longest) == (SHORTEST, SECONDS, LONGEST)
    assert clips.camera == CAMERA
    assert set(clips.sounds) == {"rain", "wind", "sea", "fire", "night", "room"}
    assert all(loudness_of(sound) < 0 for sound in clips.sounds)


def test_a_wish_for_a_clip_is_more_than_movement_of_its_own() -> None:
    left = directed("the dog runs", Motion(seconds=4.0)).left
    assert any("could not: “the dog runs”" in clause for clause in left)
