"""Where a story stands: whether it shows, at which address, in which lists, under which names.

A pure function of the story, the registers and the clock. The clock only decides what is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from plugins import addresses, dates
from plugins.library.cards import Card, State, card_of
from plugins.library.kinship import ALONE, Kinship, level_of, moment_of
from plugins.library.lists import CORRECTIONS, EVERYTHING, URGENT, URGENT_NOW, URGENT_NOW_OF
from plugins.library.urgency import is_urgent, urgent_until
from plugins.stories.story import Story
from plugins.units import Profile, Registry


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
    moment: int = 0  # by which it comes before or after others of the same text, in seconds since 1970 (UTC)
    level: int = 0  # of its unit in the tree of that day: 0 of a root, more beneath
    original: str = ""  # as in Kinship
    hidden: tuple[str, ...] = ()  # the lists that would hold it if it were alone

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


def place(story: Story, places: Places, text: str = "", kinship: Kinship = ALONE) -> Placed:
    """Place one story whose body has the digest `text`."""
    return joined(_alone(story, places, text), kinship)


def joined(placed: Placed, kinship: Kinship) -> Placed:
    """The same story with this kinship in place of its own. What archives do not keep has none."""
    lists, kin = {*placed.lists, *placed.hidden}, kinship if placed.archived else ALONE
    hidden = tuple(sorted(lists.intersection(kin.hidden)))
    if (kin.original, hidden, kin.also) == (placed.original, placed.hidden, placed.card["also"]):
        return placed
    return replace(
        placed,
        lists=tuple(sorted(lists.difference(hidden))),
        hidden=hidden,
        original=kin.original,
        card={**placed.card, "also": kin.also},
    )


def _alone(story: Story, places: Places, text: str) -> Placed:
    registry = places.registry
    story, ahead = _so_far(story, places)
    state, due = _state(story, places)
    urgent, calm = _urgency(story, state, places)
    local_day = dates.in_zone(story.instant, story.timezone).date()
    unit, ancestors = registry.at(story.unit, local_day), registry.ancestors(story.unit, local_day)
    path = _path(story)
    notices = _notices(story) if state != "hidden" else ()
    return Placed(
        story=story,
        state=state,
        path=path,
        day=_day(story.instant, places),
        ancestors=ancestors,
        lists=tuple(_lists(story, ancestors, notices, places, urgent=urgent)) if state != "hidden" else (),
        card=card_of(
            story,
            state,
            path,
            tag_id=places.site.tag_id(story.identity),
            unit_name=unit.short_name or unit.name,
        ),
        due=min((moment for moment in (due, ahead, calm) if moment is not None), default=None),
        redirects=tuple(_redirects(story, path)) if state != "hidden" else (),
        text=text,
        notices=notices,
        notice_days=tuple(_day(notice, places) for notice in notices),
        moment=moment_of(story, local_day, places.timezone),
        level=level_of(unit.kind, len(ancestors)),
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
