"""Python-Markdown as stories use it: its slow searches counted, and what it would search in vain left out."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.stories.body_limits import TooManySteps

_BRACKETS = re.compile(r"[\[\]]")
_LINK_STEPS = 2_000_000  # brackets and characters looked at in search of the ends of links: about half a second
_SKIMMED = 32  # characters that a regular expression passes over in the time of one such step
_FindLink = Callable[[str, int], tuple[str, str | None, int, bool]]

_MARKS = re.compile(r"[`\\\[<&*_\x02]|  \n")  # what inline patterns begin with; \x02 opens the library's own


class Parser:
    """Python-Markdown as stories use it, made once for each process. Its state is cleared before every use."""

    def __init__(self) -> None:
        # The title of a link back is the number of its note alone: `body_walk` names the link in the story's language.
        footnotes = FootnoteExtension(BACKLINK_TITLE="{}", SEPARATOR=".")
        abbreviations = AbbrExtension()
        self._footnotes = footnotes
        self._markdown = markdown.Markdown(
            extensions=[
                TableExtension(use_align_attribute=True),
                footnotes,
                TocExtension(marker=""),  # ids for headings; `[TOC]` stays as written
                *("def_list", "fenced_code", abbreviations, "sane_lists"),
            ],
            output_format="html",
        )
        self._markdown.preprocessors.register(_HtmlBlocks(self._markdown), "html_block", 20)  # in place of its own
        self._markdown.treeprocessors.register(_WithoutMarks(abbreviations.abbrs), "without-marks", 21)  # type: ignore[attr-defined]
        self._steps = 0
        for pattern in self._markdown.inlinePatterns:
            if isinstance(pattern, LinkInlineProcessor):
                pattern.getText = self._link_text  # type: ignore[method-assign]
                pattern.getLink = self._counted(pattern.getLink)  # type: ignore[assignment,method-assign]

    def convert(self, text: str) -> str:
        """Unsafe HTML. Raises RecursionError and `TooManySteps`."""
        self._markdown.reset()
        self._footnotes.unique_prefix = 0  # its reset counts documents; a body must not know how many came before
        self._steps = 0
        return self._markdown.convert(text)

    def _link_text(self, data: str, index: int) -> tuple[str, int, bool]:
        """(text, place after its end, whether it ends) of the link text at `index`, as the original gives it.

        The original looks at each character for each bracket, which is what makes brackets without a mate slow.
        """
        depth = 1
        for bracket in _BRACKETS.finditer(data, index):
            self._count(1)
            depth += 1 if bracket.group() == "[" else -1
            if depth == 0:
                self._count((bracket.end() - index) // _SKIMMED)
                return data[index : bracket.start()], bracket.end(), True
        self._count((len(data) - index) // _SKIMMED)
        return "", len(data), False

    def _counted(self, search: _FindLink) -> _FindLink:
        """`search`, with the characters it looks at counted."""

        def counted(data: str, index: int) -> tuple[str, str | None, int, bool]:
            href, title, end, handled = search(data, index)
            if handled or data.startswith("(", index):
                self._count((end if handled else len(data)) - index)
            return href, title, end, handled

        return counted

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _LINK_STEPS:
            raise TooManySteps


@functools.cache
def parser() -> Parser:
    """The parser of this process."""
    return Parser()


class _HtmlBlocks(HtmlBlockPreprocessor):
    """The library's search for blocks of HTML, where there can be any."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _WithoutMarks(Treeprocessor):
    """Tells the library which texts none of its inline patterns can match: it tries each on every text else."""

    def __init__(self, abbreviations: dict[str, str]) -> None:
        super().__init__()
        self._abbreviations = abbreviations

    def run(self, root: Element) -> None:
        if self._abbreviations:  # these are looked for in all texts that are not atomic
            return
        for element in root.iter():
            if element.text and not _MARKS.search(element.text):
                element.text = AtomicString(element.text)
