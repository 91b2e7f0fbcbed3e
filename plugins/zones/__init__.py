"""The integrity zone (zona integritas): its taxonomy, and the tagger that says what a story is evidence for, and why.

taxonomy, problems = load(content)
tagging = tag(title, summary, body_text, taxonomy)
decision = decide(tagging, story_zones, taxonomy)
"""

from __future__ import annotations

from .decision import DecidedTag, Decision, decide
from .tagger import Match, Tag, Tagging, tag
from .taxonomy import Component, Stage, Taxonomy, Theme
from .taxonomy_file import default, load, parse

__all__ = [
    "Component",
    "DecidedTag",
    "Decision",
    "Match",
    "Stage",
    "Tag",
    "Tagging",
    "Taxonomy",
    "Theme",
    "decide",
    "default",
    "load",
    "parse",
    "tag",
]
