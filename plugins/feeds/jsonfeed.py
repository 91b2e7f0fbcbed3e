"""JSON Feed 1.1 (jsonfeed.org/version/1.1) from a plain view.

What the format has no word for stands under `_newsroom`, as it asks for.
"""

from __future__ import annotations

from html import unescape
from typing import Any

import msgspec

from plugins import addresses
from plugins.feeds.view import AuthorView, FeedView, ItemView, PhotoView

VERSION = "https://jsonfeed.org/version/1.1"
MEDIA_TYPE = "application/feed+json"


def render(view: FeedView) -> bytes:
    """The feed as UTF-8 JSON, a line for each item: the same bytes for the same view, in every process."""
    items = b",".join([b"\n" + msgspec.json.encode(_item(item)) for item in view["items"]])
    return msgspec.json.encode(_head(view)).removesuffix(b"}") + b',"items":[' + items + b"\n]}\n"


def _head(view: FeedView) -> dict[str, Any]:
    editor = view["editor"]
    return {
        "version": VERSION,
        "title": view["title"],
        "home_page_url": view["link"],
        "feed_url": view["site"] + addresses.feed_in("json", view["path"]),
        "description": view["description"],
        "language": view["language"],
        **({"expired": True} if view["ended"] else {}),  # "no need to look for updates"
        **_filled({"hubs": [{"type": "WebSub", "url": hub} for hub in view["hubs"]]}),
        "_newsroom": _filled(
            {
                "id": view["id"],
                "updated": view["updated"],
                "prev_archive": view["previous"],  # RFC 5005; no `next_url`: that would be JSON, archives are RSS
                "editor": _filled({"name": editor["name"], "email": editor["email"]}) if editor else {},
            }
        ),
    }


def _item(item: ItemView) -> dict[str, Any]:
    photos = item["photos"]
    return {
        "id": item["id"],
        "url": item["link"],
        "title": item["title"],
        "summary": unescape(item["description"]),
        "content_html": item["content"] or item["description"],
        **({"image": photos[0]["url"]} if photos else {}),
        "date_published": item["date"],
        "date_modified": item["updated"],
        "authors": [_author(author) for author in item["authors"]],
        **_filled(
            {
                "tags": list(dict.fromkeys([category["term"] for category in item["categories"]])),
                "language": item["language"],
                "attachments": [_attachment(photo) for photo in photos],
                "_newsroom": _more(item),
            }
        ),
    }


def _author(author: AuthorView) -> dict[str, Any]:
    return _filled({"name": author["name"], "url": author["url"]})


def _attachment(photo: PhotoView) -> dict[str, Any]:
    return {
        "url": photo["url"],
        "mime_type": photo["type"],
        **_filled({"title": photo["caption"] or photo["alt"], "size_in_bytes": max(photo["length"], 0)}),
    }


def _more(item: ItemView) -> dict[str, Any]:
    """`about` is not among the names: the format keeps it for the address of an extension's documentation."""
    gone = {"expired": True, "withdrawn": item["withdrawn"]} if item["withdrawn"] else {}
    told = ("url", "width", "height", "alt", "caption", "credit")
    photos = [_filled({name: photo[name] for name in told}) for photo in item["photos"]]  # type: ignore[literal-required]
    return {**gone, **_filled({"in_reply_to": item["about"], "photos": photos})}


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
