"""What all tests may use: the fabricated site, built once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from plugins.publish.job import Report
from tests.browser.chromium import FLAGS, needed, variables
from tests.building import build, copy_site, snapshot

# No test is timed: machines are busy. CI tries the same examples each time, so that what lands is what was tested;
# everywhere else they are new each time.
settings.register_profile(
    "newsroom", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("newsroom")

_MEMORY, _ROOM = Path("/dev/shm"), 2_000_000_000  # bytes


def pytest_configure() -> None:
    """Put what tests write into memory where there is room: much is written, and each publish waits for the disk."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


# Those that take longest, the longest first: begun last, one of them would be waited for by all other processes.
_LONGEST = (
    "editor/test_in_the_browser.py",
    "browser/test_pages.py",
    "publish/test_incremental.py",
    "publish/test_outward.py",
    "publish/test_registered_changes.py",
    "browser/test_walks.py",
    "watch/test_commands.py",
    "watch/test_watching.py",
    "newsroom/test_corpus.py",
    "plumbing/test_jobs.py",
    "newsroom/test_subscribers.py",
    "publish/test_failures.py",
    "browser/test_widget.py",
    "newsroom/test_determinism.py",
    "publish/test_deferred.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the rest keeps its order."""
    here = Path(__file__).parent
    place = {here / name: number for number, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


@dataclass(frozen=True)
class Built:
    """A built site: where it lies, what the build reported, and the bytes of its files by path."""

    content: Path
    output: Path
    report: Report
    files: dict[str, bytes]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """tests/site, built in one process. Not to be changed."""
    folder = tmp_path_factory.mktemp("site")
    content, output = copy_site(folder), folder / "output"
    report = build(content, output)
    return Built(content, output, report, snapshot(output))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, one for a process: Playwright starts no second time in it."""
    path = needed()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path, args=[*FLAGS], env={**variables(tmp_path_factory.mktemp("home"))}
        )
        yield running
        running.close()
