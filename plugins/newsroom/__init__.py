"""The newsroom as a Pelican plugin. What it needs is imported when Pelican calls it, not before: see `__main__`."""

from __future__ import annotations


def register() -> None:
    """Called by Pelican once for each run."""
    from plugins.newsroom import plugin

    plugin.register()
