"""What of one story the public may not read at a moment: decided here anew, apart from what places stories. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from plugins import addresses, dates
from plugins.leaks.words import bare_words_of, readable, words, words_of
from plugins.stories.frontmatter import Front, Value
from plugins.stories.story import Story
from plugins.stories.tree import is_text

Why = Literal["draft", "scheduled", "embargoed", "broken", "withdrawn", "privacy", "expired", "notes"]

# Keys that say no sentence: numbers, choices, references to what has marks of its own.
_SILENT = frozenset(
    ("date", "event_date", "kind", "status", "lang", "embargo_until", "expires", "zones", "units", "moved_from")
) | {"translation_of", "source_story", "updated", "kip", "sample", "withdrawn"}
_GONE_WITH_WITHDRAWAL = frozenset(
    ("summary", "image", "images", "attachments", "video", "claim", "updates", "contact", "responsible")
)
_NEVER_TOLD = frozenset(("waive",))
_OPENING = 4  # words of a title that tell it where a list cuts it short
_FILE_KEYS = frozenset(("image", "images", "attachments"))
_COMMENT = re.compile(r"(?:^|\s)#[ \t]+(\S.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_BESIDE = re.compile(r"\]\(\s*(?:\{static\})?(?:\./)?([^()\s:/{}]+\.[A-Za-z0-9]{2,4})\b")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What must not be found of one file. Texts are as `words` gives them, addresses and names as they are written.

    `story` is its reference, or its path where it has none. `until` is the instant from which it may be told, if any.
    Where `redirects` names folders of the output, its own `addresses` may stand in these, which lead on, and in its id,
    which never changes: by it readers take away what they have.
    """

    story: str
    why: Why
    until: int | None = None
    addresses: tuple[str, ...] = ()
    feed_ids: tuple[str, ...] = ()  # that no feed may carry
    texts: tuple[bytes, ...] = ()
    openings: tuple[bytes, ...] = ()  # of its titles, by which lists that cut them short would tell them
    files: tuple[str, ...] = ()  # names of pictures and documents beside it
    redirects: tuple[str, ...] = ()


def judged(story: Story, as_of: int) -> tuple[Why | None, int | None]:
    """Why a story is not to be read in full at `as_of` (seconds since 1970, UTC), and until when; None where it is."""
    if story.status == "draft":
        return "draft", None
    if story.instant > as_of:
        return "scheduled", story.instant
    if story.withdrawn:
        return ("privacy" if story.withdrawn.kind == "privasi" else "withdrawn"), None
    if story.expires is not None and story.expires <= as_of:
        return "expired", None
    return None, None


def hidden(
    path: str, reference: str, data: bytes, front: Front | None, story: Story | None, broken: bool, as_of: int
) -> Hidden | None:
    """What must not be found of the file at `path`; None where there is nothing.

    `front` is the file taken apart, if that can be done; `story` what stands for it today: its row, that of its last
    good version where it is `broken`, or nothing.
    """
    why, until = judged(story, as_of) if story else ("broken", None)
    if why == "scheduled" and front is not None and "embargo_until" in front.values:
        why = "embargoed"
    gone = story is None or why in ("draft", "scheduled", "embargoed")
    texts = [*_notes(data, front)]
    if story is not None:
        texts += [words_of(note) for note in _ahead(story, as_of)]
    if front is None or broken or gone or why == "privacy":
        texts += _all(data, front)
        texts += [*_row(story), bare_words_of(story.body)] if story and gone else []
    elif why == "withdrawn":
        texts += [*_leaves(front, _GONE_WITH_WITHDRAWAL), *_body(front.body)]
    own = (reference, *(story.moved_from if story else ())) if reference else ()
    files = _files(front) if front and (broken or gone or why in ("withdrawn", "privacy")) else ()
    if gone or why == "privacy":
        texts += [words_of(old.rpartition("/")[2]) for old in own]
    texts += [words_of(name.rpartition(".")[0]) for name in files]
    tags = tuple(addresses.tag(tag).rstrip("/") for tag in story.tags) if story and gone else ()
    made = Hidden(
        story=reference or path,
        why=why or ("broken" if broken else "notes"),
        until=until,
        addresses=(*own, *tags) if gone or why == "privacy" else (),
        feed_ids=(f",{story.identity.split('/')[1]}:{story.identity}",) if story and why == "expired" else (),
        texts=tuple(dict.fromkeys(texts)),
        openings=tuple(_openings(front, story)) if broken or gone or why == "privacy" else (),
        files=files,
        redirects=tuple(f"berita/{old}/" for old in own) if why == "privacy" else (),
    )
    return made if made.addresses or made.feed_ids or made.texts or made.files else None


