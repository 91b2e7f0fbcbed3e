"""Where a story stands: whether it shows, at which address, in which lists, under which names.

A pure function of the story, the registers and the clock. The clock only decides what is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypedDict

from plugins import addresses, dates
from plugins.library.lists import CORRECTIONS, EVERYTHING, URGENT, URGENT_NOW, URGENT_NOW_OF
from plugins.library.urgency import is_urgent, urgent_until
from plugins.stories.story import Story
from plugins.units import Profile, Registry

State = Literal["hidden", "live", "expired", "withdrawn"]


class CardImage(TypedDict):
    """A story's photo in a list. `digest` begins the file's own: by it the sizes made of it are found."""

    path: str
    alt: str
    width: int
    height: int
    digest: str


class Card(TypedDict):
    """What a list shows of a story. Instants are seconds since 1970 (UTC); paths are site paths."""

    reference: str
    path: str
    id: str
    title: str
    summary: str
    instant: int
    updated: int
    has_time: bool
    timezone: str
    unit: str
    unit_path: str
    unit_name: str
    kind: str
    lang: str
    zones: list[str]
    stage: str
    tags: list[str]
    image: CardImage | None
    state: State
    sample: bool
    location: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What data files say of a story beyond its card. `withdrawn` is the kind of withdrawal, if any."""

    units: tuple[str, ...] = ()
    event_date: str = ""
    source: str = ""
    withdrawn: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """What placing stories needs to know beside the stories: plain data, the same for a whole build."""

    site: addresses.Site
    timezone: str  # in which archives are cut
    registry: Registry
    profiles: Mapping[str, Profile]
    as_of: int  # seconds since 1970 (UTC)
    preview: bool = False  # drafts, scheduled and embargoed stories show too
    landings: frozenset[str] = frozenset()  # site paths of lists that have a page even without stories
    urgent_days: int = 3  # for so long news are urgent that do not say it themselves; 0: until they expire

    def accepts(self, unit: str, reference: str) -> bool:
        """Whether the unit's profile takes stories of that one's unit, or that story by itself."""
        profile = self.profiles.get(unit)
        return profile is not None and (reference.partition("/")[0] in profile.accepts or reference in profile.accepts)

    @property
    def today(self) -> date:
        """The day by which units have their present names. Views may ask it only for that: events date them."""
        return dates.in_zone(self.as_of, self.timezone).date()


