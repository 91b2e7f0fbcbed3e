"""What joins Pelican: settings in, families together, one build, and what is told about it.

What builds is imported when a build begins: those who only read the settings, as the desk does, need none of it. Where
that import fails, Pelican ends with an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.newsroom.settings import keep_templates, with_defaults

if TYPE_CHECKING:
    from plugins.newsroom.generator import NewsroomGenerator
    from plugins.newsroom.writer import QuietWriter


def register() -> None:
    """Join Pelican for its next run."""
    from pelican import signals

    signals.initialized.connect(_initialized)
    signals.get_generators.connect(_get_generators)
    signals.get_writer.connect(_get_writer)


def unregister() -> None:
    """Undo it, for a process that runs Pelican again with other settings."""
    from pelican import signals

    signals.initialized.disconnect(_initialized)
    signals.get_generators.disconnect(_get_generators)
    signals.get_writer.disconnect(_get_writer)


def _initialized(pelican: object) -> None:
    with_defaults(pelican.settings)  # type: ignore[attr-defined]
    keep_templates(pelican.settings)  # type: ignore[attr-defined]


def _get_generators(pelican: object) -> type[NewsroomGenerator]:
    from plugins.newsroom.generator import NewsroomGenerator

    return NewsroomGenerator


def _get_writer(pelican: object) -> type[QuietWriter]:
    from plugins.newsroom.writer import QuietWriter

    return QuietWriter
