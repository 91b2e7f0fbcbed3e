"""Chromium as tests drive it: that of this machine, or the one that tests/system.sh unpacked.

Its headless shell is the same engine without the windows, menus and new tabs of a browser: it takes a third of the
processor's time. Where only the whole browser is there, that is driven.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.server.programs import FOLDER, environment

_PROGRAMS = ("chromium-headless-shell", "chromium")
_UNPACKED = FOLDER / "usr" / "lib" / "chromium"
# Nothing but the site under test is ever asked for.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-sandbox",
)
_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{folder}/usr/share/fonts</dir>
  <cachedir>{home}/fonts</cachedir>
</fontconfig>
"""


def executable() -> str | None:
    """Where Chromium is; None where there is none.

    Ours first: the script that Debian puts on the path beside it looks for it where it would be installed.
    """
    places = ((_UNPACKED / name, shutil.which(name)) for name in _PROGRAMS)
    return next((str(own) if own.is_file() else found for own, found in places if own.is_file() or found), None)


def needed() -> str:
    """The same for a test, which is skipped without it."""
    found = executable()
    return found or pytest.skip(
        "chromium is not here: `make test` fetches it on Debian, or apt-get install chromium-headless-shell"
    )


def variables(home: Path) -> dict[str, str]:
    """The variables for Chromium with the folder `home` for what it keeps; the unpacked one finds its libraries."""
    if not (executable() or "").startswith(str(_UNPACKED)):
        return {**os.environ, "HOME": str(home), "TZ": "UTC"}
    configuration = home / "fonts.conf"
    configuration.write_text(_FONTS.format(folder=FOLDER, home=home), encoding="utf-8")
    return {**environment(home), "FONTCONFIG_FILE": str(configuration)}