@dataclass(frozen=True, slots=True)
class Placed:
    """A story with its place. `listed`, `archived` and `fed` say in which sorts of lists its rows count.

    `notices` are the instants, each once and the earliest first, at which it was corrected or withdrawn; `notice_days`
    the days of these, in the site's calendar. A hidden story has none.
    """

    story: Story
    state: State
    path: str
    day: str  # of its instant, in the site's calendar
    ancestors: tuple[str, ...]
    lists: tuple[str, ...]
    card: Card
    due: int | None = None  # when its state next changes
    redirects: tuple[str, ...] = field(default=())  # site paths that lead here
    text: str = ""  # a digest of the story's body, which the library keeps apart and gives only where it is asked for
    notices: tuple[int, ...] = ()
    notice_days: tuple[str, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether landing pages show it."""
        return self.state == "live"

    @property
    def archived(self) -> bool:
        """Whether archives keep it."""
        return self.state in ("live", "expired")

    @property
    def fed(self) -> bool:
        """Whether feeds carry it: a withdrawn story stays as an item that says so."""
        return self.state in ("live", "withdrawn")

    @property
    def visible(self) -> bool:
        """Whether it has a page at all."""
        return self.state != "hidden"


def place(story: Story, places: Places, text: str = "") -> Placed:
    """Place one story whose body has the digest `text`."""
    registry = places.registry
    story, ahead = _so_far(story, places)
    state, due = _state(story, places)
    urgent, calm = _urgency(story, state, places)
    local_day = dates.in_zone(story.instant, story.timezone).date()
    ancestors = registry.ancestors(story.unit, local_day)
    path = _path(story)
    notices = _notices(story) if state != "hidden" else ()
    return Placed(
        story=story,
        state=state,
        path=path,
        day=_day(story.instant, places),
        ancestors=ancestors,
        lists=tuple(_lists(story, ancestors, notices, places, urgent=urgent)) if state != "hidden" else (),
        card=_card(story, state, path, local_day, places),
        due=min((moment for moment in (due, ahead, calm) if moment is not None), default=None),
        redirects=tuple(_redirects(story, path)) if state != "hidden" else (),
        text=text,
        notices=notices,
        notice_days=tuple(_day(notice, places) for notice in notices),
    )


def _day(instant: int, places: Places) -> str:
    return dates.in_zone(instant, places.timezone).date().isoformat()


def _so_far(story: Story, places: Places) -> tuple[Story, int | None]:
    """The story without corrections and updates of a moment to come, and the first of these moments.

    A date ahead is a slip, or a note written early; either way a feed that says "updated in 2099" serves nobody.
    """
    moments = [*(part.instant for part in story.corrections), *(part.instant for part in story.updates)]
    if story.withdrawn:
        moments.append(story.withdrawn.instant)
    ahead = [moment for moment in moments if moment > places.as_of]
    if places.preview or not ahead:
        return story, None
    return replace(
        story,
        corrections=tuple(part for part in story.corrections if part.instant <= places.as_of),
        updates=tuple(part for part in story.updates if part.instant <= places.as_of),
        updated=max([story.instant, *(moment for moment in moments if moment <= places.as_of)]),
    ), min(ahead)


def _notices(story: Story) -> tuple[int, ...]:
    moments = {correction.instant for correction in story.corrections}
    if story.withdrawn:
        moments.add(story.withdrawn_at)
    return tuple(sorted(moments))


def _state(story: Story, places: Places) -> tuple[State, int | None]:
    now = places.as_of
    if places.preview:
        return ("withdrawn" if story.withdrawn else "live"), None
    if story.status == "draft":
        return "hidden", None
    if story.instant > now:
        return "hidden", story.instant
    if story.withdrawn:
        return "withdrawn", None
    if story.expires is None:
        return "live", None
    return ("expired", None) if story.expires <= now else ("live", story.expires)


def _urgency(story: Story, state: State, places: Places) -> tuple[bool, int | None]:
    """Whether it is urgent at this moment, and the moment from which it is no more, if that comes before its end."""
    if state != "live" or not is_urgent(story):
        return False, None
    end = urgent_until(story, places.urgent_days)
    return (True, end) if end is None or end > places.as_of else (False, None)


def _path(story: Story) -> str:
    if story.withdrawn and story.withdrawn.kind == "privasi":
        return addresses.withdrawn_story(story.reference)
    return addresses.story(story.reference)


def _redirects(story: Story, path: str) -> list[str]:
    earlier = [addresses.story(reference) for reference in (*story.moved_from, story.reference)]
    return sorted({old for old in earlier if old != path})


def _lists(
    story: Story, ancestors: tuple[str, ...], notices: tuple[int, ...], places: Places, *, urgent: bool
) -> list[str]:
    registry = places.registry
    accepting = [unit for unit in story.units if unit in ancestors or places.accepts(unit, story.reference)]
    owners = {story.unit, *accepting}
    rollups = {unit for unit in (*owners, *ancestors) if registry.had_children(unit)}
    province = registry.province(story.unit)
    names = {
        EVERYTHING,
        f"jenis:{story.kind}",
        *(f"unit:{unit}" for unit in owners),
        *(f"semua:{unit}" for unit in rollups),
        *(f"zona:{tag.theme}" for tag in story.zones),
        *(f"unit-zona:{unit}/{tag.theme}" for unit in owners for tag in story.zones),
        *(f"tag:{tag}" for tag in story.tags),
        *([f"wilayah:{province}"] if province else []),
        *([URGENT] if is_urgent(story) else []),
        *([URGENT_NOW, *(f"{URGENT_NOW_OF}{unit}" for unit in (story.unit, *ancestors))] if urgent else []),
        *([CORRECTIONS] if notices else []),
    }
    return sorted(names)


def _card(story: Story, state: State, path: str, day: date, places: Places) -> Card:
    unit = places.registry.at(story.unit, day)
    private = story.withdrawn is not None and story.withdrawn.kind == "privasi"  # unit, date and reason remain
    return Card(
        reference=story.reference,
        path=path,
        id=places.site.tag_id(story.identity),
        title=story.title,
        summary=story.summary,
        instant=story.instant,
        updated=story.updated,
        has_time=story.has_time,
        timezone=story.timezone,
        unit=story.unit,
        unit_path=addresses.unit(story.unit),
        unit_name=unit.short_name or unit.name,
        kind="berita" if private else story.kind,
        lang=story.lang,
        zones=[] if private else [tag.theme for tag in story.zones],
        stage="" if private else story.stage,
        tags=[] if private else list(story.tags),
        image=_card_image(story, path),
        state=state,
        sample=story.sample,
        location="" if private else story.location,
    )


def _card_image(story: Story, path: str) -> CardImage | None:
    image = story.image
    if image is None:
        return None
    digest = next((file.digest[:12] for file in story.media if file.name == image.name), "")
    return CardImage(path=path + image.name, alt=image.alt, width=image.width, height=image.height, digest=digest)
