"""A build that is killed leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.building import ROOT

_PROGRAM = r"""
import os, time
from plugins.publish.processes import spread
def work(number):
    os.write(1, f"{os.getpid()}\n".encode())  # at once: lines of two processes must not mix
    time.sleep(0.02)
list(spread(work, range(100000), processes=2, prepare=lambda: None))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_the_processes_of_a_killed_build_end() -> None:
    with subprocess.Popen([sys.executable, "-c", _PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        workers = {int(build.stdout.readline()) for _ in range(40)}
        assert build.pid not in workers
        build.send_signal(signal.SIGKILL)
        build.stdout.read()  # ends when nobody holds the other end any more
    deadline = time.monotonic() + 20
    while any(map(_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [worker for worker in workers if _alive(worker)] == []


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
