"""A story as a row: what a file says, typed, tagged and made safe. Plain data, the same in every process."""

from __future__ import annotations

from dataclasses import dataclass, field

# What a body may hold in place of an address until the page is rendered (see `stories.body`).
INTERNAL = "newsroom:"  # + a site path such as berita/kanim-padang/2024/x/ or unit/kanim-padang/#alamat
MEDIA = "newsroom-media:"  # + the published name of a file of this story

URGENT_DAYS_AT_MOST = 30  # after the story's instant, whatever its `urgent: {until: …}` says

# Kinds of story that an office hands to newsrooms: they come as a press kit and as data for newsroom systems too.
RELEASES = frozenset({"siaran-pers", "sambutan", "pengumuman"})


@dataclass(frozen=True, slots=True)
class Media:
    """A file beside the story that it refers to: `source` its path in the content folder, `name` its published name."""

    source: str
    name: str
    digest: str  # SHA-256 of the source, hexadecimal
    type: str  # media type (RFC 6838), found by content
    size: int  # bytes of the source
    width: int = 0  # pixels as shown (EXIF orientation applied); 0 where it is no picture
    height: int = 0
    length: int = 0  # bytes as published; 0 where only coding it again would tell


@dataclass(frozen=True, slots=True)
class Image:
    """The story's photo, or a further one: `name` is the published name of one of its media."""

    name: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    consent: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document offered with the story: `name` is the published name of one of its media."""

    name: str
    title: str
    type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Correction:
    """Ralat, koreksi, hak jawab or pemutakhiran (Peraturan Dewan Pers 1/2012: shown on the story, with its time)."""

    instant: int
    has_time: bool
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Update:
    """An entry of a running story: what was added, and when. A withdrawn story keeps the moments alone."""

    instant: int
    has_time: bool
    note: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A story taken back: `pencabutan` keeps its title, `privasi` keeps unit, date and reason only."""

    instant: int
    has_time: bool
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that spoke for (or, with negative weight, against) a tag, and where: `title`, `summary` or `body`."""

    phrase: str
    text: str  # as written in the story
    where: str
    weight: int


@dataclass(frozen=True, slots=True)
class ZoneTag:
    """A theme or area of the integrity zone, and why the story has it. `by` is `tagger` or `editor`."""

    theme: str
    by: str
    score: int = 0
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One story. Instants are seconds since 1970 (UTC); `timezone` is the zone its hours are shown in."""

    path: str  # of its file, relative to the content folder
    reference: str  # unit/year/slug: its address
    identity: str  # the first unit/year/slug it was published under: its id
    unit: str
    title: str
    instant: int  # when it appears: the later of date and embargo_until
    has_time: bool
    timezone: str
    updated: int  # the latest of date, corrections, withdrawn, updates
    summary: str = ""
    kind: str = "berita"
    lang: str = "id"
    status: str = "published"
    event_date: str = ""  # ISO 8601, or empty
    location: str = ""
    zones: tuple[ZoneTag, ...] = ()
    stage: str = ""
    tags: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    image: Image | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    authors: tuple[str, ...] = ()
    editor: str = ""
    expires: int | None = None
    corrections: tuple[Correction, ...] = ()
    updates: tuple[Update, ...] = ()  # the earliest first
    withdrawn: Withdrawal | None = None
    moved_from: tuple[str, ...] = ()
    source: str = ""
    translation_of: str = ""  # reference of the story translated, whether there is one or not
    video: str = ""  # an address of https
    sample: bool = False
    body: str = ""  # safe HTML, with INTERNAL and MEDIA addresses still to be resolved
    links: tuple[str, ...] = ()  # site paths (without fragment) that the body points to
    media: tuple[Media, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)  # keys whose meaning later rooms give, JSON values

    @property
    def withdrawn_at(self) -> int:
        """The instant of the withdrawal: it takes effect at once, and until its day has come stands at `updated`.

        Zero of a story that is not withdrawn.
        """
        return min(self.withdrawn.instant, self.updated) if self.withdrawn else 0
