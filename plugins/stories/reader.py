"""One file into one row: the only place where front matter, body, media and zones come together.

Pure but for the files beside the story, which it opens only through `media.read_beside`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from plugins import dates
from plugins.dates import Moment
from plugins.problems import ERROR, Problem
from plugins.stories import texts
from plugins.stories.attached import attached
from plugins.stories.beside import Beside
from plugins.stories.body import Body, render_body
from plugins.stories.body_limits import BODY_BYTES
from plugins.stories.extra import extra_of
from plugins.stories.frontmatter import MAX_FRONT_BYTES, Front, read_front
from plugins.stories.keys import StoryFields
from plugins.stories.masking import of_withdrawn
from plugins.stories.page import UNORDERED, Page, PageFields
from plugins.stories.roots import Roots
from plugins.stories.schema import check_front, check_keys
from plugins.stories.story import URGENT_DAYS_AT_MOST, Correction, Match, Story, Update, Withdrawal, ZoneTag
from plugins.stories.summary import excerpt
from plugins.stories.terms import Terms
from plugins.stories.tree import PagePlace, Place
from plugins.units import Registry
from plugins.zones import Taxonomy, decide, tag

__all__ = ["Context", "Page", "PagePlace", "Place", "Reader", "Reading", "read_page", "read_story"]

_DAY = 86_400  # seconds
MAX_FILE_BYTES = BODY_BYTES + MAX_FRONT_BYTES + 1024


@dataclass(frozen=True, slots=True)
class Context:
    """What reading any story needs to know; plain data that other processes can be given.

    `site_url` is the site's own address without a slash at its end, `timezone` (IANA) the site's, `moves` the pairs
    of references in register/moves.csv, `roots` where content paths lie.
    """

    registry: Registry
    taxonomy: Taxonomy
    site_url: str
    timezone: str
    roots: Roots
    moves: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave: a story or a page or neither, its problems in order of place, and what it needs.

    There is a story or page exactly where no problem is an error. `needs` are the content paths of the files beside
    it that were looked for, found or not: when one of these changes, the file has to be read again.
    """

    story: Story | None = None
    page: Page | None = None
    problems: tuple[Problem, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """`read_story` and `read_page` with their context."""

    context: Context

    def read(self, data: bytes, place: Place | PagePlace) -> Reading:
        """The story or page in the bytes of the file at `place`. Never raises for what the file says."""
        if isinstance(place, Place):
            return read_story(data, place, self.context)
        return read_page(data, place, self.context)


@dataclass(frozen=True, slots=True)
class Opened:
    """A story's front matter and keys, as far as they can be read, and what is wrong with them."""

    front: Front | None
    keys: StoryFields | None
    problems: list[Problem]


def open_story(data: bytes, place: Place, context: Context) -> Opened:
    """The front matter in the bytes of the file at `place`."""
    front, problems = _front(data, place.path)
    if front is None:
        return Opened(None, None, problems)
    registry = context.registry
    zone = registry.timezone(place.unit)
    terms = Terms(zone, place.reference, registry.units.keys(), context.taxonomy.ids, context.moves)
    keys, found = check_front(front, place.path, terms)
    return Opened(front, keys, [*problems, *found])


def read_story(data: bytes, place: Place, context: Context) -> Reading:
    """The story in the bytes of the file at `place`."""
    return read_opened(open_story(data, place, context), place, context)


def read_opened(opened: Opened, place: Place, context: Context) -> Reading:
    """The story of front matter that is open."""
    front, keys, problems = opened.front, opened.keys, [*opened.problems]
    if front is None:
        return _reading(problems)
    timezone = context.registry.timezone(place.unit)
    if keys is not None and keys.withdrawn is not None:
        row, hidden = of_withdrawn(_withdrawn(keys, front, place, context, timezone), front)
        return _reading([*problems, *hidden], story=row)
    beside = Beside(context.roots.of(place.path), place.folder)
    body = _body(front, place, context, beside, keys.lang if keys else "id")
    problems += body.problems
    if keys is None:
        return _reading(problems, needs=beside.needs)
    found_beside = attached(keys, front, place.path, beside)
    problems += found_beside.problems
    decision = decide(tag(keys.title, keys.summary, body.text, context.taxonomy), keys.zones, context.taxonomy)
    story = Story(
        **_common(keys, place, timezone),
        title=keys.title,
        summary=keys.summary or excerpt(body.text),
        zones=tuple(
            ZoneTag(t.theme, t.by, t.score, tuple(Match(m.phrase, m.text, m.where, m.weight) for m in t.matches))
            for t in decision.tags
        ),
        stage=decision.stage,
        image=found_beside.image,
        images=found_beside.images,
        attachments=found_beside.attachments,
        source=keys.source,
        translation_of=keys.translation_of,
        video=keys.video,
        body=body.html,
        links=body.links,
        media=beside.used((*body.media, *found_beside.names)),
        extra=extra_of(keys),
    )
    problems += _urgent_too_long(keys, story, front)
    return _reading(problems, story=story, needs=beside.needs)


def read_page(data: bytes, place: PagePlace, context: Context) -> Reading:
    """The standing page in the bytes of the file at `place`."""
    front, problems = _front(data, place.path)
    if front is None:
        return _reading(problems)
    timezone = context.registry.timezone(place.unit) if place.unit else context.timezone
    keys, found = check_keys(PageFields, front, place.path, Terms(timezone, "", frozenset(), ()))
    beside = Beside(context.roots.of(place.path), place.folder)
    body = _body(front, place, context, beside, keys.lang if keys else "id")
    problems = [*problems, *found, *body.problems]
    if keys is None:
        return _reading(problems, needs=beside.needs)
    page = Page(
        path=place.path,
        slug=place.slug,
        unit=place.unit,
        title=keys.title,
        summary=keys.summary or excerpt(body.text),
        lang=keys.lang,
        order=int(keys.order or UNORDERED),
        updated=keys.date,
        body=body.html,
        links=body.links,
        media=beside.used(body.media),
    )
    return _reading(problems, page=page, needs=beside.needs)


def _front(data: bytes, path: str) -> tuple[Front | None, list[Problem]]:
    if len(data) > MAX_FILE_BYTES:
        return None, [texts.FILE_TOO_LONG.broken(path, 1, allowed=f"paling banyak {MAX_FILE_BYTES // 1024} KB")]
    return read_front(data, path)


def _body(front: Front, place: Place | PagePlace, context: Context, beside: Beside, lang: str = "id") -> Body:
    return render_body(
        front.body,
        path=place.path,
        first_line=front.body_line,
        folder=place.folder,
        site_url=context.site_url,
        media_names=beside.find,
        lang=lang,
    )


def _reading(
    problems: Iterable[Problem], story: Story | None = None, page: Page | None = None, needs: tuple[str, ...] = ()
) -> Reading:
    told = tuple(sorted(set(problems)))
    if any(problem.severity == ERROR for problem in told):
        story, page = None, None
    return Reading(story, page, told, needs)


def _common(keys: StoryFields, place: Place, timezone: str) -> dict[str, Any]:
    """What a story keeps even when it is withdrawn: whose it is, when it was, what was said about it since."""
    appears = max((m for m in (keys.date, keys.embargo_until) if m is not None), key=lambda moment: moment.at)
    corrections = sorted(
        (Correction(_told_at(c.date, [appears.instant]), c.date.has_time, c.kind, c.note) for c in keys.corrections),
        key=lambda c: (c.instant, c.kind, c.note),
    )
    updates = sorted(  # those of one moment as the file has them
        (Update(_told_at(u.date, [appears.instant]), u.date.has_time, u.note) for u in keys.updates),
        key=lambda update: update.instant,
    )
    told = [appears.instant, *(part.instant for part in corrections), *(part.instant for part in updates)]
    withdrawn = None
    if keys.withdrawn:
        gone = keys.withdrawn
        withdrawn = Withdrawal(_told_at(gone.date, told), gone.date.has_time, gone.kind, gone.reason)
        told.append(withdrawn.instant)
    return {
        "path": place.path,
        "reference": place.reference,
        "identity": keys.moved_from[0] if keys.moved_from else place.reference,
        "unit": place.unit,
        "instant": appears.instant,
        "has_time": appears.has_time,
        "timezone": timezone,
        "updated": max(told),
        "kind": keys.kind,
        "lang": keys.lang,
        "status": keys.status,
        "event_date": keys.event_date,
        "location": keys.location,
        "tags": _once(keys.tags),
        "units": tuple(unit for unit in _once(keys.units) if unit != place.unit),
        "authors": _once([*keys.author, *keys.authors]),
        "editor": keys.editor,
        "expires": keys.expires.instant if keys.expires else None,
        "corrections": tuple(corrections),
        "updates": tuple(updates),
        "withdrawn": withdrawn,
        "moved_from": _once(keys.moved_from),
        "sample": keys.sample,
    }


def _urgent_too_long(keys: StoryFields, story: Story, front: Front) -> list[Problem]:
    """What is wrong with an end of its urgency that comes later than the site heeds."""
    until = keys.urgent.until if keys.urgent else None
    latest = story.instant + URGENT_DAYS_AT_MOST * _DAY
    if until is None or until.instant + (0 if until.has_time else _DAY) <= latest:
        return []
    line, last = front.line(("urgent", "until")), dates.in_zone(latest, story.timezone)
    told = {
        "value": f"{until.at:%Y-%m-%d %H:%M}" if until.has_time else f"{until.at:%Y-%m-%d}",
        "field": "urgent.until",
    }
    return [
        texts.UNTIL_TOO_LATE.broken(story.path, line, days=URGENT_DAYS_AT_MOST, latest=f"{last:%Y-%m-%d %H:%M}", **told)
    ]


def _told_at(moment: Moment, earlier: Iterable[int]) -> int:
    """The instant of a note about a story; a day without an hour is later than what was told earlier on that day."""
    if moment.has_time:
        return moment.instant
    day = moment.at.date()
    same_day = (told for told in earlier if datetime.fromtimestamp(told, moment.at.tzinfo).date() == day)
    return max([moment.instant, *(told + 1 for told in same_day)])


# Of a story withdrawn for privacy, the row holds nothing that was said about anyone.
_PRIVATE = frozenset(("event_date", "location", "tags", "authors", "editor", "corrections", "expires"))


def _withdrawn(keys: StoryFields, front: Front, place: Place, context: Context, timezone: str) -> Story:
    """The row of a withdrawn story. What is wrong with its body holds nothing back: nobody will see it.

    Its themes stay, without the phrases, and that it was urgent: the feeds that carried it have to say it is withdrawn.
    """
    common = _common(keys, place, timezone)
    common["updates"] = tuple(replace(update, note="") for update in common["updates"])
    common["extra"] = {
        **({"kip": keys.kip} if keys.kip == "serta-merta" else {}),
        **({"urgent": True} if keys.urgent is not None else {}),
    }
    text = _body(front, place, context, Beside(context.roots.of(place.path), place.folder)).text
    decision = decide(tag(keys.title, keys.summary, text, context.taxonomy), keys.zones, context.taxonomy)
    zones = tuple(ZoneTag(decided.theme, decided.by) for decided in decision.tags)
    private = keys.withdrawn is not None and keys.withdrawn.kind == "privasi"
    if private:
        return Story(**{key: value for key, value in common.items() if key not in _PRIVATE}, title="", zones=zones)
    return Story(**common, title=keys.title, zones=zones)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
