"""Programs of other people that tests start: those of this machine, or those that tests/system.sh unpacked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.building import ROOT

FOLDER = ROOT / ".venv" / "system"


def program(name: str) -> str:
    """Where a program is. Skips the test where there is none."""
    places = (os.environ.get("PATH", os.defpath), "/usr/sbin", str(FOLDER / "usr/sbin"), str(FOLDER / "usr/bin"))
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        pytest.skip(f"{name} is not here: `make test` fetches it on Debian, or apt-get install {name}")
    return found


def environment(home: Path) -> dict[str, str]:
    """The variables for such a program: a home of its own, and the libraries that were unpacked beside it."""
    libraries = [path for lib in ("usr/lib", "lib") for path in (FOLDER / lib, *(FOLDER / lib).glob("*-linux-gnu*"))]
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
        "TERM": "dumb",
        "TZ": "UTC",
        "LD_LIBRARY_PATH": os.pathsep.join(map(str, libraries)) if FOLDER.is_dir() else "",
    }


def nginx_module(name: str) -> Path:
    """The file of a module of nginx. Skips the test where there is none."""
    for root in (Path("/"), FOLDER):
        path = root / "usr/lib/nginx/modules" / f"ngx_{name}_module.so"
        if path.is_file():
            return path
    return pytest.skip(f"nginx has no module {name}: apt-get install lib{'nginx-mod-' + name.replace('_', '-')}")
