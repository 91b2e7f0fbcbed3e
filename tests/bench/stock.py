"""Stock Pelican in the bench: the same Markdown, its unit the category, its themes the tags; and its command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.files import Folder
from tests.bench.offices import Office
from tests.bench.story import Story

_SETTINGS = """\
SITENAME = "Ruang Berita Samudra"
SITEURL = "https://berita.samudra.example"
TIMEZONE = "Asia/Jakarta"
DEFAULT_LANG = "id"
THEME = "simple"
STATIC_PATHS = []
ARTICLE_URL = "berita/{category}/{date:%Y}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
CATEGORY_URL = "unit/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_URL = "zona/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = []
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": None, "tag": None}
FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
CATEGORY_FEED_RSS = "unit/{slug}/feed.xml"
TAG_FEED_RSS = "zona/{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DISPLAY_PAGES_ON_MENU = DISPLAY_CATEGORIES_ON_MENU = False  # the theme would list every unit on every page
"""


def command(content: Path, output: Path) -> tuple[str | Path, ...]:
    """The command that builds a content folder, after writing its settings beside it."""
    settings = content.with_name(f"{content.name}-settings.py")
    settings.write_text(_SETTINGS, encoding="utf-8")
    return (sys.executable, "-m", "pelican", "--quiet", content, "--output", output, "--settings", settings)


class Stock:
    """The content folder of stock Pelican."""

    def __init__(self, content: Path) -> None:
        self._stories = Folder(content)

    def begin(self, units: Sequence[Office]) -> None:
        """Pelican has no register of categories."""

    def add(self, story: Story) -> None:
        """Write a story."""
        self._stories.write(f"{story.reference}.md", text(story))


def text(story: Story) -> str:
    """The file of a story."""
    zones = f"Tags: {', '.join(story.zones)}\n" if story.zones else ""
    return (
        f"Title: {story.title}\nDate: {story.date.isoformat()}\nSummary: {story.summary}\nCategory: {story.unit.id}\n"
        f"Slug: {story.slug}\n{zones}Location: {story.location}\nKind: {story.kind}\nAuthor: {story.author}\n\n"
        f"{story.body}\n"
    )