def shown(story: Story, as_of: int) -> bytes:
    """The words that the site may show of a story that is not hidden."""
    notes = [note for instant, note in _dated(story) if instant <= as_of]
    pictures = [text for i in (story.image, *story.images) if i for text in (i.name, i.alt, i.caption, i.credit)]
    return b" ".join(
        (
            *_row(story),
            words_of(story.body),
            *(words_of(text) for text in (*notes, *pictures, *story.authors, story.editor, story.location)),
            *(words_of(text) for text in (story.source, story.video, " ".join(story.tags))),
            *(words_of(f"{file.title} {file.name}") for file in story.attachments),
            *(words_of(str(story.extra.get(key, ""))) for key in ("contact", "responsible", "claim")),
            words_of(story.withdrawn.reason if story.withdrawn else ""),
        )
    )


def day(instant: int, timezone: str) -> str:
    """The day of an instant in a zone (IANA), as ISO 8601."""
    return dates.in_zone(instant, timezone).date().isoformat()


def _row(story: Story) -> tuple[bytes, ...]:
    return words_of(story.title), words_of(story.summary)


def _ahead(story: Story, as_of: int) -> Iterator[str]:
    """Notes that were written before their time."""
    yield from (note for instant, note in _dated(story) if instant > as_of)


def _dated(story: Story) -> Iterator[tuple[int, str]]:
    yield from ((correction.instant, correction.note) for correction in story.corrections)
    yield from ((update.instant, update.note) for update in story.updates)


def _notes(data: bytes, front: Front | None) -> Iterator[bytes]:
    """What a writer notes for colleagues: comments, and why a rule was waived."""
    if front is None:
        return
    text = data.decode("utf-8", "replace")
    head = text[: len(text) - len(front.body)] if front.body else text
    yield from (words_of(note) for note in _COMMENT.findall(head))
    yield from (words_of(note) for note in comments(front.body))
    yield from _leaves(front, _NEVER_TOLD)


def _all(data: bytes, front: Front | None) -> Iterator[bytes]:
    if front is None:
        yield from (words_of(line) for line in data.decode("utf-8", "replace").splitlines())
        return
    yield from _leaves(front, front.values.keys() - _SILENT)
    yield from _body(front.body)


def _openings(front: Front | None, story: Story | None) -> Iterator[bytes]:
    """The first words of each title, where there are more."""
    for title in (str(front.values.get("title", "")) if front else "", story.title if story else ""):
        parts = words_of(title).split()
        if len(parts) > _OPENING:
            yield b" %s " % b" ".join(parts[:_OPENING])


def _leaves(front: Front, keys: frozenset[str] | set[str]) -> Iterator[bytes]:
    for key in sorted(keys & front.values.keys()):
        yield from (words_of(text) for text in _texts(front.values[key]))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    for part in value.values() if isinstance(value, Mapping) else value:
        yield from _texts(part)


def _body(markdown: str) -> Iterator[bytes]:
    """The words of each paragraph, without the addresses of links."""
    yield from (words(readable(_ADDRESS.sub("]", block))) for block in re.split(r"\n\s*\n", markdown))


def _files(front: Front) -> tuple[str, ...]:
    """Names of the files beside it that it mentions: plain names only, which is what nearly all are."""
    named = [text for key in sorted(_FILE_KEYS & front.values.keys()) for text in _file_names(front.values[key])]
    return tuple(name for name in dict.fromkeys((*named, *_BESIDE.findall(front.body))) if not is_text(name))


def _file_names(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield from (name.strip() for name in value.split(","))
    elif isinstance(value, Mapping):
        yield from _file_names(value.get("file", ""))
    else:
        for part in value:
            yield from _file_names(part)


def comments(body: str) -> Iterator[str]:
    """What HTML comments say; each beginning and end is looked for once, however many have no other."""
    at = 0
    while (start := body.find("<!--", at)) >= 0 and (end := body.find("-->", start + 4)) >= 0:
        yield body[start + 4 : end]
        at = end + 3
