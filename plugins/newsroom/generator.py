"""The generator that takes the place of Pelican's own for stories, and lets other plugins join in."""

from __future__ import annotations

import time
from typing import Any

from blinker import Signal
from pelican import signals
from pelican.generators import Generator

from plugins.newsroom import setup, telling
from plugins.publish.run import Report, build


class NewsroomGenerator(Generator):
    """Builds the whole site in `generate_output`. `report` says afterwards what was done."""

    report: Report | None = None

    def generate_context(self) -> None:
        """Nothing: rows are read when the output is made, and only those that changed."""

    def generate_output(self, writer: Any) -> None:
        """Bring the output up to date, tell what was done, and send the signals that other plugins listen to."""
        began = time.monotonic()
        with telling.progress() as progress:
            job, registers = setup.job(self.settings, self.env, progress)
            report = build(job)
        report.problems = sorted([*registers.problems, *report.problems])
        self.report = report
        telling.tell(report, job.output, time.monotonic() - began, preview=bool(self.settings["PREVIEW"]))
        self._send(signals.article_generator_context, self, ({"path": path} for path in report.read))
        self._send(signals.content_written, None, (str(job.output / path) for path in report.written))

    def _send(self, signal: Signal, sender: object, facts: Any) -> None:
        """One signal for each, in the main process; none where nobody listens."""
        if not signal.receivers:
            return
        for fact in facts:
            if sender is None:
                signal.send(fact, context=self.context)
            else:
                signal.send(sender, metadata=fact)
