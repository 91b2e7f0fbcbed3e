"""What lists and data show of a story without asking for the story itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from plugins import addresses
from plugins.stories.story import Story

State = Literal["hidden", "live", "expired", "withdrawn"]


class CardImage(TypedDict):
    """A story's photo in a list. `digest` begins the file's own: by it the sizes made of it are found."""

    path: str
    alt: str
    width: int
    height: int
    digest: str


class Card(TypedDict):
    """What a list shows of a story. Instants are seconds since 1970 (UTC); paths are site paths.

    `also`: how many other units put out the same release, of which this is the first.
    """

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
    also: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What data files say of a story beyond its card. `withdrawn` is the kind of withdrawal, if any."""

    units: tuple[str, ...] = ()
    event_date: str = ""
    source: str = ""
    withdrawn: str = ""
    reason: str = ""


def card_of(story: Story, state: State, path: str, *, tag_id: str, unit_name: str) -> Card:
    """The card of a story that stands at a site path; `tag_id` is its id, `unit_name` its unit's on its day."""
    private = story.withdrawn is not None and story.withdrawn.kind == "privasi"  # unit, date and reason remain
    return Card(
        reference=story.reference,
        path=path,
        id=tag_id,
        title=story.title,
        summary=story.summary,
        instant=story.instant,
        updated=story.updated,
        has_time=story.has_time,
        timezone=story.timezone,
        unit=story.unit,
        unit_path=addresses.unit(story.unit),
        unit_name=unit_name,
        kind="berita" if private else story.kind,
        lang=story.lang,
        zones=[] if private else [tag.theme for tag in story.zones],
        stage="" if private else story.stage,
        tags=[] if private else list(story.tags),
        image=_card_image(story, path),
        state=state,
        sample=story.sample,
        location="" if private else story.location,
        also=0,
    )


def _card_image(story: Story, path: str) -> CardImage | None:
    image = story.image
    if image is None:
        return None
    digest = next((file.digest[:12] for file in story.media if file.name == image.name), "")
    return CardImage(path=path + image.name, alt=image.alt, width=image.width, height=image.height, digest=digest)
