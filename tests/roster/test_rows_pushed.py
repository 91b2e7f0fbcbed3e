"""The server's hook judges what a unit's own rows would bring to the site."""

from __future__ import annotations

import pytest

from plugins.desk import rejecting
from plugins.roster.git import Repository
from plugins.roster.judging import House
from plugins.stories.tree import PagePlace
from tests.roster.world import DAY, NOON, OWN, World

SETTINGS = {"RULES": {}, "SITEURL": "", "DEFAULT_LANG": "id"}
NUMBER = "3273014507900003"
PROFILE, SERVICES = f"unit/{OWN}/profil.toml", f"unit/{OWN}/layanan.csv"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (PROFILE, f'hours = "NIK {NUMBER}"\n', ["R-NIK"]),
        (PROFILE, 'phone = "0812-3456-7890"\nhours = "Hubungi 0812 3456 7890"\n', []),
        (PROFILE, 'hours = "Hubungi Pak Rudi 0812 3456 7890"\n', ["R-HP"]),
        (SERVICES, "nama,catatan\nPaspor,main slot gacor di sini\n", ["R-JUDI"]),
        (SERVICES, "nama,catatan\nPaspor,bawa berkas asli\n", []),
    ],
)
def test_rows_are_judged_by_the_rules_on_persons_and_attacks(
    shared: World, path: str, text: str, expected: list[str]
) -> None:
    look = rejecting.look(SETTINGS, Repository(shared.folder), House(DAY, pusher="server:dewi", at=NOON))
    assert [problem.code for problem in look(PagePlace(path, "", ""), text.encode(), False).problems] == expected
