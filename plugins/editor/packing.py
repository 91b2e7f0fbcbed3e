"""The files of the admin tree: Sveltia as npm unpacked it, made ours, and our own pages beside it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.editor import bundle
from plugins.rules import portable

_HERE = Path(__file__).parent
_SITE = _HERE / "site"
_STYLE = _HERE.parents[1] / "theme" / "static" / "style.css"  # the preview is dressed as the site is
_HASH = re.compile(r"-[\w-]{8}(?=\.woff2$)")  # what its own packing put into the names of fonts
# Modules that the script asks for when it needs them: package and file.
_MODULES = (
    ("exifr", "dist/lite.esm.mjs"),
    ("immutable", "dist/immutable.es.js"),
    ("turndown", "lib/turndown.browser.es.js"),
)
_UP = {"github": {"status": {"indicator": "none"}}, "gitlab": {"result": {"status_overall": {"status_code": 100}}}}


class Missing(RuntimeError):
    """What packing needs is not on this machine; the text says what, in Indonesian."""


def fetch(tools: Path) -> Path:
    """The folder of node_modules in `tools`, holding exactly what package-lock.json names, each by its digest.

    Asks npm only where the lock is another than the one that was unpacked there. Raises Missing.
    """
    lock = (_HERE / "package-lock.json").read_bytes()
    modules, seal = tools / "node_modules", tools / "unpacked.json"
    if seal.is_file() and seal.read_bytes() == lock:
        return modules
    npm = shutil.which("npm")
    if npm is None:
        raise Missing(
            "Node.js dan npm belum terpasang; hanya perintah ini yang memerlukannya: apt-get install nodejs npm"
        )
    tools.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_HERE / name, tools / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    # npm takes a folder behind a symbolic link for another one than its own.
    done = subprocess.run(command, cwd=tools.resolve(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"npm tidak dapat mengambil penyunting: {done.stderr.strip()[-500:]}")
    seal.write_bytes(lock)
    return modules


def sveltia(modules: Path) -> Iterator[tuple[str, bytes]]:
    """Path in the admin tree and content of all that is Sveltia's. Raises bundle.Unlike for another Sveltia."""
    package = modules / "@sveltia" / "cms"
    about = _json(package / "package.json")
    strings = bundle.in_indonesian(_json(package / "locales" / "en-US.json"), _json(_HERE / "indonesian.json"))
    yield "sveltia.js", bundle.changed((package / "dist" / "sveltia-cms.js").read_text("utf-8"), strings).encode()
    yield "sveltia-license.txt", (package / "LICENSE.txt").read_bytes()
    for chunk in sorted((package / "dist" / "chunks").glob("*.js")):
        yield f"chunks/{chunk.name}", re.sub(rb"\n//# sourceMappingURL=\S+", b"", chunk.read_bytes())
    vendor = bundle.VENDOR
    yield f"{vendor}/@sveltia/cms/package.json", json.dumps({"version": about["version"]}).encode()
    for font in sorted((package / "npm" / "assets").glob("*.woff2")):
        yield f"{vendor}/fonts/{_HASH.sub('', font.name)}", font.read_bytes()
    for notice in sorted((package / "npm" / "assets").glob("*.LICENSE.txt")):
        yield f"{vendor}/fonts/{notice.name}", notice.read_bytes()
    for name, file in _MODULES:
        asked = re.sub(r"^\D", "", about["dependencies"][name])
        yield f"{vendor}/{name}@{asked}/{file}", (modules / name / file).read_bytes()
    for name, answer in _UP.items():
        yield f"{vendor}/status/{name}.json", json.dumps(answer).encode()


def pages() -> Iterator[tuple[str, bytes]]:
    """Path in the admin tree and content of our own pages and scripts."""
    for path in sorted(_SITE.rglob("*")):
        if path.is_file():
            yield path.relative_to(_SITE).as_posix(), path.read_bytes()
    yield "rules.js", portable.SCRIPT.read_bytes()
    yield "style.css", _STYLE.read_bytes()


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
