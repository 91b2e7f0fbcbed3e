"""How well the tagger agrees with people: precision, recall and F1 of every tag over labelled stories."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .tagger import Tagging, tag
from .taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Labelled:
    """A story with the tags that an editor gave it; a hard negative bears words of a theme without its meaning."""

    id: str
    title: str
    summary: str
    body: str
    tags: frozenset[str]
    hard_negative: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of one tag (or rule): given by both, only by the program, only by the people who labelled."""

    both: int = 0
    only_found: int = 0
    only_labelled: int = 0

    @property
    def precision(self) -> float:
        """Of the texts to which the program gave it, the part to which people did (1 where it gave it to none)."""
        given = self.both + self.only_found
        return self.both / given if given else 1.0

    @property
    def recall(self) -> float:
        """Of the texts to which people gave it, the part that the program found (1 where there is none)."""
        due = self.both + self.only_labelled
        return self.both / due if due else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.both / total if (total := 2 * self.both + self.only_found + self.only_labelled) else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """A story on which tagger and editor disagree."""

    story: Labelled
    tagging: Tagging
    too_many: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Agreement by tag in the order of the taxonomy, and every difference in the order of the stories."""

    agreements: Mapping[str, Agreement]
    differences: tuple[Difference, ...]

    def macro_f1(self, ids: Iterable[str]) -> float:
        """The plain mean of F1 over `ids`."""
        scores = [self.agreements[one].f1 for one in ids]
        return sum(scores) / len(scores) if scores else 1.0


def read(paths: Iterable[Path]) -> list[Labelled]:
    """The stories of JSON Lines files: `id, title, summary, body, tags, hard_negative` (only title and tags needed).

    Raises OSError, and ValueError or KeyError for a line that is no such object.
    """
    stories = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                row = json.loads(line)
                stories.append(
                    Labelled(
                        id=str(row.get("id", f"{path.name}:{number}")),
                        title=row["title"],
                        summary=row.get("summary") or "",
                        body=row.get("body") or "",
                        tags=frozenset(row["tags"]),
                        hard_negative=bool(row.get("hard_negative", False)),
                    )
                )
    return stories


def evaluate(stories: Sequence[Labelled], taxonomy: Taxonomy) -> Report:
    """Tag every story and compare with its labels."""
    counts = {one: [0, 0, 0] for one in taxonomy.ids}
    differences = []
    for story in stories:
        tagging = tag(story.title, story.summary, story.body, taxonomy)
        given = set(tagging.themes)
        for one, count in counts.items():
            if one in given or one in story.tags:
                count[0 if one in given and one in story.tags else 1 if one in given else 2] += 1
        too_many = tuple(one for one in taxonomy.ids if one in given - story.tags)
        missing = tuple(one for one in taxonomy.ids if one in story.tags - given)
        if too_many or missing:
            differences.append(Difference(story, tagging, too_many, missing))
    return Report({one: Agreement(*count) for one, count in counts.items()}, tuple(differences))
