"""The accessibility tree of each kind of page, kept as a text that people read: `make golden` writes those anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from plugins.addresses import made
from tests.browser import tree
from tests.browser.conftest import Visitor
from tests.browser.kinds import KINDS, Kind

GOLDEN = Path(__file__).parent / "golden"
RENEW = "RENEW_GOLDEN" in os.environ


@contextmanager
def without_notice(visitor: Visitor) -> Iterator[None]:
    """What is urgent comes by a script, to the same place of every page: once is enough (test_finding.py)."""
    visitor.page.route(f"**/{made.URGENT_NOTICE}", lambda route: route.fulfill(json={"urgent": []}))
    try:
        yield
    finally:
        visitor.page.unroute(f"**/{made.URGENT_NOTICE}")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_is_read_out_as_it_was_when_a_person_read_it(visitor: Visitor, kind: Kind) -> None:
    with without_notice(visitor):
        page = visitor.open(kind.path)
        if kind.name == "search":
            expect(page.locator("#hasil [role=status]")).not_to_be_empty()  # a module says it
        found = tree.written(page).replace(visitor.address, "")
    kept = GOLDEN / f"{kind.name}.txt"
    if RENEW:
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8"), "read it, and if it reads well: make golden"


def test_no_tree_is_kept_of_what_is_no_kind_any_more() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {kind.name for kind in KINDS}
