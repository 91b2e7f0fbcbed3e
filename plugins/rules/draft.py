"""A story as the rules look at it: plain data, every text with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.stories.keys import StoryFields
from plugins.units import Official

BODY = "body"  # the field of the passages of a body


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the file: a value of front matter, or a block of the body as its Markdown stands there.

    `field` is the key's path (`title`, `image.alt`, `images.0.caption`, `corrections.0.note`) or `body`; `line` and
    `column` are where the text begins in the file, counted from 1; `column` is 0 where the file writes the value in
    another way (folded over lines, or with escapes).
    """

    field: str
    text: str
    line: int
    column: int = 1

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of the character at offset `at` of the text (column 0: not known)."""
        if self.column == 0:
            return self.line, 0
        breaks = self.text.count("\n", 0, at)
        if not breaks:
            return self.line, self.column + at
        return self.line + breaks, at - self.text.rindex("\n", 0, at)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that the story names: in `image`, `images.0` …, or in its body (`field` is then `body`)."""

    field: str
    file: str
    line: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the body or an address in front matter: `text` as it is read, `address` as written.

    `start` and `end` are offsets into the text of `passage`, around the address.
    """

    text: str
    address: str
    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Office:
    """What the registry says of the story's unit on the day of its date. `ancestors` are ids, the nearest first."""

    id: str = ""
    name: str = ""
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    type: str = ""
    unit_class: str = ""
    city: str = ""
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is the same for all stories of a newsroom.

    `contacts` are all registered contacts, normalised by `contacts.number` and `contacts.mail`; `unit_names` every
    name that any unit ever had (names, short names, aliases; as written) with its id; `cities` the names of regions;
    `hosts` those of the newsroom itself and of registered websites; `officials` those of each unit, by its id.
    """

    contacts: frozenset[str] = frozenset()
    unit_names: Mapping[str, str] = field(default_factory=dict)
    cities: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    officials: Mapping[str, tuple[Official, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another story: `office` is its unit's name, `names` all by which that may be called, `day` that of its event."""

    reference: str
    path: str
    title: str
    office: str
    day: str  # ISO 8601
    names: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The id of its unit."""
        return self.reference.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Archive:
    """What is out already and like a draft.

    `texts`: stories of the same days and the share of its text that each has (0 to 1), the most alike first;
    `photos`: by the content path of a file beside the draft, earlier stories with the same picture, the first one
    first.
    """

    texts: tuple[tuple[Earlier, float], ...] = ()
    photos: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A story (or standing page: `reference` is then empty; or `rows` of a profile or register) before it goes out.

    `keys` are its typed keys, None where one is wrong: then only texts can be looked at. `lang` is `id` or `en`: the
    file's, else the site's. No rule may ask for the present moment: a draft is judged the same on any day.
    """

    path: str
    reference: str = ""
    lang: str = "id"
    keys: StoryFields | None = None
    office: Office = Office()
    known: Known = Known()
    passages: tuple[Passage, ...] = ()
    photos: tuple[Photo, ...] = ()
    links: tuple[Link, ...] = ()
    timezone: str = "Asia/Jakarta"  # IANA, the unit's
    lines: Mapping[str, int] = field(default_factory=dict)  # the file line of each key, by its path as in `Passage`
    archive: Archive | None = None  # None: nobody has looked yet
    rows: bool = False

    @property
    def body(self) -> tuple[Passage, ...]:
        """The blocks of the body in order, as their Markdown stands in the file."""
        return tuple(passage for passage in self.passages if passage.field == BODY)

    def named(self, name: str) -> Passage | None:
        """The passage of a key, such as `title`."""
        return next((passage for passage in self.passages if passage.field == name), None)

    def at_key(self, name: str) -> Passage:
        """An empty passage at the line of a key, for what is missing there; line 1 where the key is missing too."""
        return Passage(name, "", self.lines.get(name, 1), 0)
