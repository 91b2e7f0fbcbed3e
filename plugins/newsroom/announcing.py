"""A publish notes which feeds it changed, and has the hubs told of them, by a process for which it does not wait."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from plugins.hubs.outbox import Outbox, feeds_in
from plugins.hubs.request import hub_addresses
from plugins.hubs.starting import start
from plugins.hubs.topics import topics
from plugins.publish import run
from plugins.publish.job import Job, Report
from plugins.publish.outward import Refused

# What becomes of announcements: sent at once, noted until `announce`, or left to whoever copies the site elsewhere.
NOW, LATER, ELSEWHERE = "now", "later", "elsewhere"


def build(job: Job, settings: Mapping[str, Any]) -> Report:
    """`run.build`, which raises as it does; where that is a publish, as the settings `HUBS` and `PUBLISH` say.

    A publish that broke off leaves a mark, and so does a queue that broke; then every feed is announced: too much does
    no harm. No publish fails because the hubs cannot be told.
    """
    hubs, when = hub_addresses(settings["HUBS"]), settings.get("PUBLISH", {}).get("announce", ELSEWHERE)
    if job.outward is None or not hubs:
        return run.build(job)
    outbox = Outbox(job.outward.state)
    if when == ELSEWHERE:
        report = run.build(job)
        with _all_the_same():  # who copies the site notes what is new in it, but does not know all feeds
            if not outbox.is_certain():
                _note_all(outbox, hubs, job)
        return report
    certain = _begin(outbox)
    try:
        report = run.build(job)
    except Refused:  # nothing was written; of whatever else ends it nobody knows
        if certain:
            with suppress(OSError):
                outbox.settle()
        raise
    with _all_the_same():
        whole = outbox.note(hubs, topics(job.places.site, report.written))
        if certain and whole:
            outbox.settle()
        else:
            _note_all(outbox, hubs, job)
        if when == NOW:
            start(job.outward.state)
    return report


def _begin(outbox: Outbox) -> bool:
    """Leave the mark; returns whether none was there. Where it cannot be left, nothing is certain."""
    try:
        return outbox.before_publish()
    except OSError:
        return False


def _note_all(outbox: Outbox, hubs: tuple[str, ...], job: Job) -> None:
    """Note every feed there is, and that it is certain now."""
    outbox.note(hubs, topics(job.places.site, feeds_in(job.output)))
    outbox.settle()


@contextmanager
def _all_the_same() -> Iterator[None]:
    """The site is out, whether or not the hubs can be told."""
    try:
        yield
    except OSError as error:
        print(f"newsroom: the hubs are not told yet: {error}; the next publish tries again", file=sys.stderr)
