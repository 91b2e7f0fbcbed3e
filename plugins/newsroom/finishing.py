"""What a build leaves for later: made at its end, or by a command of its own, and never a reason for it to fail."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from plugins.newsroom import telling
from plugins.publish import deferred
from plugins.publish.job import Finished, Job
from plugins.publish.landing import Written

# When deferred families are made: at the end of a build, by `finish`, or (in its run) they and nothing else.
NOW, LATER, ALONE = "now", "later", "alone"


def when(settings: Mapping[str, Any]) -> str:
    """What the setting `DEFERRED` says. Raises ValueError where it is none of these."""
    chosen = str(settings["DEFERRED"])
    if chosen not in (NOW, LATER, ALONE):
        raise ValueError(f"DEFERRED is {chosen!r}: it takes `{NOW}` or `{LATER}`")
    return chosen


def finish(
    job: Job,
    *,
    preview: bool = False,
    stop: Callable[[], bool] = lambda: False,
    landed: Callable[[Written], None] = lambda written: None,
) -> Finished:
    """Make what waits and tell what was made. Whatever goes wrong is told: the site stands, and what waits does."""
    began = time.monotonic()
    try:
        with telling.progress() as progress:
            finished = deferred.finish(replace(job, progress=progress), stop=stop, landed=landed)
    except Exception as error:
        finished = Finished(why=f"{type(error).__name__}: {error}")
    telling.tell_finished(finished, time.monotonic() - began, preview=preview)
    return finished
