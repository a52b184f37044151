"""What the words of a clip ask for: camera moves, particles, ambience, length, a loop."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from core.motion import FREE, Camera, Motion
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import Hit, folded, hits

SECONDS = 3.5  # where the words say nothing
SHORTEST, LONGEST = 2.0, 8.0  # s
# What people call the moves of a camera is more than it can do before a still.
_MOVES: Mapping[Camera, str] = {
    Camera.STATIC: "a still camera",
    Camera.PAN: "pan",
    Camera.PAN_LEFT: "pan left",
    Camera.PAN_RIGHT: "pan right",
    Camera.TILT_UP: "tilt up",
    Camera.TILT_DOWN: "tilt down",
    Camera.ZOOM_IN: "push in",
    Camera.ZOOM_OUT: "pull out",
    Camera.DOLLY_IN: "push in",
    Camera.DOLLY_OUT: "pull out",
    Camera.CRANE_UP: "tilt up",
    Camera.CRANE_DOWN: "tilt down",
    Camera.ORBIT: "orbit",
    Camera.ORBIT_LEFT: "orbit to the left",
}
CAMERA = tuple(_MOVES)

_UNIT = r"[\s-]*(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?)\b"
_FIGURES = re.compile(rf"(?<![\w.,])(\d{{1,3}}(?:[.,]\d)?){_UNIT}")
_STOP = re.compile(r"[,;:!?\n]+|\.(?!\d)")
_JOINT = re.compile(
    r"\b(?:and|with|while|then|but|und|mit|wahrend|dann|et|avec|puis|y|con|luego)\b"
)
_ENTRIES = ("move", "particles", "sound")  # kinds whose entries have names
_KINDS = ("silence", "loop", "slow", "fast", "number", *_ENTRIES)  # what a part can be about
_LISTS = ("silence", "loop", "alive", "drifting", "animate", "mask", "plain", "lens")


class Move(NamedTuple):
    """A camera move, as motion.toml explains it."""

    name: str
    across: float = 0.0
    down: float = 0.0
    forward: float = 0.0
    reversed: bool = False
    around: bool = False


class Direction(NamedTuple):
    """What a clip is to be."""

    moves: tuple[Move, ...]
    pace: float  # of the moves: 1 as they are
    particles: tuple[str, ...]
    sound: str | None  # None: as it suits the picture; empty: none
    seconds: float
    loop: bool
    left: tuple[str, ...]  # what is not done, each as a clause of its own
    called: Mapping[str, str]  # particles by name, and what they are only the nearest to


class Meaning(NamedTuple):
    """What a phrase says: “rain” names particles and a sound."""

    kind: str
    name: str = ""
    near: str = ""  # the phrase, where that is only the nearest there is


def phrases(text: str) -> tuple[Hit, ...]:
    """The phrases of folded `text` that say how a clip is to be; “on the right” does not."""
    masks = Meaning("mask")
    return tuple(hit for hit in _phrases(text) if masks not in _meanings()[hit.phrase])


def _phrases(text: str) -> tuple[Hit, ...]:
    return hits(text, _meanings())


def sound_of(words: str) -> str | None:
    """The ambience that `words` name, by what falls or by a sound; None where they name none."""
    heard = _heard(folded(words))
    falling = _sound(_names(heard, "particles"), ())
    return falling or _sound((), _names(heard, "sound"))


def directed(words: str, motion: Motion = FREE, *, drawn: bool = False) -> Direction:
    """What `words` ask for beside `motion`, what is known of them already.

    Where the picture is `drawn` for the clip, movement of its own that is asked for is only said to
    be missing: there is something to show. Raises Beyond where that is all that they ask for.
    """
    heard = _without_things(words)
    seconds, asked = _length(words)
    alive, left = _unmet(words)
    told = drawn or asked or motion.wishes
    if alive and not told and not any(meaning.kind in _KINDS for meaning in heard):
        raise Beyond(_refusal(alive[0]))
    if motion.seconds:
        seconds, asked = motion.seconds, 0.0
    if asked and asked != seconds:
        left.append(f"{asked:g} s were asked for: clips have {SHORTEST:g} to {LONGEST:g} s")
    kinds = {meaning.kind for meaning in heard}
    particles = _names(heard, "particles")
    sounds = (*motion.sounds, *_names(heard, "sound"))
    return Direction(
        _settled(tuple(map(_move, _moves(motion, heard) or ("push in",)))),
        0.65 if "slow" in kinds else 1.3 if "fast" in kinds else 1.0,
        particles,
        "" if motion.silent or "silence" in kinds else _sound(particles, sounds),
        seconds,
        motion.loop or "loop" in kinds,
        tuple(left),
        {meaning.name: meaning.near for meaning in heard if meaning.near},
    )


def _moves(motion: Motion, heard: tuple[Meaning, ...]) -> tuple[str, ...]:
    """The moves that are asked for, by name: those that are known, then those of the words."""
    known = (_MOVES[camera] for camera in motion.camera)
    return tuple(dict.fromkeys((*known, *_names(heard, "move"))))


def title_of(particles: str) -> str:
    """What people call these particles."""
    return _entry("particles", particles)["title"]


def loudness_of(sound: str) -> float:
    """How loud an ambience is, in LUFS."""
    return float(_entry("sound", sound)["loudness"])


def _refusal(part: str) -> str:
    return (
        f"“{part}” is movement of what is in the picture. An image-to-video model could do it; "
        "here the camera moves (“slow push in”, “orbit”), with snow, rain, embers or leaves."
    )


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("motion.toml").read_text(encoding="utf-8"))


def _entry(kind: str, name: str) -> Mapping[str, Any]:
    return next(entry for entry in _data()[kind] if entry["name"] == name)


def _move(name: str) -> Move:
    return Move(**{key: value for key, value in _entry("move", name).items() if key != "words"})


def _settled(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """One move for each axis, the first; a bare “pan” gives way to one that says where to."""
    if len(moves) > 1:
        moves = tuple(move for move in moves if move.name != "pan")
    axes = {(move.across != 0, move.down != 0): move for move in reversed(moves)}
    return tuple(move for move in moves if move in axes.values())


@cache
def _meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """Every phrase with all that it says."""
    data = _data()
    pairs = [
        (word, Meaning(kind, entry["name"]))
        for kind in _ENTRIES
        for entry in data[kind]
        for word in entry["words"]
    ]
    pairs += [
        (word, Meaning("particles", entry["name"], word))
        for entry in data["particles"]
        for word in entry.get("near", ())
    ]
    pairs += [(word, Meaning(kind)) for kind in _LISTS for word in data[kind]["words"]]
    pairs += [(word, Meaning(pace)) for pace, words in data["pace"].items() for word in words]
    pairs += [(word, Meaning("number", str(value))) for word, value in data["numbers"].items()]
    found: dict[str, tuple[Meaning, ...]] = {}
    for word, meaning in pairs:
        found[word] = (*found.get(word, ()), meaning)
    return found


def _heard(text: str) -> tuple[Meaning, ...]:
    meanings = _meanings()
    return tuple(meaning for hit in _phrases(text) for meaning in meanings[hit.phrase])


def _names(heard: tuple[Meaning, ...], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meaning.name for meaning in heard if meaning.kind == kind))


def _sound(particles: tuple[str, ...], sounds: tuple[str, ...]) -> str | None:
    """The ambience that is named; else the one that goes with the particles."""
    if sounds or not particles:
        return sounds[0] if sounds else None
    return _entry("particles", particles[0])["sound"]


def _length(words: str) -> tuple[float, float]:
    """How many seconds it has, and how many were asked for; 0 where none were."""
    numbers = _data()["numbers"]
    if figures := _FIGURES.search(words.casefold()):
        asked = float(figures[1].replace(",", "."))
    elif spoken := re.search(rf"\b({'|'.join(numbers)}){_UNIT}", folded(words)):
        asked = float(numbers[spoken[1]])
    else:
        return SECONDS, 0.0
    return min(max(asked, SHORTEST), LONGEST), asked


def _parts(words: str) -> list[str]:
    """The folded parts of `words` that are about one thing each."""
    cut = [part.strip() for piece in _STOP.split(words) for part in _JOINT.split(folded(piece))]
    return [part for part in cut if part]


def _without_things(words: str) -> tuple[Meaning, ...]:
    """What `words` say, without the camera moves that a thing would make: “steam rising”."""
    parts = _parts(words)
    others = [one for part in parts if not _risen(part) for one in _heard(part)]
    of_things = [one for part in parts if _risen(part) for one in _heard(part)]
    dropped = [one for one in of_things if one.kind == "move" and one not in others]
    return tuple(one for one in _heard(folded(words)) if one not in dropped)


def _risen(part: str) -> bool:
    """Whether a thing, and not the camera, is to rise, sink or go round in `part`.

    It stands before the verb (“steam rising from the cup”) or right behind it (“rising steam”).
    """
    either = hits(part, _data()["either"]["words"])
    verbs = [hit for hit in _phrases(part) if hit in either]
    if not verbs or "camera" in part or "kamera" in part or "camara" in part:
        return False
    begin, end = verbs[0].start, verbs[0].end
    sounds = [hit for hit in _phrases(part[:begin]) if _is_thing(_meanings()[hit.phrase])]
    behind = part[end:].split()[:1]
    turns = part[begin:end] in ("rising", "sinking") and behind and bool(_rest(behind[0]))
    return bool(sounds or _rest(part[:begin]) or turns)


def _is_thing(meanings: tuple[Meaning, ...]) -> bool:
    return all(meaning.kind == "sound" for meaning in meanings)


def _unmet(words: str) -> tuple[list[str], list[str]]:
    """The parts of `words` that want movement of its own, and all that is not done, in clauses."""
    alive, left = list[str](), list[str]()
    for part in _parts(words):
        kinds, rest = {meaning.kind for meaning in _heard(part)}, _rest(part)
        if "alive" in kinds or ("drifting" in kinds and _foreign(kinds, rest)) or _risen(part):
            alive.append(part)
            left.append(f"could not: “{part}”; what is in the picture does not move by itself")
        elif "lens" in kinds:
            left.append(f"could not: “{part}”; the camera moves before a still picture")
        elif rest and "animate" in kinds:
            left.append(f"only the camera moves: “{' '.join(rest)}” stays as it is")
        elif rest and not kinds.intersection(_KINDS):
            left.append(f"could not: “{part}”")
    return alive, left


def _foreign(kinds: set[str], rest: list[str]) -> bool:
    """Whether a drifting verb speaks of something else than particles or the camera."""
    return "particles" not in kinds and (bool(rest) or "sound" in kinds)


def _rest(part: str) -> list[str]:
    """The words of `part` that no phrase covers, figures aside."""
    covered = _phrases(part)
    return [
        match[0]
        for match in re.finditer(r"\w+", part)
        if not match[0][0].isdigit()
        and not any(hit.start <= match.start() < hit.end for hit in covered)
    ]
