"""`desk check CONTENT [FILE …]`: what is wrong in the content, told for people, code hosts or other programs."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from plugins.desk.arguments import add_content
from plugins.desk.formats import FORMATS, closing_line
from plugins.problems import ERROR
from plugins.rules.checking import Waived
from plugins.stories import history
from plugins.stories.reader import Context

_MANY = 2000  # files, which take some seconds to read


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("check", help="periksa semua berkas")
    add_content(parser)
    parser.add_argument("files", nargs="*", metavar="FILE", help="hanya laporkan berkas ini")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="bentuk laporan")
    parser.add_argument(
        "--changed",
        nargs="?",
        const="HEAD",
        metavar="RANGE",
        help="hanya laporkan yang berubah: sejak commit ini, dalam rentang ini (a..b), atau yang belum di-commit",
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="tambahkan setiap pengecualian ke berkas JSONL ini")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Tell every problem: 1 where there is an error, else 0; 2 where nothing could be checked."""
    from plugins.desk.checking import check, judges
    from plugins.newsroom import setup
    from plugins.newsroom.settings import as_of, processes
    from plugins.rules import table

    try:
        rules = table.chosen(settings["RULES"])
        registers = setup.load(settings)
        only = _only(registers.context, chosen.files, chosen.changed)
        checked = check(
            chosen.content,
            registers,
            judges(registers, rules, settings["DEFAULT_LANG"]),
            processes(settings),
            library=_library(chosen.content, settings),
            only=only,
            fresh=_uncommitted(chosen.content) if only is None else None,
            announce=_announce,
        )
    except (ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2
    sys.stdout.write(FORMATS[chosen.format](checked.problems, checked.waived, _prefix(chosen.content)))
    closing = closing_line(checked.files, checked.problems, (rule.code for rule in rules), len(checked.waived))
    print(closing, file=sys.stdout if chosen.format == "text" else sys.stderr)
    if chosen.log and checked.waived:
        _log(chosen.log, checked.waived, as_of())
    return 1 if any(problem.severity == ERROR for problem in checked.problems) else 0


def _announce(number: int) -> None:
    """Say why it takes a while, the first time."""
    if number >= _MANY:
        print(
            f"Membaca {number} berkas. Hanya kali ini: pemeriksaan berikutnya membaca yang berubah saja.",
            file=sys.stderr,
            flush=True,
        )


def _library(content: Path, settings: dict[str, Any]) -> Path:
    name = hashlib.sha256(str(content.resolve()).encode()).hexdigest()[:16]
    return Path(settings["CACHE_PATH"]) / f"check-{name}.sqlite"


def _only(context: Context, files: Sequence[str], changed: str | None) -> set[str] | None:
    """The content paths that are asked for; None: all are. Raises ValueError or Refusal where that cannot be told."""
    if not files and changed is None:
        return None
    wanted = {path for file in files for path in _content_paths(context, file)}
    if changed is not None:
        wanted |= _changed(context.roots.content, changed)
    return wanted


def _uncommitted(content: Path) -> set[str] | None:
    """Files that the last commit has not, or not as they stand; None where there is no git that could tell."""
    try:
        return _changed(content, "HEAD")
    except ValueError:
        return None


def _content_paths(context: Context, file: str) -> list[str]:
    """The content path of a file that is named from here, or from the content folder, or of a story by its address; of
    a folder all within."""
    content = context.roots.content
    top = content.resolve()
    for base in (Path(), content):
        path = (base / file).resolve()
        if path.exists() and path.is_relative_to(top):
            found = sorted(one for one in path.rglob("*") if not one.is_dir()) if path.is_dir() else [path]
            return [one.relative_to(top).as_posix() for one in found]
    from plugins.desk import locating

    if not locating.names_a_story(file):
        raise ValueError(f"Berkas atau folder {file} tidak ada di folder isi {content}. Periksa ejaannya.")
    return [locating.locate(file, context).path]


def _changed(content: Path, since: str) -> set[str]:
    """Files that differ from a commit, or between two (`a..b`, `a...b`), those that went too, and those that git does
    not know yet."""
    if since.startswith("-"):
        raise ValueError(f"“{since}” bukan commit. Tulis misalnya --changed origin/main...HEAD.")
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative")
    told = history.git(content, "diff", *options, since, "--")
    if told is None:
        raise ValueError(
            f"Git tidak dapat menyebutkan perubahan sejak “{since}”. Periksa nama commit-nya, dan bahwa riwayatnya ada "
            "(di CI: ambil dengan fetch-depth: 0)."
        )
    strange = history.git(content, "ls-files", "-z", "--others", "--exclude-standard") if ".." not in since else b""
    return set(filter(None, (told + (strange or b"")).decode("utf-8", "replace").split("\0")))


def _prefix(content: Path) -> str:
    """What leads from the top of the repository to the content folder, with a slash at its end; else empty."""
    told = history.git(content, "rev-parse", "--show-prefix")
    return told.decode("utf-8", "replace").strip("\n") if told else ""


def _log(file: Path, waived: Sequence[Waived], moment: int) -> None:
    checked_at = datetime.fromtimestamp(moment, UTC).isoformat()
    with file.open("a", encoding="utf-8") as out:
        for one in waived:
            row = {"checked_at": checked_at, "reason": one.reason, **asdict(one.problem)}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
