"""Reading a content folder for what is hidden in it: twice, for what is public is known only when all was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile

from plugins import addresses
from plugins.addresses import STORY_REFERENCE
from plugins.leaks.finder import Finder
from plugins.leaks.hidden import Hidden, hidden, shown
from plugins.leaks.marks import Marks, Pictures, Plain, marks
from plugins.leaks.words import words_of
from plugins.library import store
from plugins.publish import reading
from plugins.publish.processes import spread
from plugins.publish.registers import Registers
from plugins.stories import media, tree
from plugins.stories.frontmatter import read_front
from plugins.stories.media_kinds import Refusal
from plugins.stories.reader import MAX_FILE_BYTES, Context
from plugins.stories.story import Story

_NAMES = ("units.csv", "unit_events.csv", "regions.csv")  # registers whose words templates put together
_TEXTS = (".csv", ".toml", ".md", ".html", ".js", ".css", ".po", ".json")  # that the public reads parts of
_LINES = 200  # texts that a process is sent at once


@dataclass(frozen=True, slots=True)
class _File:
    """What a story's file gave. `shown` are the words that the public may read of it, text by text in lines."""

    hidden: Hidden | None
    public: tuple[str, ...]  # addresses under which something public stands: its reference, the pages of its tags
    shown: bytes
    pictures: tuple[str, ...]  # SHA-256 of the files of a public story
    hidden_pictures: tuple[str, ...]


def load(registers: Registers, theme: Path, as_of: int, processes: int) -> Marks:
    """The marks of all that the stories of the content folder, and of mounted sources, must not say at `as_of`.

    What the templates of the folder `theme` say is public. Raises OSError where a story cannot be read.
    """
    context = registers.context
    paths = [entry.path for entry in _stories(context)]
    prepare = partial(_set_up, context, as_of)
    found: list[Hidden] = []
    hidden_pictures: dict[int, tuple[str, ...]] = {}
    references: set[str] = set()
    pictures: set[str] = set()
    with TemporaryFile() as spool:
        for file in spread(_read, paths, processes=processes, prepare=prepare):
            if file.hidden is not None:
                hidden_pictures[len(found)] = file.hidden_pictures
                found.append(file.hidden)
            references.update(file.public)
            pictures.update(file.pictures)
            if file.shown:
                spool.write(file.shown + b"\n")
        interface = list(_interface(context, theme))
        plain = Plain(_names(context), frozenset(word for line in interface for word in line.split()))
        made = marks(found, frozenset(references), plain, Pictures(frozenset(pictures), hidden_pictures))
        if made.phrases or made.words:
            spool.write(b"".join(line + b"\n" for line in (*interface, *_others(context))))
            spool.seek(0)
            _forget_public(made, spool, processes)
    return made


def _forget_public(made: Marks, lines: Iterable[bytes], processes: int) -> None:
    finder = Finder(made)
    waiting = iter(lines)
    batches = iter(lambda: list(islice(waiting, _LINES)), [])
    phrases: set[bytes] = set()
    words: set[bytes] = set()
    for some, other in spread(_public, batches, processes=processes, prepare=partial(_take, finder), few=0, batch=1):
        phrases |= some
        words |= other
    made.without(phrases, words)


_contexts: list[tuple[Context, int]] = []
_finders: list[Finder] = []


def _set_up(context: Context, as_of: int) -> None:
    reading.set_up(context)
    _contexts[:] = [(context, as_of)]


def _take(finder: Finder) -> None:
    _finders[:] = [finder]


def _public(lines: list[bytes]) -> tuple[set[bytes], set[bytes]]:
    finder = _finders[0]
    said = b" ".join(lines)
    return finder.phrases_in(said), finder.marks.words.keys() & set(said.split())


def _stories(context: Context) -> Iterator[tree.Entry]:
    roots = context.roots
    found = (entry for entry in tree.walk(roots.content, "berita") if not roots.is_mounted(entry.path))
    yield from (entry for entry in found if entry.kind == "file" and tree.is_text(entry.path))
    for prefix, root in roots.heads():
        if prefix.startswith("berita/"):
            inside = tree.walk(root.folder, prefix)
            yield from (entry for entry in inside if entry.kind == "file" and tree.is_text(entry.path))


def _read(path: str) -> _File:
    context, as_of = _contexts[0]
    root = context.roots.of(path)
    data = (root / path).read_bytes()[:MAX_FILE_BYTES]
    made = reading.read(path)
    story = _story(made.story, made.body)
    front, _ = read_front(data, path)
    reference = made.key if STORY_REFERENCE.fullmatch(made.key) else ""
    found = hidden(path, reference, data, front, story, made.broken, as_of)
    gone = found is not None and bool(found.addresses) and not found.redirects
    public = story if story is not None and not gone else None
    names = found.files if found else ()
    # Of a story withdrawn for privacy nobody links to the address, and its words are those of the title.
    open_to_all = public if not (found and found.redirects) else None
    own = (reference,) if open_to_all and reference else ()
    linked = _addresses(open_to_all, context.site_url) if open_to_all else ()
    return _File(
        hidden=found,
        public=(*own, *(addresses.tag(tag).rstrip("/") for tag in public.tags)) if public else (),
        shown=b"\n".join((shown(public, as_of), *linked)) if public else b"",
        pictures=tuple(file.digest for file in public.media) if public else (),
        hidden_pictures=tuple(digest for name in names for digest in _digests(root, path, name)),
    )


def _addresses(story: Story, site_url: str) -> Iterator[bytes]:
    """The words of a public story's addresses, as links to it are written: they stand on public pages."""
    return (words_of(f"{site_url}/berita/{reference}/") for reference in (story.reference, *story.moved_from))


def _story(row: bytes | None, body: str) -> Story | None:
    if row is None:
        return None
    return replace(store.STORY.decode(row), body=body)


def _digests(root: Path, path: str, name: str) -> Iterator[str]:
    """SHA-256 of a file beside a story, and of what would be published of it."""
    data = media.read_beside((root / path).parent, name, root)
    if isinstance(data, Refusal):
        return
    yield hashlib.sha256(data).hexdigest()
    found = media.inspect(data, path, name)
    if isinstance(found, Refusal):
        return
    try:
        yield hashlib.sha256(media.clean(data, found.type)).hexdigest()
    except ValueError:
        return


def _names(context: Context) -> frozenset[bytes]:
    """The words of which names of offices and places are made."""
    folder = context.roots.content / "register"
    files = [folder / name for name in _NAMES if (folder / name).is_file()]
    return frozenset(word for file in files for word in words_of(file.read_text("utf-8", "replace")).split())


def _interface(context: Context, theme: Path) -> Iterator[bytes]:
    """The words of what the site says of its own: templates, and names of themes, areas and stages."""
    yield from _told_in(theme)
    taxonomy = context.taxonomy
    for one in taxonomy.themes:
        parts = (part.name for part in one.components)
        yield from map(words_of, (one.name, one.short_name, one.description, *parts))
    yield from (words_of(stage.name) for stage in taxonomy.stages)


def _others(context: Context) -> Iterator[bytes]:
    """The words of what else is public beside stories: pages and registers."""
    roots = context.roots
    folders = [roots.content / folder for folder in ("halaman", "unit", "register")]
    folders += [root.folder / prefix for prefix, root in roots.heads() if prefix.startswith("unit/")]
    for folder in folders:
        yield from _told_in(folder)


def _told_in(folder: Path) -> Iterator[bytes]:
    for file in sorted(folder.rglob("*")):
        if file.suffix in _TEXTS and file.is_file() and not file.is_symlink():
            yield words_of(file.read_text("utf-8", "replace"))
