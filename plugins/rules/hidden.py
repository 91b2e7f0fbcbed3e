"""Text that is there and not seen, or reads as something else: the marks of a page that was tampered with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from plugins.rules import letters, links
from plugins.rules.draft import Draft
from plugins.rules.rule import Found, Rule

_STYLE = r"<[a-z][^<>]{0,200}?style\s*=\s*[\"']?[^<>\"']{0,200}?"
_HIDING = re.compile(
    _STYLE
    + r"(?P<how>display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d]*[1-9])"
    + r"|text-indent\s*:\s*-\d{3}|(?:left|top)\s*:\s*-\d{3}|height\s*:\s*[01]px|color\s*:\s*transparent"
    + r"|(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255))"
    + r"|<(?:div|span|p|a|section|b|i|font|ul|li)\b[^<>]{0,200}?\s(?P<word>hidden)(?=[\s>=])"
    + r"|<font[^<>]{0,100}?\scolor\s*=\s*[\"']?(?P<font>#fff(?:fff)?\b|white\b)",
    re.IGNORECASE,
)

Find = Callable[[str], Iterator[tuple[int, int, Mapping[str, str]]]]


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Signs and HTML that hide text, and links on nothing; fact `how`: by what it is hidden."""
    for passage in draft.passages:
        for start, end, facts in letters.invisible(passage.text):
            yield Found(passage, start, end, {"how": facts["sign"]})
        for match in _HIDING.finditer(passage.text):
            how = match["how"] or match["word"] or f"color: {match['font']}"
            yield Found(passage, match.start(), match.end(), {"how": " ".join(how.split())})
    for found in links.unseen_text(draft, rule):
        text = found.facts["text"]
        how = f"tautan ke {found.facts['host']} " + (f"pada “{text}”" if text else "tanpa teks")
        yield Found(found.passage, found.start, found.end, {"how": how})


def mixed_scripts(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Words with letters of another script among Latin ones; facts `word`, `letter`, `script`."""
    return _everywhere(draft, letters.mixed_scripts)


def styled(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Letters in forms that are meant for formulas; fact `word`: what they say."""
    return _everywhere(draft, letters.styled)


def pasted(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Unseen signs that came along with a copied text; fact `sign`."""
    return _everywhere(draft, letters.pasted)


def _everywhere(draft: Draft, find: Find) -> Iterator[Found]:
    for passage in draft.passages:
        for start, end, facts in find(passage.text):
            yield Found(passage, start, end, facts)
