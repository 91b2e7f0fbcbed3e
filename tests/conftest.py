"""What all tests may use: the fabricated site, built once."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from plugins.publish import registers
from plugins.publish.job import Report
from tests.browser.chromium import FLAGS, needed, variables
from tests.building import build, copy_site, kept, snapshot

# No test is timed: machines are busy. CI tries the same examples each time, so that what lands is what was tested;
# everywhere else they are new each time.
settings.register_profile(
    "newsroom", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("newsroom")

_MEMORY, _ROOM = Path("/dev/shm"), 2_000_000_000  # bytes


def pytest_configure() -> None:
    """Put what tests write into memory where there is room: much is written, and each publish waits for the disk.

    Look for garbage more rarely than Python does by itself: it took a sixth of all their time.
    """
    gc.set_threshold(50_000, 20, 50)
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


# Those that take longest, the longest first: begun last, one of them would be waited for by all other processes.
_LONGEST = (
    "editor/test_in_the_browser.py",
    "browser/test_pages.py",
    "plumbing/test_jobs.py",
    "newsroom/test_corpus.py",
    "browser/test_walks.py",
    "watch/test_watching.py",
    "watch/test_commands.py",
    "publish/test_outward.py",
    "publish/test_registered_changes.py",
    "publish/test_incremental.py",
    "roster/test_hook.py",
    "publish/test_failures.py",
    "roster/test_allowed.py",
    "newsroom/test_subscribers.py",
    "newsroom/test_invalid_sites.py",
    "publish/test_narrowing.py",
    "newsroom/test_determinism.py",
    "publish/test_untouched.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the rest keeps its order."""
    here = Path(__file__).parent
    place = {here / name: number for number, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


def pytest_collection_finish() -> None:
    """Leave thousands of tests and modules out of every further look for garbage: they stay to the end."""
    gc.collect()
    gc.freeze()


@dataclass(frozen=True)
class Built:
    """A built site: where it lies, what the build reported, and the bytes of its files by path."""

    content: Path
    output: Path
    report: Report
    files: dict[str, bytes]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """tests/site, built in one process, once for all processes of a run. Not to be changed."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    folder = tmp_path_factory.mktemp("site") if alone else tmp_path_factory.getbasetemp().parent / "site"
    folder.mkdir(exist_ok=True)
    content, output, reported = folder / "content", folder / "output", folder / "report"
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not reported.exists():
            reported.write_bytes(pickle.dumps(build(copy_site(folder), output)))
    report: Report = pickle.loads(reported.read_bytes())
    return Built(content, output, report, snapshot(output))


@pytest.fixture(scope="session", autouse=True)
def _taxonomy_in_memory() -> Iterator[None]:
    with patch.object(registers, "kept", kept):
        yield


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
