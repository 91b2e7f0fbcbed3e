"""`desk tidy`: make files that come from Windows or a telephone fit: their text, and their names."""

from __future__ import annotations

import argparse
import posixpath
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from plugins.desk import amending, names
from plugins.desk.arguments import add_content
from plugins.desk.calling import command, launcher
from plugins.desk.refusal import Refusal
from plugins.desk.tidying import Unreadable, tidied
from plugins.library.scan import FOLDERS
from plugins.newsroom import setup
from plugins.stories import tree
from plugins.stories.reader import MAX_FILE_BYTES, Context, read_story
from plugins.stories.slips import slug_of
from plugins.stories.tree import Place


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("tidy", help="rapikan berkas dari Windows atau ponsel")
    add_content(parser, option=True)
    parser.add_argument("files", nargs="+", metavar="FOLDER", help="berkas atau folder")
    parser.add_argument("--look", action="store_true", help="hanya sebutkan, jangan ubah")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Tidy the files: 0 where all is well now, 1 where something is left for a person to mend."""
    context = setup.load(settings).context
    work = _Work(context, look=chosen.look)
    folders = sorted({path.parent for path in _texts(chosen.files, context)})
    for path in list(_texts(chosen.files, context)):
        work.text(path)
    for folder in folders:
        work.beside(folder)
    print("\n".join(work.lines) if work.lines else "Tidak ada yang perlu dirapikan.")
    if work.lines:
        planned = f"Ini baru rencana; tanpa {'--look' if launcher() else 'LOOK=1'} dikerjakan."
        print(planned if chosen.look else f"Periksa dengan: {command('check')}")
    return 1 if work.refused else 0


def _texts(files: Sequence[str], context: Context) -> Iterator[Path]:
    """The texts among files and in folders. Raises Refusal for what is not there, or lies elsewhere."""
    content = context.roots.content.resolve()
    for name in files:
        found = [base / name for base in (Path(), context.roots.content) if name and (base / name).exists()]
        if not found:
            called = f"“{name}” tidak ada. " if name else ""
            example = ("" if launcher() else "FILES=") + "content/berita/kanim-padang/2026"
            raise Refusal(f"{called}Sebutkan berkas atau foldernya, misalnya {example}.")
        path = found[0].resolve()
        if not path.is_relative_to(content):
            raise Refusal(f"“{name}” tidak berada di folder isi {context.roots.content}.")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in inside if one.is_file() and not one.is_symlink() and _is_story(one, content))


def _is_story(path: Path, content: Path) -> bool:
    return path.relative_to(content).parts[0] in FOLDERS and tree.is_text(path.name) and not tree.ignored(path.name)


class _Work:
    """What is done, a line each. With `look` nothing is touched."""

    def __init__(self, context: Context, *, look: bool) -> None:
        self.lines: list[str] = []
        self.refused = False
        self._context = context
        self._content = context.roots.content.resolve()
        self._look = look

    def text(self, path: Path) -> None:
        """A text's bytes, then its name."""
        data = path.read_bytes() if path.stat().st_size <= MAX_FILE_BYTES * 2 else b""
        try:
            found = tidied(data)
        except Unreadable as error:
            self._refuse(path, f"baris {error.line} tidak terbaca; ketik ulang baris itu, lalu simpan sebagai UTF-8")
            return
        if found.done:
            self._say(path, "; ".join(found.done))
            if not self._look:
                amending.write(path, found.data)
        wanted = _text_name(path.name)
        if wanted == path.name:
            return
        if any(other != path.name and names.folded(other) == names.folded(wanted) for other in _names(path.parent)):
            self._refuse(path, f"namanya seharusnya {wanted}, tetapi berkas itu sudah ada; gabungkan keduanya")
        else:
            self._rename(path, wanted)

    def beside(self, folder: Path) -> None:
        """What lies beside the texts of a folder: called as they call it, and as every computer can hold it."""
        wanted = self._wanted(folder)
        for name in _names(folder):
            path = folder / name
            if tree.is_text(name) or tree.ignored(name) or not path.is_file():
                continue
            composed = unicodedata.normalize("NFC", name)
            if names.safe(name) != name:
                self._refuse(
                    path,
                    f"Windows tidak dapat menyimpan nama ini; ganti menjadi {names.safe(name)} di sini dan di berita",
                )
            elif composed in wanted and composed != name:
                self._rename(path, composed)
            elif composed not in wanted:
                meant = sorted(other for other in wanted if names.folded(other) == names.folded(name))
                if len(meant) == 1 and meant[0] not in _names(folder):
                    self._rename(path, meant[0])

    def _wanted(self, folder: Path) -> set[str]:
        """The names of files in a folder that its texts mention, in Unicode's normal form C."""
        found: set[str] = set()
        for name in _names(folder):
            path = (folder / name).relative_to(self._content).as_posix()
            place = tree.classify(path, self._context.registry) if path.startswith("berita/") else None
            if isinstance(place, Place):
                needs = read_story((folder / name).read_bytes(), place, self._context).needs
                found.update(posixpath.basename(need) for need in needs if posixpath.dirname(need) == place.folder)
        return found

    def _rename(self, path: Path, name: str) -> None:
        self._say(path, f"diganti namanya menjadi {name}")
        if not self._look:
            aside = path.with_name(f".{path.name}.pindah")  # where capitals are no difference, two steps make one
            path.rename(aside)
            aside.rename(path.with_name(name))

    def _say(self, path: Path, done: str) -> None:
        self.lines.append(f"{path.relative_to(self._content).as_posix()}: {done}")

    def _refuse(self, path: Path, why: str) -> None:
        self.refused = True
        self._say(path, f"BELUM: {why}")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _text_name(name: str) -> str:
    """The name that a text must have: `loket-buka.md` for `Loket Buka.md.txt`."""
    stem = name
    while tree.is_text(stem):
        stem = stem.rpartition(".")[0]
    return slug_of(stem) + ".md"
