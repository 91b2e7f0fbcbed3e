import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.publish.processes import only_one, spread
from tests.building import ROOT

_prepared: list[int] = []


def prepare() -> None:
    _prepared.append(os.getpid())


def square(number: int) -> tuple[int, int]:
    assert _prepared
    return number * number, os.getpid()


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_items(processes: int) -> None:
    results = list(spread(square, range(100), processes=processes, prepare=prepare))
    assert [value for value, _ in results] == [number * number for number in range(100)]


def test_few_items_start_no_process() -> None:
    assert {worker for _, worker in spread(square, range(24), processes=4, prepare=prepare)} == {os.getpid()}


def test_many_items_leave_this_process() -> None:
    assert os.getpid() not in {worker for _, worker in spread(square, range(60), processes=2, prepare=prepare)}


def fail(number: int) -> int:
    raise ValueError(number)


def test_what_goes_wrong_in_a_process_is_not_lost() -> None:
    with pytest.raises(ValueError, match="0"):
        list(spread(fail, range(60), processes=2, prepare=prepare))


def hold(path: Path) -> subprocess.CompletedProcess[str]:
    """Try to hold a lock in a process of its own."""
    code = (
        "import sys, pathlib; from plugins.publish.processes import only_one\n"
        "with only_one(pathlib.Path(sys.argv[1])): pass"
    )
    return subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no fcntl")
def test_one_build_at_a_time_works_on_an_output(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "a.lock"
    with only_one(path):
        second = hold(path)
    assert second.returncode != 0
    assert "another build is at work" in second.stderr
    assert hold(path).returncode == 0
