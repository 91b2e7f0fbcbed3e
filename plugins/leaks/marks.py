"""What to look for: every telling run of words, address, picture and word of what is hidden, less what is public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from plugins.leaks.hidden import Hidden
from plugins.leaks.words import runs

Sort = Literal["address", "feed-id", "text", "picture", "word"]

RUN = 6  # words: a shorter run of a longer text gives nobody away
# Words beside names of offices, days and numbers: in a run or an opening, and in a short text.
_TELLING_OF_RUN, _TELLING_OF_ALL = 3, 2
_SHORTEST_WORD = 5  # letters of a word that counts by itself
_OWNERS = 8  # stories that a mark is told of: letters to all offices share whole paragraphs
# Days are written by templates too: these words say nothing by themselves.
_CALENDAR = frozenset(
    b"senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober "
    b"november desember monday tuesday wednesday thursday friday saturday sunday january february march may june july "
    b"august october december wib wita wit pukul tanggal di ke dari dan yang".split()
)


@dataclass(slots=True)
class Marks:
    """Marks by what is searched for, each with the hidden files (positions in `hidden`) that it gives away."""

    hidden: tuple[Hidden, ...]
    phrases: dict[bytes, tuple[int, ...]] = field(default_factory=dict)  # in the form of `words`
    exact: dict[bytes, tuple[Sort, tuple[int, ...]]] = field(default_factory=dict)  # in `readable` texts
    words: dict[bytes, tuple[int, ...]] = field(default_factory=dict)  # single ones, for indexes of words
    pictures: dict[str, tuple[int, ...]] = field(default_factory=dict)  # SHA-256 of whole files, hexadecimal

    def without(self, phrases: Iterable[bytes], words: Iterable[bytes]) -> None:
        """Forget marks that public texts have too."""
        for phrase in phrases:
            self.phrases.pop(phrase, None)
        for word in words:
            self.words.pop(word, None)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.phrases) + len(self.exact) + len(self.words) + len(self.pictures)


@dataclass(frozen=True, slots=True)
class Pictures:
    """SHA-256 of files beside stories, hexadecimal: of what is public, and of each hidden file's, by position.

    Of a hidden one both its source and what would be published of it.
    """

    public: frozenset[str]
    hidden: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Plain:
    """Words that say little by themselves: those of which registers make names, and those of the site's own texts.

    The site puts the latter together in many ways: a short text of these alone is none that a story gives away.
    """

    names: frozenset[bytes]
    interface: frozenset[bytes]


def marks(hidden: Iterable[Hidden], public: frozenset[str], plain: Plain, pictures: Pictures) -> Marks:
    """The marks of what is hidden. `public` are the addresses under which something public stands."""
    made = Marks(tuple(hidden))
    dull = plain.names | _CALENDAR
    for number, one in enumerate(made.hidden):
        for text in one.texts:
            for run in runs(text, RUN):
                least = _TELLING_OF_RUN if len(run.split()) == RUN else _TELLING_OF_ALL
                if _tells(run, least, dull, plain.interface):
                    _add(made.phrases, run, number)
            for word in text.split():
                if len(word) >= _SHORTEST_WORD and word.isalpha() and word not in dull:
                    _add(made.words, word, number)
        for opening in one.openings:  # the end of one public text and the beginning of the next may say as little
            if _tells(opening, _TELLING_OF_RUN, dull, plain.interface):
                _add(made.phrases, opening, number)
        for address in one.addresses:
            if address not in public:
                _add_exact(made, address, "address", number)
        for feed_id in one.feed_ids:
            _add_exact(made, feed_id, "feed-id", number)
        for digest in pictures.hidden.get(number, ()):
            if digest not in pictures.public:
                _add(made.pictures, digest, number)
                _add_exact(made, digest[:12], "picture", number)
    return made


def _tells(run: bytes, least: int, dull: frozenset[bytes], interface: frozenset[bytes]) -> bool:
    """Whether a run has at least so many telling words, and a short one others than those of the site's own texts."""
    parts = run.split()
    telling = [word for word in parts if len(word) > 2 and not word.isdigit() and word not in dull]
    return len(telling) >= least and (len(parts) == RUN or not interface.issuperset(telling))


def _add(table: dict[bytes, tuple[int, ...]] | dict[str, tuple[int, ...]], mark: bytes | str, number: int) -> None:
    owners = table.get(mark, ())  # type: ignore[arg-type]
    if number not in owners and len(owners) < _OWNERS:
        table[mark] = (*owners, number)  # type: ignore[index]


def _add_exact(made: Marks, text: str, sort: Sort, number: int) -> None:
    _, owners = made.exact.get(text.encode(), (sort, ()))
    if number not in owners:
        made.exact[text.encode()] = (sort, (*owners, number))
