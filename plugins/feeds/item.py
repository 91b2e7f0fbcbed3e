"""A story as an item of a feed: title, text, photos, and what became of it since."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from plugins import addresses, dates
from plugins.feeds import contact
from plugins.feeds.characters import fit, plain
from plugins.feeds.view import AuthorView, CategoryView, ItemView, PhotoView
from plugins.feeds.wording import label, line, moment, text
from plugins.library import Placed
from plugins.stories.body import resolve_links
from plugins.stories.story import Attachment, Correction, Image, Story, Update, Withdrawal
from plugins.units import Profile

_UNTITLED = "Berita tanpa judul"
_FRAGMENT_LINK = re.compile(r'(<a(?: [a-z-]+="[^"]*")*? href=")(?=#)')  # as the sanitiser writes tags


@dataclass(frozen=True, slots=True)
class Style:
    """What items of all feeds have in common. `resolve` says to which site path an internal link leads, if to any.

    Without `profiles` no office's contact is told: those of an archive would change when an officer does.
    """

    site: addresses.Site
    language: str
    zone_names: Mapping[str, str]
    resolve: Callable[[str], str | None]
    profiles: Mapping[str, Profile]


def make(placed: Placed, style: Style, *, full: bool, first: Correction | None = None) -> ItemView:
    """The item of a story; without its text where not `full`, or where it is withdrawn.

    The `first` of its corrections to be told, if any, is that which the item is about.
    """
    story, card = placed.story, placed.card
    link = style.site.absolute(placed.path)
    gone = story.withdrawn
    profile = None if gone else style.profiles.get(story.unit)
    officer = profile.contact if profile else None
    office = plain(card["unit_name"]) or story.unit
    people = [] if gone else [name for name in map(plain, story.authors) if name]
    expired = _expired(story) if placed.state == "expired" else ""
    closing = contact.paragraph(office, officer) if officer else ""
    return ItemView(
        id=card["id"],
        title=title(story),
        link=link,
        date=moment(story.instant, story.timezone),
        updated=moment(story.updated, story.timezone),
        description=withdrawal(gone, story.timezone) if gone else " ".join(filter(None, (expired, summary(story)))),
        content=fit(_content(placed, style, link, first, expired, closing)) if full and not gone else "",
        authors=[
            *(AuthorView(name=name, url="", email="") for name in people),
            AuthorView(name=office, url=style.site.absolute(card["unit_path"]), email=officer.email if officer else ""),
        ],
        categories=_categories(placed, style),
        language=story.lang if story.lang != style.language else "",
        photos=[] if gone else _photos(story, link),
        withdrawn=moment(story.withdrawn_at, story.timezone) if gone else "",
        about="",
    )


def title(story: Story, notice: str = "") -> str:
    """The headline without markup; after the name of a `notice` where the item is one."""
    mark, shown = notice, plain(story.title) or _UNTITLED
    if story.withdrawn and story.withdrawn.kind == "privasi":
        mark, shown = "", "Berita dicabut"
    elif story.withdrawn and not notice:
        mark = "Dicabut"
    # A sample's mark travels with the item: readers see no badge.
    return f"{'[Contoh] ' if story.sample else ''}{f'{mark}: ' if mark else ''}{shown}"


def summary(story: Story) -> str:
    """What is told of a story in a line or two, as HTML without tags."""
    return text(story.summary) or text(title(story))


def withdrawal(withdrawn: Withdrawal, timezone: str) -> str:
    """That a story was withdrawn, when and why, as HTML without tags."""
    reason = text(withdrawn.reason)
    day = dates.show_instant(withdrawn.instant, withdrawn.has_time, timezone)
    return f"Berita ini dicabut pada {day}." + (f" Alasan: {reason}" if reason else "")


def correction(told: Correction, timezone: str) -> str:
    """A correction as a paragraph."""
    day = dates.show_instant(told.instant, told.has_time, timezone)
    return f"<p><strong>{text(label(told.kind))} ({day}):</strong> {text(told.note)}</p>"


def _update(told: Update, timezone: str) -> str:
    """What was added to a running story, as a paragraph."""
    day = dates.show_instant(told.instant, told.has_time, timezone)
    return f"<p><strong>Perkembangan ({day}):</strong> {text(told.note)}</p>"


def _expired(story: Story) -> str:
    """What an archive says of a story whose day is over; feeds do not carry it."""
    at = dates.in_zone(story.expires or 0, story.timezone)
    has_time = (at.hour, at.minute) != (0, 0)
    return f"Sudah lewat masa berlaku sejak {dates.show_moment(dates.Moment(at, has_time))}."


def _content(placed: Placed, style: Style, link: str, first: Correction | None, expired: str, closing: str) -> str:
    story = placed.story
    ordered = [*filter(None, (first,)), *(one for one in story.corrections if one is not first)]
    parts = [correction(one, story.timezone) for one in ordered]
    if expired:
        parts.append(f"<p><em>{expired}</em></p>")
    parts += [_update(one, story.timezone) for one in reversed(story.updates)]  # the latest first, as on the page
    if story.image:
        parts.append(_figure(story.image, link))

    def internal(target: str) -> str | None:
        path = style.resolve(target)
        return None if path is None else style.site.absolute(path)

    body = resolve_links(story.body, internal, lambda name: style.site.absolute(placed.path + name))
    parts.append(_FRAGMENT_LINK.sub(lambda match: match.group() + link, body) if 'href="#' in body else body)
    parts += [_figure(image, link) for image in story.images]
    parts += [_attachment(attachment, link) for attachment in story.attachments]
    parts.append(closing)
    return "\n".join(part for part in parts if part)


def _figure(image: Image, link: str) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
    source = link + quote(image.name)
    credit = image.credit if ":" in image.credit or not image.credit else f"Foto: {image.credit}"
    caption = " ".join(part for part in (image.caption, credit) if part)
    shown = f"<figcaption>{text(caption)}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(source)}" alt="{escape(fit(image.alt))}"{size}>{shown}</figure>'


def _attachment(attachment: Attachment, link: str) -> str:
    address = escape(link + quote(attachment.name))
    return f'<p>Lampiran: <a href="{address}">{text(attachment.title or attachment.name)}</a></p>'


def _photos(story: Story, link: str) -> list[PhotoView]:
    files = {media.name: media for media in story.media}
    shown: dict[str, Image] = {}
    for image in (story.image, *story.images):
        if image and image.name in files:
            shown.setdefault(image.name, image)
    return [
        PhotoView(
            url=link + quote(name),
            type=files[name].type,
            length=files[name].length,
            width=image.width,
            height=image.height,
            alt=line(image.alt),
            caption=line(image.caption),
            credit=line(image.credit),
        )
        for name, image in shown.items()
    ]


def _categories(placed: Placed, style: Style) -> list[CategoryView]:
    card = placed.card
    gone = placed.story.withdrawn
    private = gone is not None and gone.kind == "privasi"  # unit, date and reason remain
    found = [
        (card["unit_path"], card["unit_name"]),
        *((addresses.zone(theme), style.zone_names.get(theme, theme)) for theme in card["zones"]),
        *([] if private else [(addresses.kind(card["kind"]), label(card["kind"]))]),
        *((addresses.tag(tag), tag) for tag in card["tags"]),
    ]
    return [category(style.site, path, name) for path, name in found]


@lru_cache(8192)  # offices, themes, kinds: the same in nearly every item
def category(site: addresses.Site, path: str, name: str) -> CategoryView:
    """The category of what has its page at a site path: the last part is its id, what is before it tells the sort."""
    scheme, _, term = path.removesuffix("/").rpartition("/")
    return CategoryView(scheme=site.scheme_id(scheme), term=term, label=plain(name) or term)
