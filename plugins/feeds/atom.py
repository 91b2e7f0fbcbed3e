"""Atom 1.0 (RFC 4287) from a plain view."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from html import unescape
from zlib import crc32

from plugins import addresses
from plugins.feeds import rss, xml
from plugins.feeds.view import FeedView, ItemView

MEDIA_TYPE = "application/atom+xml"

# Every feed has to say when it was updated, also one in which nothing ever was. Validators doubt days before 1990.
_NEVER = "2000-01-01T00:00:00Z"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_SECONDS = len("2024-06-30T09:30:00")
_PARTS = 1_000_000  # of a second


def render(view: FeedView) -> bytes:
    """The feed as UTF-8 XML: the same bytes for the same view, in every process."""
    taken: set[str] = set()
    entries = "".join([_entry(item, _updated(item, taken)) for item in view["items"]])
    gone = "".join([_deleted(item) for item in view["items"] if item["withdrawn"]])
    return f"{xml.DECLARATION}{_head(view)}{entries}{gone}</feed>\n".encode()


def _head(view: FeedView) -> str:
    own = view["site"] + addresses.feed_in("atom", view["path"])
    links = (
        ("self", own, MEDIA_TYPE),
        ("alternate", view["link"], "text/html"),
        *(("hub", hub, "") for hub in view["hubs"]),
        ("prev-archive", view["previous"], rss.MEDIA_TYPE),  # archives are written as RSS only
        ("current", view["current"], rss.MEDIA_TYPE),
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
        f' xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="{xml.attribute(view["language"])}">\n'
        f"  <id>{xml.element(view['id'])}</id>\n  <title>{xml.element(view['title'])}</title>\n"
        f"  <subtitle>{xml.element(view['description'])}</subtitle>\n"
        f"  <updated>{view['updated'] or _NEVER}</updated>\n"
        f"  <generator>{rss.GENERATOR}</generator>\n"
        + "".join([_link(*link, indent="  ") for link in links if link[1]])
    )


def _link(relation: str, address: str, media_type: str, *, indent: str) -> str:
    of_type = f' type="{media_type}"' if media_type else ""
    return f'{indent}<link rel="{relation}"{of_type} href="{xml.attribute(address)}"/>\n'


def _updated(item: ItemView, taken: set[str]) -> str:
    """The moment, with a part of a second that only the item's id decides; `taken` are those of the items before.

    Entries have no order but by this (RFC 4287, 4.1.1), and validators warn of equal ones: many stories are known by
    their day alone. An entry has the same moment in all feeds, but where two in a document would have the same.
    """
    moment, zone = item["updated"][:_SECONDS], item["updated"][_SECONDS:]
    part = crc32(item["id"].encode())
    while (updated := f"{moment}.{part % _PARTS:06}{zone}") in taken:
        part += 1
    taken.add(updated)
    return updated


def _entry(item: ItemView, updated: str) -> str:
    language = f' xml:lang="{xml.attribute(item["language"])}"' if item["language"] else ""
    content = f'    <content type="html">{xml.section(item["content"])}</content>\n' if item["content"] else ""
    authors = "".join([_author(author["name"], author["url"], author["email"]) for author in item["authors"]])
    categories = "".join([_category(one["scheme"], one["term"], one["label"]) for one in item["categories"]])
    return (
        f"  <entry{language}>\n    <id>{xml.element(item['id'])}</id>\n"
        f"    <title>{xml.element(item['title'])}</title>\n"
        f'    <link rel="alternate" type="text/html" href="{xml.attribute(item["link"])}"/>\n'
        f"{_enclosures(item)}    <published>{item['date']}</published>\n    <updated>{updated}</updated>\n"
        f'{authors}{categories}    <summary type="html">{xml.element(item["description"])}</summary>\n{content}'
        f"{xml.photos(item['photos'], '    ')}{_about(item)}  </entry>\n"
    )


def _enclosures(item: ItemView) -> str:
    return "".join(
        [
            f'    <link rel="enclosure" type="{xml.attribute(photo["type"])}" length="{photo["length"]}"'
            f' href="{xml.attribute(photo["url"])}"/>\n'
            for photo in item["photos"]
            if photo["length"] > 0
        ]
    )


def _about(item: ItemView) -> str:
    """RFC 4685."""
    if not item["about"]:
        return ""
    return (
        f'    <thr:in-reply-to ref="{xml.attribute(item["about"])}" type="text/html"'
        f' href="{xml.attribute(item["link"])}"/>\n'
    )


def _deleted(item: ItemView) -> str:
    """The sign to drop the text (RFC 6721), beside the entry that says why.

    The namespace stands here and not above: the W3C validator does not know it and says so.
    """
    of = f'ref="{xml.attribute(item["id"])}" when="{_after(item["withdrawn"])}"'
    return (
        f'  <at:deleted-entry xmlns:at="{_TOMBSTONES}" {of}>\n'
        f"    <at:comment>{xml.element(unescape(item['description']))}</at:comment>\n  </at:deleted-entry>\n"
    )


def _after(moment: str) -> str:
    """The next second: of entry and sign the later one holds (RFC 6721, 3), and entries bear a part of a second."""
    return (datetime.fromisoformat(moment) + timedelta(seconds=1)).isoformat()


@lru_cache(8192)  # offices, themes, kinds: the same in nearly every item
def _category(scheme: str, term: str, label: str) -> str:
    scheme, term, label = xml.attribute(scheme), xml.attribute(term), xml.attribute(label)
    return f'    <category term="{term}" scheme="{scheme}" label="{label}"/>\n'


@lru_cache(8192)
def _author(name: str, url: str, email: str) -> str:
    uri = f"<uri>{xml.element(url)}</uri>" if url else ""
    mail = f"<email>{xml.element(email)}</email>" if email else ""
    return f"    <author><name>{xml.element(name)}</name>{uri}{mail}</author>\n"
