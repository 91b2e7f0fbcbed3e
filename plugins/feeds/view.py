"""What a feed says, as plain data: everything but the XML."""

from __future__ import annotations

from typing import TypedDict


class CategoryView(TypedDict):
    """A category: `domain` is the address of its page, which never changes; `text` its name."""

    domain: str
    text: str


class ItemView(TypedDict):
    """An item. Addresses are absolute, dates ISO 8601 with offset; `description` and `content` are HTML.

    `content` is empty where the feed gives the summary only; `language` where it is the feed's.
    """

    id: str
    title: str
    link: str
    date: str
    description: str
    content: str
    creators: list[str]
    categories: list[CategoryView]
    language: str


class FeedView(TypedDict):
    """A feed. `path` is its site path, `address` its own address, `link` that of its page; `updated` may be empty."""

    path: str
    address: str
    link: str
    title: str
    description: str
    language: str
    updated: str
    items: list[ItemView]
