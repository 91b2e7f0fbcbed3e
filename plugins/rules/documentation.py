"""The table of rules as a page of the documentation (`docs/rules.md`): generated, and held to the table by a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.problems import ERROR
from plugins.rules import table
from plugins.rules.examples import examples
from plugins.rules.rule import Rule

_LISTED = 12  # parts of a threshold that are shown
_BEGIN = Path(__file__).with_name("page.md")


def page() -> str:
    """The page, in Markdown."""
    rules = table.rules()
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.name} | {_severity(rule)} | {_waived(rule)} |" for rule in rules
    ]
    return (
        _BEGIN.read_text("utf-8") + "\n".join((*rows, "", *(line for rule in rules for line in _section(rule)))) + "\n"
    )


def _severity(rule: Rule) -> str:
    return "rejects" if rule.severity == ERROR else "flags"


def _waived(rule: Rule) -> str:
    return "yes" if rule.waivable else f"no: {rule.decided_by}"


def _section(rule: Rule) -> Iterator[str]:
    yield from (f"### {rule.code}", "", f"{rule.what} {rule.action}", "", f"- Mengapa: {rule.why}")
    limits = ", ".join(f"`{name}` = {_limit(value)}" for name, value in rule.thresholds.items())
    if limits:
        yield f"- Batas: {limits}"
    if rule.languages:
        yield f"- Bahasa: {', '.join(rule.languages)}"
    looked = (("draf", rule.drafts), ("halaman tetap", rule.pages), ("profil dan register", rule.rows))
    where = [name for name, is_looked_at in looked if is_looked_at]
    yield f"- Berlaku pada: {', '.join(['berita', *where])}"
    shown = examples().get(rule.code)
    if shown:
        yield f"- Tertangkap: {_quoted(shown.caught[0])}"
        yield f"- Lolos: {_quoted(shown.passes[0])}"
    yield ""


def _limit(value: object) -> str:
    """A threshold; of long lists the beginning, and how many there are."""
    if isinstance(value, bool) or not isinstance(value, list | dict):
        return str(value).lower() if isinstance(value, bool) else str(value)
    parts = [f"{one} → {value[one]}" for one in value] if isinstance(value, dict) else [str(one) for one in value]
    rest = f", … ({len(parts)})" if len(parts) > _LISTED else ""
    return f"`{', '.join(parts[:_LISTED]) or '–'}`{rest}"


def _quoted(example: str) -> str:
    """An example on one line, as code, cut to a glance."""
    line = " ⏎ ".join(part for part in example.strip().split("\n") if part)
    line = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in line).replace("`", "'")
    return f"`{line if len(line) <= 160 else line[:159] + '…'}`"
