"""Sources: the units' own git repositories, from which stories may come too. See docs/sources.md."""

from .mounts import Mount, hidden, mounts
from .register import Source, load

__all__ = ["Mount", "Source", "hidden", "load", "mounts"]
