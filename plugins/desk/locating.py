"""Which story somebody means: by `unit/year/slug`, by the path of its file, or by its address on the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.addresses import WITHDRAWN_SLUG
from plugins.desk.calling import launcher
from plugins.desk.drafts import find_unit, unit_folders
from plugins.desk.refusal import Refusal
from plugins.problems import nearest, show
from plugins.stories import tree
from plugins.stories.frontmatter import read_front
from plugins.stories.reader import Context
from plugins.stories.tree import Place

_LAST_THREE = re.compile(r"(?:^|/)(?P<unit>[^/]+)/(?P<year>[0-9]{4})/(?P<slug>[^/]+?)(?:\.md)?$")
_MOST_FILES = 2_000  # of a unit, that are looked through for an old address
_MOST_BYTES = 70_000  # of each: no front matter is longer


def names_a_story(text: str) -> bool:
    """Whether `unit/year/slug` can be read in it, with or without what stands around it in paths and addresses."""
    match = _LAST_THREE.search(_plain(text))
    return match is not None and "." not in match["slug"]


def _plain(text: str) -> str:
    written = text.strip().strip("\"'“”").replace("\\", "/")
    return re.sub(r"[?#].*", "", written).rstrip("/").removesuffix("/index.html")


def locate(text: str, context: Context) -> Place:
    """Where the story lies that `text` names. Raises Refusal, with what may have been meant."""
    content = context.roots.content
    plain = _plain(text)
    if plain.endswith(".md") and Path(plain).is_file() and _within(Path(plain), content):
        plain = Path(plain).resolve().relative_to(content.resolve()).as_posix()
    match = _LAST_THREE.search(plain)
    if not plain:
        example = "kanim-padang/2026/loket-akhir-pekan"
        raise Refusal(f"Sebutkan beritanya, misalnya {example if launcher() else f'STORY={example}'}.")
    if match is None:
        raise Refusal(
            f"“{text}” tidak menunjuk sebuah berita. Tulis unit/tahun/nama-berkas, misalnya "
            "kanim-padang/2026/loket-akhir-pekan, letak berkasnya, atau alamatnya di situs."
        )
    unit, year, slug = match.groups()
    if WITHDRAWN_SLUG.fullmatch(slug):
        raise Refusal("Alamat berita yang dicabut demi privasi tidak menyebut berkasnya. Tulis unit/tahun/nama-berkas.")
    if unit not in context.registry.units:
        _, candidates = find_unit(unit, context.registry)
        near = nearest(unit, context.registry.units) or next(iter(candidates), "")
        raise Refusal(f"Unit “{unit}” tidak ada di register." + (f" Mungkin maksudnya: {near}" if near else ""))
    if context.roots.is_mounted(f"berita/{unit}/"):
        raise Refusal(f"Berita {unit} disimpan di repositori unit itu sendiri. Jalankan perintah ini di sana.")
    paths = [
        f"{folder}/{year}/{slug}.md"
        for folder in unit_folders(content, unit, context.registry)
        if (content / folder / year / f"{slug}.md").is_file()
    ]
    if len(paths) > 1:
        raise Refusal(f"Ada dua berkas untuk berita ini: {', '.join(paths)}. Gabungkan dahulu keduanya.")
    if not paths:
        raise Refusal(_absent(f"{unit}/{year}/{slug}", context))
    place = tree.classify(paths[0], context.registry)
    if not isinstance(place, Place):
        raise Refusal(show(place) if place else f"{paths[0]} bukan berita.")
    return place


def _within(path: Path, content: Path) -> bool:
    return path.resolve().is_relative_to(content.resolve())


def _absent(reference: str, context: Context) -> str:
    """What is said of a story that is not there: its new address, or the one most like it."""
    unit = reference.split("/")[0]
    told = f"Tidak ada berkas untuk berita {reference}."
    known = {}
    for path in _texts(unit, context):
        known[f"{unit}/{path.parent.name}/{path.stem}"] = path
    for other, path in list(known.items())[:_MOST_FILES]:
        if reference in _former(path):
            return f"{told} Berita itu sudah pindah; pakai alamat barunya: {other}"
    near = nearest(reference, known)
    return told + (f" Mungkin maksudnya: {near}" if near else f" Periksa nama berkasnya di folder berita {unit}.")


def _texts(unit: str, context: Context) -> Iterator[Path]:
    content = context.roots.content
    for folder in unit_folders(content, unit, context.registry):
        yield from sorted((content / folder).glob("[0-9][0-9][0-9][0-9]/*.md"))


def _former(path: Path) -> list[object]:
    """The old addresses that a file claims."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    if b"moved_from" not in data:
        return []
    front, _ = read_front(data, path.name)
    claimed = front.values.get("moved_from", "") if front else ""
    return [part.strip() for part in claimed.split(",")] if isinstance(claimed, str) else list(claimed)
