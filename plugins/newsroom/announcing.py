"""A publish notes which feeds it changed, and has the hubs told of them, by a process for which it does not wait."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from plugins.hubs.outbox import Outbox, feeds_in
from plugins.hubs.request import hub_addresses
from plugins.hubs.starting import start
from plugins.hubs.topics import topics
from plugins.publish import run
from plugins.publish.job import Job, Report

# What becomes of announcements: sent at once, noted until `announce`, or left to whoever copies the site elsewhere.
NOW, LATER, ELSEWHERE = "now", "later", "elsewhere"


def build(job: Job, settings: Mapping[str, Any]) -> Report:
    """`run.build`, which raises as it does; where that is a publish, as the settings `HUBS` and `PUBLISH` say.

    A publish that broke off leaves a mark, and the next one announces every feed: too much does no harm.
    """
    hubs, when = hub_addresses(settings["HUBS"]), settings.get("PUBLISH", {}).get("announce", ELSEWHERE)
    if job.outward is None or not hubs or when == ELSEWHERE:
        return run.build(job)
    outbox = Outbox(job.outward.state)
    certain = outbox.before_publish()
    try:
        report = run.build(job)
    except RuntimeError:  # the gate, or what could not be read: nothing was written
        if certain:
            outbox.settle()
        raise
    try:
        paths = report.written if certain else feeds_in(job.output)
        outbox.note(hubs, topics(job.places.site, paths))
        if when == NOW:
            start(job.outward.state)
    except OSError as error:  # the site is out, all the same
        print(f"newsroom: the hubs are not told yet: {error}; the next publish tries again", file=sys.stderr)
    return report
