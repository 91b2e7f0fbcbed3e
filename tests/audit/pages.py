"""Which pages of a built site are judged: one of each kind, told by its address alone."""

from __future__ import annotations

import re
from pathlib import Path

# Words of ours in addresses; everything else between slashes is a name that somebody gave.
_WORDS = {
    "berita", "cari", "darurat", "en", "feed", "halaman", "jenis", "lembar", "pasang", "ralat", "ringkasan", "semua",
    "sematan", "tag", "unit", "wilayah", "zona",
}  # fmt: skip
_REFRESH = b'http-equiv="refresh"'


def kind(path: str) -> str:
    """What the address of a page says of its kind: `berita/*/#/*/` of every story."""
    return "/".join(
        part if part in _WORDS or part.endswith(".html") or not part else "#" if part.isdigit() else "*"
        for part in path.split("/")
    )


def pages(output: Path) -> dict[str, int]:
    """Site paths of all pages under `output` with the bytes of their files, in order; old addresses are none."""
    files = sorted(output.rglob("*.html"))
    return {
        re.sub(r"index\.html$", "", file.relative_to(output).as_posix()): file.stat().st_size
        for file in files
        if _REFRESH not in file.read_bytes()[:2_000]
    }


def one_of_each(sizes: dict[str, int]) -> list[str]:
    """The largest page of each kind."""
    largest: dict[str, str] = {}
    for path, size in sizes.items():
        if size > sizes.get(largest.get(kind(path), ""), -1) or kind(path) not in largest:
            largest[kind(path)] = path
    return sorted(largest.values())


def for_lighthouse(output: Path) -> dict[str, str]:
    """Site paths by what they are: those that the newsroom promises figures for."""
    largest = {kind(path): path for path in one_of_each(pages(output))}
    wanted = {
        "front page": "",
        "story": "berita/*/#/*/",
        "unit": "unit/*/",
        "zone": "zona/*/",
        "directory": "unit/",
        "search": "cari/",
        "archive": "berita/#/#/",
    }
    return {name: largest[each] for name, each in wanted.items() if each in largest}
