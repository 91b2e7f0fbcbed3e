"""The settings of a configuration file as Pelican reads them, for commands that build nothing.

Importing Pelican, with docutils and all it writes with, takes longer than a whole check of one story.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from plugins.newsroom.settings import with_defaults

# What Pelican takes for those of its own settings that the newsroom uses (its documentation, “Settings”).
_PELICAN: Mapping[str, Any] = {
    "PATH": ".",
    "OUTPUT_PATH": "output",
    "CACHE_PATH": "cache",
    "SITENAME": "A Pelican Blog",
    "SITEURL": "",
    "DEFAULT_LANG": "en",
    "JINJA_FILTERS": {},
}
_PATHS = ("PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME")  # relative to the file that says them


def read(file: Path, override: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a configuration file, of which those in `override` are taken instead, with all defaults.

    Raises ValueError where it is none, or says no zone of time or no folder of a theme; besides whatever the file
    itself raises.
    """
    settings = {**_PELICAN, **_said(file), **override}
    for name in _PATHS:
        if name in settings:
            settings[name] = os.path.abspath(file.parent / settings[name])  # noqa: PTH100  (links stay as they are named)
    if missing := [name for name in ("THEME", "TIMEZONE") if name not in settings]:
        raise ValueError(f"{file}: says no {' and no '.join(missing)}")
    if not Path(settings["THEME"]).is_dir():
        raise ValueError(f"{file}: THEME names no folder: {settings['THEME']!r}")
    settings["SITEURL"] = settings["SITEURL"].removesuffix("/")
    settings["DEFAULT_LANG"] = settings["DEFAULT_LANG"].lower()
    with_defaults(settings)
    return settings


def _said(file: Path) -> dict[str, Any]:
    """What a module names in capital letters."""
    spec = spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise ValueError(f"{file}: no configuration file (Python) is there")
    module = module_from_spec(spec)
    sys.modules[file.stem] = module  # as Pelican does: publishconf.py imports pelicanconf.py, and both are modules
    spec.loader.exec_module(module)
    return {name: value for name, value in vars(module).items() if name.isupper()}
