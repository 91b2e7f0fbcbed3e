"""One server for all tests of the room that leave its branches as they are: a commit costs a process or two."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.roster.world import Keys, World, world


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> World:
    return world(tmp_path_factory.mktemp("server") / "redaksi.git", keys)


@pytest.fixture
def server(tmp_path: Path, keys: Keys) -> World:
    """A server of a test's own."""
    return world(tmp_path / "redaksi.git", keys)
