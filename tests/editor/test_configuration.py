"""Each office has its own configuration, of its own folder alone, whatever keeps the stories."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest

from plugins.editor.configuration import (
    Store,
    after_saving,
    all_configurations,
    backend,
    configuration,
    origins,
    units_to_choose,
)
from plugins.editor.form import form
from plugins.editor.policy import applied, policy
from plugins.units import read_registry
from tests import factory
from tests.editor.running import SITE

ZONES = [("zi", "ZI")]


def of(unit: str, store: Store = Store()) -> dict[str, object]:  # noqa: B008 a frozen record
    return dict(all_configurations(store, factory.registry(), ZONES, {}))[unit]


def test_every_office_has_one_and_writes_into_its_own_folder() -> None:
    made = dict(
        all_configurations(
            Store(), factory.registry(), ZONES, {"kanim-teluk-biru": "berita/kanwil-biru/kanim-teluk-biru"}
        )
    )
    assert made.keys() == factory.registry().units.keys()
    folders = {unit: config["collections"][0]["folder"] for unit, config in made.items()}
    assert folders.pop("kanim-teluk-biru") == "content/berita/kanwil-biru/kanim-teluk-biru"
    assert all(folder == f"content/berita/{unit}" for unit, folder in folders.items())
    assert all(len(config["collections"]) == 1 for config in made.values())


def test_a_repository_that_is_the_content_folder_itself() -> None:
    (collection,) = configuration(Store(content=""), "kanwil-biru", "Kanwil", "berita/kanwil-biru", [])["collections"]
    assert collection["folder"] == "berita/kanwil-biru"


def test_published_stories_are_not_deleted() -> None:
    assert (
        configuration(Store(), "kanwil-biru", "Kanwil", "berita/kanwil-biru", [])["collections"][0]["delete"] is False
    )


def test_offices_to_choose_are_those_near_and_those_that_lead() -> None:
    chosen = units_to_choose(factory.registry())
    ids = [unit for unit, _ in chosen["kanim-teluk-biru"]]
    assert "kanwil-biru" in ids
    assert "lapas-bukit-hijau" in ids
    assert "kanim-teluk-biru" not in ids
    assert "rupbasan-pulau-fajar" in ids  # it came under the same parent
    assert "rupbasan-pulau-fajar" not in [unit for unit, _ in chosen["balai-angin"]]
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("store", "name", "root"),
    [
        (Store("github", "a/b"), "github", None),
        (Store("github", "a/b", "https://git.contoh.go.id"), "github", "https://git.contoh.go.id/api/v3"),
        (Store("gitlab", "a/b", "https://git.contoh.go.id"), "gitlab", "https://git.contoh.go.id/api/v4"),
        (Store("gitea", "a/b", "https://git.contoh.go.id"), "gitea", "https://git.contoh.go.id/api/v1"),
    ],
)
def test_servers(store: Store, name: str, root: str | None) -> None:
    made = backend(store)
    assert (made["name"], made["repo"], made.get("api_root")) == (name, "a/b", root)
    assert made["auth_methods"] == ["token"]  # no third party signs anyone in


def test_training_needs_no_server() -> None:
    assert backend(Store()) == {"name": "test-repo"}
    assert origins(Store()) == ()


@pytest.mark.parametrize(
    ("backend_name", "reviewed"),
    [("github", True), ("gitlab", True), ("gitea", False), ("local", False), ("test", False)],
)
def test_stories_wait_for_an_editor_where_the_server_has_that(backend_name: str, reviewed: bool) -> None:
    made = configuration(Store(backend_name, "a/b"), "kanwil-biru", "Kanwil", "berita/kanwil-biru", [])
    assert (made.get("publish_mode") == "editorial_workflow") is reviewed


def test_writers_are_told_where_a_saved_story_is() -> None:
    told = {name: after_saving(Store(name)) for name in ("test", "local", "github", "gitlab", "gitea")}
    assert told == {"test": "training", "local": "local", "github": "board", "gitlab": "board", "gitea": "sent"}
    script = (SITE / "after.js").read_text("utf-8")
    assert [way for way in sorted(set(told.values())) if f"\n  {way}:" not in script] == []


def test_the_policy_allows_itself_and_the_server_of_the_stories() -> None:
    assert "connect-src 'self' blob: data: https://git.contoh.go.id;" in policy(
        Store("gitea", "a/b", "https://git.contoh.go.id")
    )
    training = policy(Store())
    assert "https:" not in training
    assert "default-src 'none'" in training
    assert "script-src 'self';" in training


def test_the_policy_stands_in_every_page_and_nowhere_else() -> None:
    found = dict(applied([("a.html", b"<{{policy}}>"), ("a.js", b"{{policy}}")], Store()))
    assert found["a.html"] == f"<{policy(Store())}>".encode()
    assert found["a.js"] == b"{{policy}}"


def test_a_thousand_offices_take_seconds() -> None:
    rows = io.StringIO()
    table = csv.writer(rows)
    table.writerow(["id", "name", "kind", "parent"])
    table.writerow(["kementerian", "Kementerian", "instansi", ""])
    table.writerows([f"kanwil-{number}", f"Kanwil {number}", "kanwil", "kementerian"] for number in range(33))
    table.writerows([f"kanim-{number}", f"Kanim {number}", "upt", f"kanwil-{number % 33}"] for number in range(1_030))
    registry, _ = read_registry(rows.getvalue(), "", "", "Asia/Jakarta")
    begun = time.perf_counter()
    made = [json.dumps(config) for _, config in all_configurations(Store(), registry, ZONES, {})]
    assert len(made) == 1_064
    assert time.perf_counter() - begun < 10
    assert max(map(len, made)) < 50_000


def test_a_configuration_is_the_same_every_time() -> None:
    assert json.dumps(of("kanwil-biru")) == json.dumps(of("kanwil-biru"))
    assert form(ZONES, []) == form(ZONES, [])
