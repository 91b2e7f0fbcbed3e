"""The library: one SQLite file that remembers what was read, so that a build costs what changed.

It is a cache. Deleting it costs one full build and changes no byte of the output.
"""

from plugins.library.cards import Card, Facts, State
from plugins.library.lists import ListName, Period
from plugins.library.placing import Placed, Places, place
from plugins.library.queries import Library

__all__ = ["Card", "Facts", "Library", "ListName", "Period", "Placed", "Places", "State", "place"]
