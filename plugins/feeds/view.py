"""What a feed says, as plain data: everything but the form (RSS, Atom, JSON) in which it is written.

Addresses are absolute, moments ISO 8601 with offset, texts without markup unless it is said otherwise; what is not
known is an empty string, never missing.
"""

from __future__ import annotations

from typing import TypedDict


class AuthorView(TypedDict):
    """Who wrote a story: people (`url` and `email` are empty), and last the office that answers for it."""

    name: str
    url: str
    email: str


class CategoryView(TypedDict):
    """`term` is an id that never changes, within `scheme`, a tag URI that tells its sort; `label` is its name."""

    scheme: str
    term: str
    label: str


class PhotoView(TypedDict):
    """A picture as it is published: `length` in bytes, `width` and `height` in pixels (0: not known)."""

    url: str
    type: str
    length: int
    width: int
    height: int
    alt: str
    caption: str
    credit: str


class ItemView(TypedDict):
    """An item. `description` and `content` are HTML, `content` is empty where the feed gives the summary only.

    `updated` is the moment of the last correction or update or of the withdrawal, else `date`. `withdrawn` is the
    moment of the withdrawal, if there was one. `about` is the id of the story, where the item is a notice about one.
    `language` is empty where it is the feed's. The first of `photos` is the story's own.
    """

    id: str
    title: str
    link: str
    date: str
    updated: str
    description: str
    content: str
    authors: list[AuthorView]
    categories: list[CategoryView]
    language: str
    photos: list[PhotoView]
    withdrawn: str
    about: str


class FeedView(TypedDict):
    """A feed, or a document of its archive.

    `path` is the site path of its RSS form; `forms` are those in which it is written, keys of `addresses.FEED_FORMS`.
    `id` is a tag URI (RFC 4151) that outlives every change of name, address and domain. `link` is the page that shows
    the same. `updated` is the newest change among the items, and empty without any. `previous` is the address of the
    archive document before it (RFC 5005), `current` of the feed itself, where this is an archive document; then
    `hubs`, where changes are announced (WebSub), is empty. `ended`: nothing will be added any more. `editor` is the
    office's press officer (a name, an address of mail), for feeds of one office.
    """

    path: str
    forms: list[str]
    id: str
    link: str
    site: str  # the absolute address of the site's root, with a slash at its end
    title: str
    description: str
    language: str
    updated: str
    previous: str
    current: str
    hubs: list[str]
    ended: bool
    editor: AuthorView | None
    items: list[ItemView]
