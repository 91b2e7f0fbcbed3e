"""One run of Pelican with the newsroom in it, for whoever wants its report: the command, and what watches a clone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from plugins.newsroom import plugin
from plugins.newsroom.generator import NewsroomGenerator
from plugins.publish.job import Report


def build(settings: Path, override: Mapping[str, Any]) -> Report:
    """Build by a settings file, some of its settings overridden.

    Raises OSError, sqlite3.Error, RuntimeError or ValueError where it cannot be done; then the site stays as it was.
    """
    init_logging()
    made = read_settings(str(settings), override=dict(override))
    generators: list[NewsroomGenerator] = []

    def keep(found: list[object]) -> None:
        generators.extend(g for g in found if isinstance(g, NewsroomGenerator))

    signals.all_generators_finalized.connect(keep)
    quiet, console.quiet = console.quiet, True  # Pelican's own closing line counts articles, of which it has none
    try:
        Pelican(made).run()
    finally:
        console.quiet = quiet
        signals.all_generators_finalized.disconnect(keep)
        plugin.unregister()
    report = generators[0].report if generators else None
    if report is None:
        raise RuntimeError("the plugin was not loaded; is plugins.newsroom in PLUGINS?")
    return report
