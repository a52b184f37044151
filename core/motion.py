"""What a person wants of a clip: how long, which camera, whether it loops, what is heard."""

from dataclasses import dataclass
from enum import StrEnum


class Camera(StrEnum):
    """A move of the camera, as people call it."""

    STATIC = "static"
    PAN = "pan"
    PAN_LEFT = "pan left"
    PAN_RIGHT = "pan right"
    TILT_UP = "tilt up"
    TILT_DOWN = "tilt down"
    ZOOM_IN = "zoom in"
    ZOOM_OUT = "zoom out"
    DOLLY_IN = "dolly in"
    DOLLY_OUT = "dolly out"
    CRANE_UP = "crane up"
    CRANE_DOWN = "crane down"
    ORBIT = "orbit"
    ORBIT_LEFT = "orbit left"
    ROLL = "camera roll"
    HANDHELD = "handheld"
    TRACKING = "tracking"

    @property
    def key(self) -> str:
        """Its name in files of words."""
        return self.value.replace(" ", "_")

    @property
    def option(self) -> str:
        """Its name in the action of a button."""
        return self.value.replace(" ", "-")


ANY = "any"  # of what a card lists: whatever the words say


class Sound(StrEnum):
    """An ambience that has a name of its own."""

    RAIN = "rain"
    WIND = "wind"
    SEA = "sea"
    FIRE = "fire"
    NIGHT = "night"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Motion:
    """How a clip is to be, as far as its words or a button say it."""

    seconds: float = 0.0  # s; 0 leaves it to the model
    camera: tuple[Camera, ...] = ()
    cues: tuple[str, ...] = ()  # how these moves were written, where they were
    loop: bool = False
    silent: bool = False
    heard: str = ""  # what is to be heard, as it was written: “the sound of rain”
    sounds: tuple[Sound, ...] = ()  # those of it that have a name
    longer: bool = False  # than the clip that it is said of
    on: bool = False  # from where the clip ends that it is said of
    ends: bool = False  # whether the last of the pictures is the frame that it ends with
    words: str = ""  # what moves, without length, loop, silence and end

    def __post_init__(self) -> None:
        assert self.seconds >= 0, f"seconds {self.seconds}"

    @property
    def wishes(self) -> bool:
        """Whether anything is said beside what moves."""
        told = self.seconds or self.camera or self.loop or self.silent or self.heard or self.ends
        return bool(told or self.longer or self.on)

    @property
    def rest(self) -> str:
        """The words without camera and sound, for an engine that is told of them apart."""
        rest = self.words
        for said in (*self.cues, self.heard):
            rest = rest.replace(said, " ", 1) if said else rest
        return rest

    @property
    def directs(self) -> bool:
        """Whether the words say how a clip is to be, and nothing of what is to be seen."""
        return self.wishes and not any(letter.isalnum() for letter in self.rest)


@dataclass(frozen=True, slots=True)
class Clips:
    """What a model can do of clips; the defaults are those of one of which nothing is known."""

    shortest: float = 1.0  # s
    usual: float = 5.0  # s, where nobody names a length
    longest: float = 5.0  # s
    # Moves that its camera makes, by name, where it takes the camera from a list; none where it
    # reads them in the words, and follows them as well as it can.
    camera: tuple[Camera, ...] = ()
    loop: bool = False  # whether the frame after its last one is its first
    last: bool = False  # whether it can be given the picture that it ends with
    sounds: tuple[str, ...] = ()  # what is heard: names of Sound, or “any”; none: it is silent
    still: bool = False  # whether only the camera moves, and nothing of what the picture shows


def directions(camera: str, *, loop: bool, silent: bool, ends: bool) -> tuple[str, ...]:
    """What somebody would write who wants a clip so; `camera` is a move by name, or nothing."""
    said = (camera, "as a loop" if loop else "", "silent" if silent else "")
    return tuple(filter(None, (*said, "end on this" if ends else "")))


FREE = Motion()  # nothing is said
UNKNOWN = Clips()
