"""The generator that takes the place of Pelican's own for stories, and lets other plugins join in."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins import addresses
from plugins.library import Card, Library
from plugins.newsroom import announcing, finishing, setup, telling
from plugins.publish.job import Job, Report
from plugins.stories import tree

_STORY_PAGE = re.compile(addresses.file(addresses.story(f"({addresses.STORY_REFERENCE.pattern})")))


@dataclass(frozen=True, slots=True)
class WrittenStory:
    """What other plugins are given of a story whose page was written, by the names that Pelican's articles use."""

    title: str
    url: str
    save_as: str
    metadata: Card


class NewsroomGenerator(Generator):
    """Builds the whole site in `generate_output`. `report` says afterwards what was done."""

    report: Report | None = None

    def generate_context(self) -> None:
        """Nothing: rows are read when the output is made, and only those that changed."""

    def generate_output(self, writer: Any) -> None:
        """Bring the output up to date, tell what was done, and send the signals that other plugins listen to.

        Then what waits is made, if the settings do not leave it for later.
        """
        began, when, preview = time.monotonic(), finishing.when(self.settings), bool(self.settings["PREVIEW"])
        report = Report()
        with telling.progress() as progress:
            job, registers = setup.job(self.settings, self.env, progress)
            if when != finishing.ALONE:
                report = announcing.build(job, self.settings)
        self.report = report
        if when != finishing.ALONE:
            report.problems = sorted([*registers.problems, *report.problems])
            telling.tell(report, job.output, time.monotonic() - began, preview=preview)
            self._send_signals(job, report)
        if when == finishing.ALONE or (when == finishing.NOW and report.queued):
            report.finished = finishing.finish(job, preview=preview, **self.settings.get("FINISHING", {}))
            self._tell_written(job, report.finished.written)

    def _send_signals(self, job: Job, report: Report) -> None:
        """For each story that this run read or wrote, in the main process, as Pelican would; nothing for nobody."""
        if signals.article_generator_context.receivers:
            for metadata in read_stories(job, report.read):
                signals.article_generator_context.send(self, metadata=metadata)
        if signals.article_generator_write_article.receivers:
            for story in written_stories(job, report.written):
                signals.article_generator_write_article.send(self, content=story)
        self._tell_written(job, report.written)

    def _tell_written(self, job: Job, paths: Sequence[str]) -> None:
        if signals.content_written.receivers:
            for path in paths:
                signals.content_written.send(str(job.output / path), context=self.context)


def read_stories(job: Job, paths: Sequence[str]) -> Iterator[dict[str, object]]:
    """Of each story file that was read its content path, and if it is public, what its card says, its address as `url`.

    A draft, or what is not due yet, is told by its path alone.
    """
    library = Library.open(job.library, job.places)
    for path in paths:
        place = tree.classify(path, job.places.registry) if path.startswith("berita/") else None
        if isinstance(place, tree.Place):
            placed = library.story(place.reference)
            yield {**placed.card, "url": placed.path, "path": path} if placed else {"path": path}
    library.close()


def written_stories(job: Job, paths: Sequence[str]) -> Iterator[WrittenStory]:
    """The stories among the output paths that were written."""
    library = Library.open(job.library, job.places)
    for path in paths:
        match = _STORY_PAGE.fullmatch(path)
        placed = library.story(match[1]) if match else None
        if placed:
            yield WrittenStory(placed.story.title, placed.path, path, placed.card)
    library.close()
