"""All marks at once in one text (Aho-Corasick: the time does not grow with their number). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick

from plugins.leaks.marks import Marks, Sort
from plugins.leaks.words import readable, words

_PART = re.compile(rb"[0-9a-z_-]")  # of an address: `loket` is not found in `loket-baru`
_ID = re.compile(r",\d{4}:[0-9a-z-]+/\d{4}/[0-9a-z-]+")  # of a story, in its tag URI


@dataclass(frozen=True, slots=True)
class Hit:
    """A mark that was found: of which sort, the words around it (as `words` gives them), whose it is."""

    sort: Sort
    said: bytes
    owners: tuple[int, ...]
    in_id: bool = False  # of an address: it stands in a tag URI, as an id


class Finder:
    """Looks for marks. Made once; processes that are forked share it."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self._phrases, self._exact = list(marks.phrases), list(marks.exact)
        self._has_ids = any(one.redirects for one in marks.hidden)  # which may say the words of an address
        self._in_words = BytesAhoCorasick(self._phrases) if self._phrases else None
        self._in_text = BytesAhoCorasick(self._exact) if self._exact else None

    def __reduce__(self) -> tuple[type[Finder], tuple[Marks]]:
        return Finder, (self.marks,)

    def in_text(self, text: str) -> Iterator[Hit]:
        """The hits in a text, however it is wrapped."""
        read = readable(text)
        yield from self.in_bytes(read.encode("utf-8", "replace"))
        yield from self._sentences(words(_ID.sub(" ", read) if self._has_ids else read))

    def in_bytes(self, data: bytes) -> Iterator[Hit]:
        """Addresses and names, letter for letter."""
        if self._in_text is None:
            return
        for number, start, end in self._in_text.find_matches_as_indexes(data, overlapping=True):
            mark = self._exact[number]
            sort, owners = self.marks.exact[mark]
            before, after = data[start - 1 : start] if start else b"", data[end : end + 1]
            if sort == "picture" or not (_PART.match(after) or (_PART.match(before) and mark[:1] != b",")):
                yield Hit(sort, mark, owners, before == b":")

    def in_index(self, found: Iterable[bytes]) -> Iterator[Hit]:
        """Single words, of an index of words."""
        for word in sorted(self.marks.words.keys() & set(found)):
            yield Hit("word", word, self.marks.words[word])

    def phrases_in(self, said: bytes) -> set[bytes]:
        """The marks among what `words` gave."""
        if self._in_words is None:
            return set()
        return {self._phrases[n] for n, _, _ in self._in_words.find_matches_as_indexes(said, overlapping=True)}

    def _sentences(self, said: bytes) -> Iterator[Hit]:
        """Hits of phrases, those that overlap and belong to the same stories told as one."""
        if self._in_words is None:
            return
        spans = [
            (start, end, self.marks.phrases[self._phrases[number]])
            for number, start, end in self._in_words.find_matches_as_indexes(said, overlapping=True)
        ]
        last: dict[tuple[int, ...], tuple[int, int]] = {}
        for start, end, owners in sorted(spans):
            before = last.get(owners)
            if before and start < before[1]:
                last[owners] = (before[0], max(end, before[1]))
                continue
            if before:
                yield Hit("text", said[slice(*before)], owners)
            last[owners] = (start, end)
        for owners, span in sorted(last.items()):
            yield Hit("text", said[slice(*span)], owners)
