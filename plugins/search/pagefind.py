"""The program that makes the index: run on a folder of pages, and its files made the same on every run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.search import cbor

DISTRIBUTION = "pagefind_bin"
LANGUAGE = "id"  # by whose rules words are stemmed; stories in other languages are few
_INSTALL = f"pasang dengan: python -m pip install {DISTRIBUTION}, atau jalankan make lagi"
_LONGEST = 1_200  # seconds; a bundle takes some ten
_ENTRY = "pagefind-entry.json"
_ENGINE = ("pagefind.js", "pagefind-worker.js", f"wasm.{LANGUAGE}.pagefind")
_ANY_PAGE = "<!doctype html><html><body><p>Mesin pencari</p></body></html>"
_NO_PAGES: tuple[list[object], ...] = ([], [], [], [], [])  # pages, chunks, filters, sorts, fields of the metadata


class PagefindError(RuntimeError):
    """The program is missing or failed; the message says what to do."""


@cache
def version() -> str:
    """The installed version. Raises PagefindError where there is none."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError as error:
        raise PagefindError(f"Pagefind tidak terpasang; {_INSTALL}") from error


def index(pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The index of pages, each a site path that ends with a slash and an HTML document: (name, bytes) of each file that
    a browser needs beside the engine.

    Raises PagefindError where the program is missing or fails.
    """
    with TemporaryDirectory(prefix="newsroom-") as folder:
        made = _run(Path(folder), pages)
        yield from settled({path.relative_to(made).as_posix(): path for path in made.rglob("*") if path.is_file()})


@cache
def engine() -> tuple[tuple[str, bytes], ...]:
    """What searches: script, worker and WebAssembly, with an index of no page, so that one engine serves all bundles.

    (name, bytes) of each file, the same in every process. Raises PagefindError where the program is missing or fails.
    """
    with TemporaryDirectory(prefix="newsroom-") as folder:
        made = _run(Path(folder), [("", _ANY_PAGE)])
        parts = [(name, (made / name).read_bytes()) for name in _ENGINE]
        entry = json.loads((made / _ENTRY).read_bytes())
    entry["languages"] = {LANGUAGE: {"hash": f"{LANGUAGE}_0", "wasm": LANGUAGE, "page_count": 0}}
    facts = cbor.packed([entry["version"], *_NO_PAGES])
    return (*parts, (f"pagefind.{LANGUAGE}_0.pf_meta", facts), (_ENTRY, _json(entry)))


def settled(files: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """The files of an index without chance in them.

    The program writes filters, and the values of each, in an order of chance. They are sorted, and whatever is named
    after its bytes, or names another, follows.
    """
    renamed: dict[str, str] = {}
    for name in sorted(files):
        folder, _, rest = name.partition("/")
        if folder == "filter":
            content, new = _sorted_filter(files[name].read_bytes())
            renamed[rest.partition(".")[0]] = new
            yield f"filter/{new}.pf_filter", content
        elif folder in ("index", "fragment"):
            yield name, files[name].read_bytes()
    entry = json.loads(files[_ENTRY].read_bytes())
    language = entry["languages"][LANGUAGE]
    facts = cbor.unpacked(files[f"pagefind.{language['hash']}.pf_meta"].read_bytes())
    facts[3] = sorted([name, renamed[old]] for name, old in facts[3])
    content = cbor.packed(facts)
    language["hash"] = f"{LANGUAGE}_{cbor.digest(content)}"
    yield f"pagefind.{language['hash']}.pf_meta", content
    yield _ENTRY, _json(entry)


def _sorted_filter(content: bytes) -> tuple[bytes, str]:
    name, values = cbor.unpacked(content)
    packed = cbor.packed([name, sorted(values)])
    return packed, f"{LANGUAGE}_{cbor.digest(packed)}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _run(folder: Path, pages: Iterable[tuple[str, str]]) -> Path:
    """Have an index made in a folder; where it lies."""
    site, made = folder / "site", folder / "index"
    for path, document in pages:
        page = site / path / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(document, encoding="utf-8")
    program = _program()
    command: list[str | Path] = [
        program,
        "--site",
        site,
        "--output-path",
        made,
        "--force-language",
        LANGUAGE,
        "--silent",
    ]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_LONGEST, check=False)
    except OSError as error:
        raise PagefindError(f"Pagefind tidak dapat dijalankan: {error}; {_INSTALL}") from error
    except subprocess.TimeoutExpired as error:
        raise PagefindError(f"Pagefind tidak selesai dalam {_LONGEST} detik") from error
    if done.returncode:
        told = " ".join((done.stderr or done.stdout).decode(errors="replace").split())
        raise PagefindError(f"Pagefind berakhir dengan {done.returncode}: {told[:300]}")
    return made


def _program() -> Path:
    try:
        from pagefind_bin import get_executable  # only who makes an index needs it

        return Path(get_executable())
    except (ImportError, FileNotFoundError) as error:
        raise PagefindError(f"Pagefind tidak terpasang; {_INSTALL}") from error
