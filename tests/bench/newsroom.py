"""The newsroom in the bench: its layout of the corpus, its commands, and the edits that an office makes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.files import Folder
from tests.bench.offices import Office, write_registers
from tests.bench.repository import Repository
from tests.bench.story import Story

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "1793466000"  # 1 November 2026, 00:00 WIB: the day after the last of the corpus
EVERY_FAMILY: tuple[str, ...] = ()
EVERY_FORM, COMPARED_FORMS = ("rss", "atom", "json"), ("rss",)  # of feeds
# What Hugo's site of the bench has too, so that both are asked for the same.
COMPARED_FAMILIES = (
    "story", "unit", "zone", "feed:unit", "feed:zona", "sitemap", "sitemap-month", "asset", "front",
)  # fmt: skip
# The same with lists of every story: ours by calendar, Hugo's 20 a page.
LISTING_FAMILIES = (*COMPARED_FAMILIES, "archive:unit", "archive:zona")
# What the feeds cost: all of them in all their forms with their archives and outlines, and next to nothing at all.
FEED_FAMILIES = ("feed", "feed-archive", "opml")
READING_FAMILIES = ("opml",)
_SETTINGS = """\
from pathlib import Path

import plugins.newsroom.plugin

SITENAME = "Ruang Berita Samudra"
SITEURL = "https://berita.samudra.example"
AUTHORITY = "samudra.example"
ABOUT = "Berita kantor-kantor rekaan."
TIMEZONE = "Asia/Jakarta"
DEFAULT_LANG = "id"
THEME = str(Path(plugins.newsroom.__file__).resolve().parents[2] / "theme")
PLUGINS = ["plugins.newsroom"]
MENU = (
    ("Berita", "berita/"),
    ("Unit", "unit/"),
    ("Zona Integritas", "zona/"),
    ("Wilayah", "wilayah/"),
    ("Umpan RSS", "feed/"),
)
FOOTER = (("Arsip", "berita/"), ("Direktori unit", "unit/"), ("Umpan RSS", "feed/"))
"""


class Newsroom:
    """The layout of the newsroom: `berita/<unit>/<yyyy>/<slug>.md` and the registers."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._stories = Folder(content / "berita")

    def begin(self, units: Sequence[Office]) -> None:
        """Write the registers."""
        write_registers(self._content)

    def add(self, story: Story) -> None:
        """Write a story."""
        self._stories.write(f"{story.reference}.md", text(story))


def text(story: Story) -> str:
    """The file of a story."""
    zones = f"zones: [{', '.join(story.zones)}]\n" if story.zones else ""
    tags = f"tags: [{', '.join(story.tags)}]\n" if story.tags else ""
    return (
        f'---\ntitle: "{story.title}"\ndate: {story.date:%Y-%m-%d %H:%M}\nsummary: "{story.summary}"\n'
        f"location: {story.location}\nkind: {story.kind}\n{zones}{tags}author: {story.author}\n---\n\n{story.body}\n"
    )


class Site:
    """One output of a content folder: settings, cache and state of its own in `folder`."""

    def __init__(
        self,
        content: Path,
        folder: Path,
        families: Sequence[str] = EVERY_FAMILY,
        forms: Sequence[str] = EVERY_FORM,
        processes: int = 0,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._content, self._folder = content, folder
        self._settings, self.cache = folder / "settings.py", folder / "cache"
        chosen = f"FAMILIES = {tuple(families)!r}\nFEED_FORMS = {tuple(forms)!r}\nPROCESSES = {processes}\n"
        chosen += f"CACHE_PATH = {str(self.cache)!r}\n"
        self._settings.write_text(_SETTINGS + chosen, encoding="utf-8")
        self.output = folder / "output"

    def publish(self, *, defer: bool = False) -> tuple[str | Path, ...]:
        """The command that publishes what is committed; with `defer` it leaves what waits to `finish`."""
        return (*self._command("publish"), "--state", self._folder / "state", *(("--defer",) if defer else ()))

    def finish(self) -> tuple[str | Path, ...]:
        """The command that makes what waits."""
        return (*self._command("finish"), "--strict")

    def build(self) -> tuple[str | Path, ...]:
        """The command that builds what lies there, committed or not."""
        return self._command("build")

    def desk(self, name: str, *arguments: str) -> tuple[str | Path, ...]:
        """A command of the desk on the content."""
        return (sys.executable, "-m", "plugins.desk", name, self._content, *arguments, "--settings", self._settings)

    def leaks(self) -> tuple[str | Path, ...]:
        """The command that looks for what the output may not say yet."""
        return (sys.executable, "-m", "plugins.leaks", self._content, self.output, "--settings", self._settings)

    def _command(self, name: str) -> tuple[str | Path, ...]:
        places = ("--output", self.output, "--cache", self.cache, "--settings", self._settings)
        return (sys.executable, "-m", "plugins.newsroom", name, self._content, *places)


def environment() -> dict[str, str]:
    """In which the commands run: the clock stands still, and the plugins are found."""
    return {**os.environ, "SOURCE_DATE_EPOCH": AS_OF, "PYTHONPATH": str(ROOT)}


class Editing:
    """The edits of a technical office under a regional one, each a commit of its own."""

    def __init__(self, content: Path, unit: str, month: str, oldest: str) -> None:
        self._content, self._unit, self._month = content, unit, month
        self._oldest = f"berita/{oldest}.md"
        self._repository = Repository(content.parent)

    def reset(self) -> None:
        """Take back every edit."""
        self._repository.reset()

    def add(self, number: int, more: str = "") -> str:
        """A story in the fullest month, with two themes, and with `more` at its end; its content path."""
        path = f"berita/{self._unit}/{self._month[:4]}/kabar-tambahan-{number}.md"
        self._write(
            path,
            f"---\ntitle: Kabar tambahan nomor {number}\ndate: {self._month}-16 10:{number % 60:02}\n"
            f"summary: Satu kabar lagi dari kantor ini.\nzones: [zi, area-6]\ntags: [rapat-rutin]\n---\n\n"
            + "Panitia menyiapkan kursi tambahan dan minuman hangat untuk semua yang datang.\n\n" * 6
            + more,
        )
        return path

    def retitle(self, number: int) -> None:
        """Another title for the office's oldest story."""
        lines = (self._content / self._oldest).read_text(encoding="utf-8").splitlines(keepends=True)
        self._write(self._oldest, "".join([lines[0], f"title: Judul baru nomor {number}\n", *lines[2:]]))

    def rename(self, number: int) -> None:
        """Another name for the office, from a day shortly before the build."""
        events = "register/unit_events.csv"
        line = f"2026-10-30,{self._unit},renamed,Kantor Contoh Nomor {number},,,,Keputusan contoh,contoh\n"
        self._write(events, (self._content / events).read_text(encoding="utf-8") + line)

    def _write(self, path: str, text: str) -> None:
        (self._content / path).parent.mkdir(parents=True, exist_ok=True)
        (self._content / path).write_text(text, encoding="utf-8")
        self._repository.commit([f"{self._content.name}/{path}"])
