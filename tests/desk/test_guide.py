"""The guide for the offices names only what is there: commands, targets of make, sections."""

from __future__ import annotations

import re

from plugins.desk.__main__ import COMMANDS
from plugins.roster.register import read_roster
from plugins.units import load_registry
from tests.building import ROOT

GUIDE = (ROOT / "docs" / "humas.md").read_text(encoding="utf-8")


def test_every_command_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"(?:`|> )desk ([a-z]+)", GUIDE))
    assert {"new", "check", "preview", "tidy", "correct", "withdraw", "move"} <= named
    assert named <= {*COMMANDS}


def test_every_target_of_make_that_the_guide_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", GUIDE)) <= targets


def test_every_section_that_the_guide_points_to_is_there() -> None:
    headings = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= anchors


def test_the_register_of_contributors_to_begin_with_is_sound() -> None:
    registry, _ = load_registry(ROOT / "content", "Asia/Jakarta")
    roster, problems = read_roster((ROOT / "docs/plumbing/contributors.csv").read_bytes(), registry)
    assert problems == []
    assert {grant.role for grant in roster.grants} == {"pusat", "penyunting", "penulis", "darurat"}
