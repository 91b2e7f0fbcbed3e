"""axe-core in a page: every rule of WCAG 2.0, 2.1 and 2.2, levels A and AA."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OF_COLOUR = ("color-contrast", "link-in-text-block")

_RUN = """async ([runOnly, rules]) => {
  const found = await axe.run(document, { runOnly, rules, resultTypes: ["violations"], elementRef: false });
  const told = (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`);
  return { rules: found.passes.length + found.violations.length, violations: found.violations.flatMap(told) };
}"""


@cache
def script() -> str:
    """axe-core itself."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, *, colours_only: bool = False) -> list[str]:
    """What breaks a rule in the page as it is shown now, each with its element and what would mend it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script())  # by the debugger: the page's policy lets no such script in
    only = {"type": "rule", "values": OF_COLOUR} if colours_only else {"type": "tag", "values": LEVELS}
    # Not run by default, as it is new: WCAG 2.2, success criterion 2.5.8.
    rules = {} if colours_only else {"target-size": {"enabled": True}}
    found = page.evaluate(_RUN, [only, rules])
    assert found["rules"] > 0
    return list(found["violations"])
