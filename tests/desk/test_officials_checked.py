"""`check` reads the register of officials: its slips are told, and what it says holds at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.desk import checking
from plugins.desk.__main__ import main
from tests.factory import instant
from tests.publish.small import AS_OF, small

REGISTER = "unit,name,title,from,until\nkanim-teluk,Ratna Wulandari,Kepala Kantor,2024-06-01,\n"


def test_a_register_that_changed_judges_old_stories_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant(AS_OF)))
    monkeypatch.setattr(checking, "_FEW", 0)  # so that what was judged is kept
    monkeypatch.chdir(tmp_path)
    site = small(tmp_path)
    site.story("kanim-teluk/2024/loket", body="Teluk – Kepala Kantor Ratna Wulandary membuka loket.")

    def told() -> list[tuple[str, str]]:
        main(["check", str(site.content), "--format", "json"])
        rows = json.loads(capsys.readouterr().out)
        return [(row["code"], row["value"]) for row in rows if "official" in row["code"] or row["code"] == "F-PEJABAT"]

    assert told() == []
    site.write("register/officials.csv", REGISTER + "kanim-teluc,Joko Susilo,Kepala,,\n")
    assert told() == [("F-PEJABAT", "Ratna Wulandary"), ("official-unknown-unit", "kanim-teluc")]
