"""A reply as messages of Telegram: text that is split where it is too long, files, buttons."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import telegram

from bots.keyboards import numbered
from core.actions import Action, Verb
from core.replies import Button, Kind, Reply

_NAME = re.compile(r"@(?=\w)")
LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024  # units of UTF-16 that a text and a caption may have
MOST_IN_ROW = 4
LONGEST_LABEL = 40  # characters
MARKS = {Kind.ERROR: "⚠️ ", Kind.QUESTION: "❓ "}
FEW = 10  # lines of small print that are not folded


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file to send."""

    kind: str  # photo, video, animation or document
    name: str
    data: bytes
    width: int = 0  # px
    height: int = 0  # px
    seconds: float = 0.0  # of a clip
    hidden: bool = False  # whether it is behind a spoiler, which documents have not

    def input(self, attached: bool = False) -> telegram.InputFile:
        """The file for a call, which is `attached` to the description of a message's content."""
        return telegram.InputFile(self.data, self.name, attach=attached)

    def as_document(self) -> "Enclosed":
        """The same, as a file that nothing is done to."""
        return replace(self, kind="document")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a message should look like, and those that follow it where one is not enough."""

    first: str  # plain
    small: tuple[str, ...] = ()  # plain lines below it
    enclosed: tuple[Enclosed, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    asks: telegram.ForceReply | None = None
    calls: str = ""  # HTML that mentions the one who is asked
    private: bool = False  # for nobody but the one who pressed, where that can be

    @property
    def texts(self) -> tuple[str, ...]:
        """HTML of the message, or of its caption, and of the messages that follow it."""
        most = LONGEST_CAPTION if self.enclosed else LONGEST_TEXT
        first, *more = _packed(self.first, self.small, most)
        return (self.calls + first, *more)

    @property
    def markup(self) -> telegram.InlineKeyboardMarkup | None:
        """The buttons."""
        if not self.rows:
            return None
        lines = [[_key(one) for one in line] for line in fitted(self.rows)]
        return telegram.InlineKeyboardMarkup(lines)

    def without_files(self, note: str) -> "Shape":
        """The words alone, with a note."""
        return replace(self, enclosed=(), small=(*self.small, note))


def _key(button: Button) -> telegram.InlineKeyboardButton:
    """A button; the page to paint on opens within Telegram, which takes such a button in private
    chats alone. Files are for the browser."""
    if not button.url:
        return telegram.InlineKeyboardButton(button.label, callback_data=button.action)
    paints = Action.unpack(button.action).verb is Verb.PAINT
    if paints and button.url.startswith("https://"):
        page = telegram.WebAppInfo(button.url)
        return telegram.InlineKeyboardButton(button.label, web_app=page)
    return telegram.InlineKeyboardButton(button.label, url=button.url)


def shape(reply: Reply, enclosed: Sequence[Enclosed] = ()) -> Shape:
    """A reply as a message that shows `enclosed`, and calls nobody by their name."""
    first = MARKS.get(reply.kind, "") + calling_nobody(reply.text)
    lines = tuple(map(calling_nobody, reply.lines))
    return Shape(first, lines, tuple(enclosed), reply.rows, private=reply.private)


def calling_nobody(text: str) -> str:
    """Text in which Telegram finds no account: sets have names as people do, and it would make a
    link to somebody of each, and tell them in a group. What nobody sees is taken out again of
    whatever is copied and sent (`core.wording`)."""
    return _NAME.sub("@\u200b", text)


def fitted(rows: Sequence[Sequence[Button]]) -> list[list[Button]]:
    """Rows of at most four buttons; those of several variants carry their numbers, and their
    stars, which are short, share lines of their own."""
    lines = [list(_cut(row)) for row in _stars_apart(numbered(rows))]
    return [part for line in lines for part in _parts(line)]


def _stars_apart(lines: Sequence[Sequence[Button]]) -> list[list[Button]]:
    """The lines; where several are too long by their stars, these stand below the last of them."""
    long = [line for line in lines if len(line) > MOST_IN_ROW and _stars(line)]
    if len(long) < 2:
        return [list(line) for line in lines]
    apart = [one for line in long for one in _stars(line)]
    rest = [[one for one in line if one not in apart] for line in lines]
    below = lines.index(long[-1]) + 1
    return [*rest[:below], apart, *rest[below:]]


def _stars(line: Sequence[Button]) -> list[Button]:
    return [one for one in line if not one.url and Action.unpack(one.action).verb is Verb.STAR]


def _cut(row: Sequence[Button]) -> Iterator[Button]:
    for one in row:
        yield replace(one, label=one.label[:LONGEST_LABEL])


def _parts(line: list[Button]) -> Iterator[list[Button]]:
    """A line in as few as hold it, of about the same length."""
    lines = -(-len(line) // MOST_IN_ROW)
    size = -(-len(line) // max(1, lines))
    for at in range(0, len(line), max(1, size)):
        yield line[at : at + size]


def _packed(first: str, small: Sequence[str], most: int) -> list[str]:
    """HTML of messages, of which the first has at most `most` units and holds what comes first."""
    head, *rest = _cut_up(first, most)
    if rest:  # the first line alone is too long for one message
        return [_html(head, ()), *(_html(one, ()) for one in rest), *_packed_lines(small)]
    taken: list[str] = []
    lines = [part for line in small for part in _cut_up(line, LONGEST_CAPTION - 1)]
    room = most - units(head)
    while lines and units(lines[0]) + 1 <= room:
        room -= units(lines[0]) + 1
        taken.append(lines.pop(0))
    return [_html(head, taken), *_packed_lines(lines)]


def _packed_lines(lines: Sequence[str]) -> list[str]:
    """Small print in messages of its own."""
    packed: list[list[str]] = []
    for line in (part for whole in lines for part in _cut_up(whole, LONGEST_TEXT)):
        size = sum(units(one) + 1 for one in packed[-1]) if packed else LONGEST_TEXT
        if size + units(line) > LONGEST_TEXT:
            packed.append([])
        packed[-1].append(line)
    return [html.escape("\n".join(lines), quote=False) for lines in packed]


def _html(first: str, small: Sequence[str]) -> str:
    """A message: the sentence, then the small print, folded where that is long."""
    if not small:
        return html.escape(first, quote=False)
    lines = "\n".join(html.escape(line, quote=False) for line in small)
    folded = " expandable" if len(small) > FEW else ""
    return f"{html.escape(first, quote=False)}\n<blockquote{folded}>{lines}</blockquote>"


def _cut_up(text: str, most: int) -> list[str]:
    """A text in parts of at most `most` units, cut between words where there are some."""
    parts: list[str] = []
    while units(text) > most:
        room = text[:most]
        while units(room) > most:
            room = room[:-1]
        blank = len(room) if text[len(room)].isspace() else room.rfind(" ")
        at = blank if blank > most // 2 else len(room)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text]


def units(text: str) -> int:
    """The length of a text as Telegram counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def file_of(sent: telegram.Message) -> str:
    """What Telegram calls the file of a message, with its kind; empty where it has none."""
    if sent.photo:
        return f"photo:{sent.photo[-1].file_id}"
    for kind in ("animation", "video", "document"):
        if found := getattr(sent, kind):
            return f"{kind}:{found.file_id}"
    return ""
