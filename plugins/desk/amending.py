"""Changing one key of a story that is out: read, write into a copy, compare, and only then put in its place."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from plugins import dates
from plugins.desk.arguments import add_content
from plugins.desk.calling import command, option
from plugins.desk.refusal import Refusal
from plugins.library import Placed, place
from plugins.problems import ERROR, Problem, nearest, show
from plugins.publish.registers import Registers
from plugins.stories import slips
from plugins.stories.editing import Uneditable
from plugins.stories.frontmatter import read_front
from plugins.stories.keys import StoryFields
from plugins.stories.reader import MAX_FILE_BYTES, Context, read_story
from plugins.stories.schema import check_front
from plugins.stories.terms import Terms
from plugins.stories.tree import Place


@dataclass(frozen=True, slots=True)
class Subject:
    """A story that is to be changed. `placed` is None where its file has an error."""

    place: Place
    data: bytes
    placed: Placed | None
    timezone: str


def subject(where: Place, registers: Registers) -> Subject:
    """The story at a place, as its file stands. Raises Refusal where that is no readable file."""
    path = registers.context.roots.content / where.path
    if path.is_symlink():
        raise Refusal(f"{where.path} adalah tautan simbolis. Ganti dengan berkas aslinya.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(f"{where.path} tidak dapat dibaca: {error.strerror}.") from None
    if len(data) > MAX_FILE_BYTES:
        raise Refusal(f"{where.path} terlalu besar. Jalankan {command('check')} untuk langkahnya.")
    story = read_story(data, where, registers.context).story
    placed = place(story, registers.places) if story else None
    return Subject(where, data, placed, registers.context.registry.timezone(where.unit))


def amended(story: Subject, key: str, change: Callable[[bytes], bytes], by_hand: str, context: Context) -> bytes:
    """The file after `change`, which says the same as before but for `key`. Raises Refusal where it would not.

    `by_hand` are the lines that a person would add where the file is written in a way that only a person can change.
    """
    try:
        data = change(story.data)
    except Uneditable:
        raise Refusal(
            f"Bagian depan {story.place.path} tidak dapat disunting sendiri tanpa mengubah yang lain. Jalankan "
            f"{command('check')} bila ada kesalahan, lalu tulis di bawah kunci terakhir, sebelum baris --- yang "
            f"kedua:\n{by_hand}"
        ) from None
    before, told = _typed(story.data, story.place, context)
    after, problems = _typed(data, story.place, context)
    known = {(problem.code, problem.field, problem.value) for problem in told}
    wrong = [p for p in problems if p.severity == ERROR and (p.code, p.field, p.value) not in known]
    if wrong:
        raise Refusal("\n".join(map(show, wrong)))
    if before and after and any(_differ(before, after, part.name) for part in fields(before) if part.name != key):
        raise Refusal(f"Penulisan {key} akan mengubah kunci lain di {story.place.path}; tulislah sendiri:\n{by_hand}")
    return data


def _differ(before: StoryFields, after: StoryFields, name: str) -> bool:
    return name != "given" and getattr(before, name) != getattr(after, name)


def _typed(data: bytes, where: Place, context: Context) -> tuple[StoryFields | None, list[Problem]]:
    front, problems = read_front(data, where.path)
    if front is None:
        return None, problems
    terms = Terms(
        timezone=context.registry.timezone(where.unit),
        reference=where.reference,
        unit_ids=context.registry.units.keys(),
        zone_ids=context.taxonomy.ids,
        moves=context.moves,
    )
    keys, found = check_front(front, where.path, terms)
    return keys, [*problems, *found]


def within(content: Path, path: str) -> Path:
    """Where a content path lies on disk. Raises Refusal where a link on the way leads out of the content folder."""
    target = content / path
    if not target.parent.resolve().is_relative_to(content.resolve()):
        raise Refusal(f"{target.parent} adalah tautan ke luar folder isi; tidak ada yang ditulis di sana.")
    return target


def write(path: Path, data: bytes) -> None:
    """Put a file in its place whole, so that nobody meets half of it. Raises Refusal where it cannot be written."""
    aside = path.with_name(f".{path.name}.baru")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        with aside.open("xb") as file:  # never through a link that somebody left here
            file.write(data)
        aside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise Refusal(
            f"{path} tidak dapat ditulis: {error.strerror}. Tutup program yang membukanya, lalu ulangi."
        ) from None


def moment_written(text: str, timezone: str, now: int) -> str:
    """A moment as front matter has it; `now` (seconds since 1970) where nothing is said. Raises Refusal."""
    if not text.strip():
        return f"{dates.in_zone(now, timezone):%Y-%m-%d %H.%M}"
    try:
        moment = dates.parse_moment(text, timezone)
    except ValueError:
        near = slips.suggest_moment(text)
        hint = f" Mungkin maksudnya: {near}." if near else ""
        raise Refusal(
            f'Tanggal “{text}” tidak terbaca.{hint} Tulis seperti 2026-11-14, atau dengan jamnya: "2026-11-14 11.20".'
        ) from None
    return f"{moment.at:%Y-%m-%d %H.%M}" if moment.has_time else f"{moment.at:%Y-%m-%d}"


def today(now: int, timezone: str) -> str:
    """The day of `now` (seconds since 1970) in a zone."""
    return f"{dates.in_zone(now, timezone):%Y-%m-%d}"


def known_kind(kind: str, kinds: Sequence[str]) -> str:
    """A kind that there is. Raises Refusal, with the nearest, for another."""
    if kind in kinds:
        return kind
    near = nearest(kind, kinds)
    hint = f" Mungkin maksudnya: {near}." if near else ""
    raise Refusal(f"Jenis “{kind}” tidak dikenal.{hint} Yang boleh: {', '.join(kinds)}.")


def sentence(text: str, name: str, example: str) -> str:
    """What was given as a note, on one line. Raises Refusal where there is none, or it cannot be printed."""
    line = " ".join(text.split())
    if not line:
        quoted = '"…"'
        raise Refusal(f"Sebutkan {example}: {option(name, quoted)}")
    if not line.isprintable():
        raise Refusal(
            f"Tulisan {option(name, '…')} memuat karakter kendali tak terlihat. Ketik ulang, jangan disalin dari PDF."
        )
    return line


def next_step(path: Path) -> str:
    """What to do with a file that was changed."""
    return (
        f"Periksa dengan: {command('check', str(path), f'FILE={path}')}\nLalu kirim: git add content, git commit, git "
        "pull --rebase, git push. Situs berubah setelah terkirim."
    )


def add_arguments(parser: argparse.ArgumentParser, kinds: Sequence[str]) -> None:
    """Which story, of which of the `kinds` the change is (the first, if nothing is said), and when it was made."""
    add_content(parser, option=True)
    parser.add_argument("story", metavar="BERITA", help="unit/tahun/nama-berkas, letak berkas, atau alamat di situs")
    parser.add_argument("--kind", default=kinds[0], help=", ".join(kinds))
    parser.add_argument("--date", default="", help="saatnya; bila tidak disebut, sekarang")
    add_options(parser)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where the site that is out was built: its library knows what will change."""
    parser.add_argument("-o", "--output", type=Path, help="folder situs yang terakhir dibangun")
    parser.add_argument("--cache", type=Path, help="folder pustaka situs itu")
