"""Chromium as tests drive it: that of this machine, or the one that tests/system.sh unpacked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.server.programs import FOLDER, environment

_UNPACKED = FOLDER / "usr" / "lib" / "chromium" / "chromium"
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
    """Where Chromium is; None where there is none."""
    found = shutil.which("chromium")
    return found or (str(_UNPACKED) if _UNPACKED.is_file() else None)


def needed() -> str:
    """The same for a test, which is skipped without it."""
    found = executable()
    return found or pytest.skip("chromium is not here: `make test` fetches it on Debian, or apt-get install chromium")


def variables(home: Path) -> dict[str, str]:
    """The variables for Chromium with the folder `home` for what it keeps; the unpacked one finds its libraries."""
    if shutil.which("chromium"):
        return {**os.environ, "HOME": str(home), "TZ": "UTC"}
    configuration = home / "fonts.conf"
    configuration.write_text(_FONTS.format(folder=FOLDER, home=home), encoding="utf-8")
    return {**environment(home), "FONTCONFIG_FILE": str(configuration)}
