"""A small content folder of four offices, for tests that build it again and again."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.publish.job import Report
from tests import building
from tests.factory import instant

AS_OF = "2025-01-15 12:00"

UNITS = """\
id,name,short_name,kind,parent,province_code,timezone
kementerian-laut,Kementerian Laut,Kemenlaut,instansi,,,Asia/Jakarta
kanwil-barat,Kantor Wilayah Barat,Kanwil Barat,kanwil,kementerian-laut,,
kanim-teluk,Kantor Imigrasi Teluk,Kanim Teluk,upt,kanwil-barat,,
lapas-bukit,Lapas Bukit,,upt,kanwil-barat,,
"""
EVENTS = "date,unit,event,name,parent,unit_class,successors,basis,source\n"


@dataclass
class Small:
    """A content folder and its output; `build` brings the output up to date; what is deferred waits."""

    folder: Path
    built: list[Report] = field(default_factory=list)

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def files(self) -> dict[str, bytes]:
        return building.snapshot(self.output)

    def write(self, path: str, text: str) -> Path:
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def story(self, reference: str, date: str = "2024-06-01 09:30", body: str = "Loket dibuka.", **keys: str) -> Path:
        unit, year, slug = reference.split("/")
        front = {"title": f"Berita {slug}", "date": date, **keys}
        lines = "".join(f"{key}: {value}\n" for key, value in front.items())
        return self.write(f"berita/{unit}/{year}/{slug}.md", f"---\n{lines}---\n\n{body}\n")

    @property
    def library(self) -> Path:
        """The library of the output."""
        (found,) = self.folder.glob("output.cache/*.sqlite")
        return found

    @property
    def log(self) -> list[dict[str, Any]]:
        """The lines of the publish log."""
        found = list(self.folder.glob("output.state/*/log.jsonl"))
        return [json.loads(line) for path in found for line in path.read_text(encoding="utf-8").splitlines()]

    def build(self, as_of: str = AS_OF, *, defer: bool = True, **settings: Any) -> Report:
        return building.build(self.content, self.output, as_of=instant(as_of), defer=defer, **settings)

    def publish(self, as_of: str = AS_OF, *, defer: bool = True, **settings: Any) -> Report:
        """Commit everything and publish it."""
        self.commit()
        return building.publish(self.content, self.output, as_of=instant(as_of), defer=defer, **settings)

    def clean(self, as_of: str = AS_OF, *, defer: bool = True, **settings: Any) -> dict[str, bytes]:
        """The files of a clean build of the same content."""
        number = len(list(self.folder.glob("clean-*")))
        output = self.folder / f"clean-{number}"
        building.build(self.content, output, as_of=instant(as_of), defer=defer, **settings)
        return building.snapshot(output)

    def page(self, path: str) -> str:
        """The text of a page by its site path."""
        return (self.output / path / "index.html").read_text(encoding="utf-8")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Humas", "-c", "user.email=humas@laut.example")
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=self.content, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self) -> None:
        """Commit everything, in a repository of its own."""
        if not (self.content / ".git").exists():
            self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "sunting")


def small(folder: Path) -> Small:
    """The folder with its registers and one story."""
    site = Small(folder)
    site.write("register/units.csv", UNITS)
    site.write("register/unit_events.csv", EVENTS)
    site.story("kanim-teluk/2024/lama", "2024-03-05 08:00")
    return site
