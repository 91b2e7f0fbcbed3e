"""What a change of a story will change on the site: told from the plan of the next publish, or from addresses alone."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from plugins import addresses
from plugins.library import Placed
from plugins.newsroom import setup
from plugins.publish.foretelling import Foretold, foretell

_MOST_NAMED = 12  # addresses of one sort that are written out


def effects(
    chosen: argparse.Namespace,
    settings: dict[str, Any],
    story: Placed | None,
    changed: Sequence[str],
    gone: Sequence[str],
) -> str:
    """What is said of the next publish after files changed or went (content paths). `story` is its row before."""
    override = {
        "OUTPUT_PATH": chosen.output.absolute() if chosen.output else None,
        "CACHE_PATH": chosen.cache.absolute() if chosen.cache else None,
    }
    own = {**settings, **{name: str(value) for name, value in override.items() if value}}
    job, _ = setup.job(own, None, lambda phase, done, total: None)
    told = foretell(job, changed, gone)
    if told is not None:
        return by_plan(told)
    return by_address(story) if story else ""


def by_plan(told: Foretold) -> str:
    """The outputs that will change, sorted into pages, feeds and data."""
    if not told.written and not told.deleted:
        return "Tidak ada halaman atau umpan yang akan berubah."
    feeds = [path for path in told.written if _is_feed(path)]
    pages = [path for path in told.written if path.endswith(".html")]
    others = [path for path in told.written if path not in {*feeds, *pages}]
    lines = ["Bila ini terbit, yang berubah:", *_named("halaman", pages), *_named("umpan", feeds)]
    lines += [f"  data dan peta situs: {len(others)} berkas"] if others else []
    lines += _named("dihapus", told.deleted)
    return "\n".join([*lines, "  Gambar kecil, kartu, dan indeks pencarian menyusul sendiri."])


def by_address(story: Placed) -> str:
    """The same where nothing was built here yet: by what the story's place and front matter say."""
    row, month = story.story, story.day[:7]
    above = story.ancestors
    pages = [
        story.path,
        "",
        addresses.unit(row.unit),
        addresses.unit_archive(row.unit, month),
        addresses.archive(month),
        addresses.archive(story.day),
        *(addresses.unit(unit) for unit in above),
        *(addresses.rollup_archive(unit, month) for unit in above),
        *(addresses.zone(tag.theme) for tag in row.zones),
        addresses.CORRECTIONS,
    ]
    feeds = [
        addresses.FEED,
        addresses.unit_feed(row.unit),
        *(addresses.rollup_feed(unit) for unit in above),
        *(addresses.zone_feed(tag.theme) for tag in row.zones),
        *(addresses.tag_feed(tag) for tag in row.tags),
        addresses.kind_feed(row.kind),
        addresses.CORRECTIONS_FEED,
    ]
    lines = ["Situs belum pernah dibangun di komputer ini. Menurut alamatnya, yang dapat berubah bila ini terbit:"]
    return "\n".join([*lines, *_named("halaman", pages), *_named("umpan", feeds)])


def _is_feed(path: str) -> bool:
    name = path.rpartition("/")[2]
    return addresses.is_feed(path) or name in (addresses.archived_feed(""), addresses.OPML)


def _named(sort: str, paths: Iterable[str]) -> list[str]:
    shown = [f"/{path.removesuffix('index.html')}" for path in dict.fromkeys(paths)]
    if not shown:
        return []
    more = [f"    dan {len(shown) - _MOST_NAMED} lainnya"] if len(shown) > _MOST_NAMED else []
    return [f"  {sort}: {len(shown)}", *(f"    {path}" for path in shown[:_MOST_NAMED]), *more]
