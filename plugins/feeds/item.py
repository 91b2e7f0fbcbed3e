"""A story as an item of a feed: title, text, and what became of it since."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from plugins import addresses, dates
from plugins.feeds.characters import fit, plain
from plugins.feeds.view import CategoryView, ItemView
from plugins.library import Placed
from plugins.stories.body import resolve_links
from plugins.stories.story import Attachment, Correction, Image, Story, Withdrawal

_UNTITLED = "Berita tanpa judul"
_FRAGMENT_LINK = re.compile(r'(<a(?: [a-z-]+="[^"]*")*? href=")(?=#)')  # as the sanitiser writes tags


@dataclass(frozen=True, slots=True)
class Style:
    """What items of all feeds have in common. `resolve` says to which site path an internal link leads, if to any."""

    site: addresses.Site
    language: str
    zone_names: Mapping[str, str]
    resolve: Callable[[str], str | None]


def make(placed: Placed, style: Style, *, full: bool) -> ItemView:
    """The item of a story that a feed carries; without its text where not `full`, or where it is withdrawn."""
    story, card = placed.story, placed.card
    link = style.site.absolute(placed.path)
    gone = story.withdrawn
    return ItemView(
        id=card["id"],
        title=_title(story),
        link=link,
        date=dates.in_zone(story.instant, story.timezone).isoformat(),
        description=_withdrawal(gone, story.timezone) if gone else _summary(story),
        content=fit(_content(placed, style, link)) if full and not gone else "",
        creators=[plain(name) for name in story.authors if plain(name) and not gone] or [plain(card["unit_name"])],
        categories=_categories(placed, style),
        language=story.lang if story.lang != style.language else "",
    )


def _title(story: Story) -> str:
    title = plain(story.title) or _UNTITLED
    if story.withdrawn:
        title = "Berita dicabut" if story.withdrawn.kind == "privasi" else f"Dicabut: {title}"
    return f"[Contoh] {title}" if story.sample else title  # the mark travels with the item: readers see no badge


def _summary(story: Story) -> str:
    return _text(story.summary) or _text(_title(story))


def _withdrawal(withdrawn: Withdrawal, timezone: str) -> str:
    when = _when(withdrawn.instant, withdrawn.has_time, timezone)
    reason = _text(withdrawn.reason)
    return f"Berita ini dicabut pada {when}." + (f" Alasan: {reason}" if reason else "")


def _content(placed: Placed, style: Style, link: str) -> str:
    story = placed.story
    parts = [_correction(correction, story.timezone) for correction in story.corrections]
    if story.image:
        parts.append(_photo(story.image, link))

    def internal(target: str) -> str | None:
        path = style.resolve(target)
        return None if path is None else style.site.absolute(path)

    body = resolve_links(story.body, internal, lambda name: style.site.absolute(placed.path + name))
    parts.append(_FRAGMENT_LINK.sub(lambda match: match.group() + link, body))
    parts += [_attachment(attachment, link) for attachment in story.attachments]
    return "\n".join(part for part in parts if part)


def _correction(correction: Correction, timezone: str) -> str:
    when = _when(correction.instant, correction.has_time, timezone)
    return f"<p><strong>{_label(correction.kind)} ({when}):</strong> {_text(correction.note)}</p>"


def _photo(image: Image, link: str) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
    source = link + quote(image.name)
    caption = " ".join(part for part in (image.caption, f"Foto: {image.credit}" if image.credit else "") if part)
    shown = f"<figcaption>{_text(caption)}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(source)}" alt="{escape(fit(image.alt))}"{size}>{shown}</figure>'


def _attachment(attachment: Attachment, link: str) -> str:
    address = escape(link + quote(attachment.name))
    return f'<p>Lampiran: <a href="{address}">{_text(attachment.title or attachment.name)}</a></p>'


def _categories(placed: Placed, style: Style) -> list[CategoryView]:
    card = placed.card
    gone = placed.story.withdrawn
    private = gone is not None and gone.kind == "privasi"  # unit, date and reason remain
    found = [
        (card["unit_path"], card["unit_name"]),
        *((addresses.zone(theme), style.zone_names.get(theme, theme)) for theme in card["zones"]),
        *([] if private else [(addresses.kind(card["kind"]), _label(card["kind"]))]),
        *((addresses.tag(tag), tag) for tag in card["tags"]),
    ]
    return [category for path, text in found if (category := _category(style.site, path, text))["text"]]


@lru_cache(8192)  # offices, themes, kinds: the same in nearly every item
def _category(site: addresses.Site, path: str, text: str) -> CategoryView:
    return CategoryView(domain=site.absolute(path), text=plain(text))


def _label(kind: str) -> str:
    """`Hak jawab` of `hak-jawab`: values are hyphenated Indonesian words."""
    return escape(kind.replace("-", " ").capitalize())


def _when(instant: int, has_time: bool, timezone: str) -> str:
    return dates.show_moment(dates.Moment(dates.in_zone(instant, timezone), has_time))


def _text(text: str) -> str:
    """Text that people wrote, as HTML."""
    return escape(" ".join(fit(text).split()), quote=False)
