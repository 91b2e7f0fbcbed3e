"""The roster as people write it: every slip is told, and a row with a slip grants nothing."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.roster.owners import codeowners
from plugins.roster.register import FILE_NAME, load_roster, read_roster
from plugins.roster.signing import allowed_signers, identity_of
from tests.factory import registry
from tests.roster.world import DAY, NONE, OWN, VICTIM, Keys, World, email, story

HEADER = "account,identity,email,unit,role,from,until\n"
SOUND = f"budi,server:budi,budi@samudra.example,{OWN},penulis,2024-01-01,2024-12-31"
GPG = "0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567"

BROKEN = {
    "roster-cell-missing": f"budi,,budi@samudra.example,{OWN},penulis,,",
    "roster-bad-account": f"Budi Santoso,server:budi,budi@samudra.example,{OWN},penulis,,",
    "roster-bad-identity": f"budi,ssh:abc,budi@samudra.example,{OWN},penulis,,",
    "roster-bad-email": f"budi,server:budi,budi,{OWN},penulis,,",
    "roster-bad-role": f"budi,server:budi,budi@samudra.example,{OWN},penuls,,",
    "roster-unknown-unit": "budi,server:budi,budi@samudra.example,kanim-teluk-bir,penulis,,",
    "roster-bad-day": f"budi,server:budi,budi@samudra.example,{OWN},penulis,1 Januari 2024,",
    "roster-ends-first": f"budi,server:budi,budi@samudra.example,{OWN},penulis,2024-02-01,2024-01-01",
    "roster-end-needed": "tono,server:tono,tono@samudra.example,,darurat,,",
}


def read(*rows: str) -> tuple[object, list[object]]:
    roster, problems = read_roster((HEADER + "\n".join(rows) + "\n").encode(), registry())
    return roster.grants, [problem.code for problem in problems]


@pytest.mark.parametrize("code", BROKEN)
def test_a_row_with_a_slip_grants_nothing_and_leaves_the_others(code: str) -> None:
    other = f"sari,server:sari,sari@samudra.example,{VICTIM},penulis,,"
    roster, problems = read_roster(f"{HEADER}{BROKEN[code]}\n{other}\n".encode(), registry())
    assert [problem.code for problem in problems] == [code]
    assert problems[0].line == 2
    assert [grant.account for grant in roster.grants] == ["sari"]


def test_all_slips_of_a_row_are_told_at_once() -> None:
    assert len(read("B,ssh:x,y,z,w,v,u")[1]) == 7


@pytest.mark.parametrize("taken", ["server:budi,lain@samudra.example", "server:lain,BUDI@samudra.example"])
def test_a_key_or_an_address_belongs_to_one_account(taken: str) -> None:
    roster, problems = read_roster(f"{HEADER}{SOUND}\njoko,{taken},{VICTIM},penulis,,\n".encode(), registry())
    assert [problem.code for problem in problems] == ["roster-identity-twice"]
    assert [grant.account for grant in roster.grants] == ["budi"]


def test_an_account_may_have_several_rows_and_rights_hold_on_their_days() -> None:
    later = SOUND.replace("2024-01-01,2024-12-31", "2025-03-01,").replace(OWN, VICTIM)
    roster, problems = read_roster(f"{HEADER}{SOUND}\n{later}\n".encode(), registry())
    assert not problems
    for name in ("server:budi", "budi@samudra.example"):
        units = {
            day: [grant.unit for grant in roster.of(name, day)]
            for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 1))
        }
        assert [*units.values()] == [[], [OWN], [OWN], [], [VICTIM]]


def test_a_key_ends_with_its_row_and_may_no_more_than_its_row(keys: Keys) -> None:
    old = f"ssh:{keys.public('lama')}"
    rows = (
        f"budi,{old},budi@samudra.example,,pusat,,2024-10-31",
        f"budi,ssh:{keys.public('budi')},budi@samudra.example,,pusat,2024-11-01,",
        f"budi,server:budi,budi@samudra.example,{OWN},penulis,,",
    )
    roster, problems = read_roster((HEADER + "\n".join(rows) + "\n").encode(), registry())
    assert not problems
    new, lost = (identity_of(f"ssh:{keys.public(who)}")[0] for who in ("budi", "lama"))
    roles = {name: [grant.role for grant in roster.of(name, DAY)] for name in (new, lost, "server:budi")}
    assert roles == {new: ["pusat"], lost: [], "server:budi": ["penulis"]}


def test_a_register_of_an_office_pc_is_read() -> None:
    text = (HEADER + SOUND + "\n").replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig")
    roster, problems = read_roster(text, registry())
    assert not problems
    assert roster.grants[0].account == "budi"


def test_keys_are_compared_by_their_fingerprint(keys: Keys) -> None:
    told = subprocess.run(
        ["ssh-keygen", "-lf", str(keys.folder / "budi.pub")], capture_output=True, text=True, check=True
    ).stdout.split()[1]
    assert identity_of(f"ssh:{keys.public('budi')} budi@pc") == (f"ssh:{told}", keys.public("budi"))
    assert identity_of(f"ssh:{told}") == (f"ssh:{told}", "")
    assert identity_of(f"gpg:{GPG.lower()}") == (f"gpg:{GPG.replace(' ', '')}", "")


@given(st.text(max_size=60))
def test_what_is_no_identity_is_refused_and_what_is_one_stays_the_same(text: str) -> None:
    try:
        identity, _ = identity_of(text)
    except ValueError:
        return
    assert identity_of(identity)[0] == identity


def test_no_register_is_no_right_and_no_problem(tmp_path: Path) -> None:
    roster, problems = load_roster(tmp_path, registry(), DAY)
    assert not roster.grants
    assert not problems


def test_a_register_without_a_centre_is_told(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / FILE_NAME).write_text(HEADER + SOUND + "\n")
    assert [problem.code for problem in load_roster(tmp_path, registry(), DAY)[1]] == ["roster-no-centre"]


def test_the_centre_cannot_lock_everybody_out(shared: World) -> None:
    without = shared.keys.register().replace(",pusat,", ",penyunting,").replace("dewi@samudra.example,", "d@s.id,x")
    codes = {r.problem.code for r in shared.judge(shared.commit("dewi", {FILE_NAME: without}), "dewi").refusals}
    assert "register-last-centre" in codes
    gone = shared.judge(shared.commit("dewi", {FILE_NAME: None}), "dewi").refusals
    assert [refusal.problem.code for refusal in gone] == ["register-last-centre"]


def test_git_itself_agrees_with_the_allowed_signers(shared: World, tmp_path: Path) -> None:
    signers = tmp_path / "signers"
    roster, _ = read_roster(shared.keys.register().encode(), registry())
    signers.write_text("\n".join(allowed_signers(roster)) + "\n")
    commit = shared.commit("budi", {f"berita/{OWN}/2024/baru.md": story()}, key="budi")
    arguments = ["-c", f"gpg.ssh.allowedSignersFile={signers}", "log", "-1", "--format=%G? %GS", commit]
    assert shared.git(*arguments) == f"G {email('budi')}"
    stranger = shared.commit("asing", {}, key="asing")
    assert shared.git(*arguments[:-1], stranger).startswith("U")


def test_codeowners_names_the_nearest_first_and_the_centre_for_the_rest(keys: Keys) -> None:
    roster, _ = read_roster(keys.register().encode(), registry())
    lines = list(codeowners(roster, registry(), DAY))
    assert "* @dewi" in lines
    assert f"/content/berita/**/{OWN}/ @budi @adi @rina" in lines
    assert f"/content/unit/**/{VICTIM}/ @sari @rina" in lines
    assert "/content/berita/**/rupbasan-pulau-fajar/ @rina" in lines, "it left the other kanwil"
    assert not [line for line in lines if "@lama" in line or "@tono" in line]


def test_nothing_is_open_where_the_branch_has_no_roster(server: World) -> None:
    bare = server.commit("dewi", {FILE_NAME: None})
    new = server.commit("dewi", {f"berita/{OWN}/2024/baru.md": story()}, parents=[bare], key="dewi")
    server.git("update-ref", "refs/heads/main", bare)
    codes = [refusal.problem.code for refusal in server.judge(new, old=bare).refusals]
    assert codes == ["commit-unknown-identity"]


def test_a_server_without_the_branch_takes_nothing(server: World) -> None:
    new = server.commit("dewi", {}, key="dewi")
    server.git("update-ref", "-d", "refs/heads/main")
    assert [r.problem.code for r in server.judge(new, old=NONE).refusals] == ["push-not-opened"]


@pytest.mark.parametrize(
    ("row", "forge", "told"),
    [
        ("dewi,server:dewi,dewi@samudra.example,,pusat,,", "perantara,,", ["roster-login-of-the-house"]),
        ("tono,server:tono,tono@samudra.example,,darurat,,2024-12-31", "perantara,,", ["roster-login-of-the-house"]),
        ("tono,server:tono,tono@samudra.example,,darurat,,2024-12-31", "perantara,2025-01-01,", []),
        (f"dewi,gpg:{'A' * 40},dewi@samudra.example,,pusat,,", "perantara,,", []),
        (f"rina,server:rina,rina@samudra.example,{OWN},penyunting,,", "perantara,,", []),
    ],
)
def test_a_right_over_the_whole_house_that_a_browser_is_enough_for_is_told(
    row: str, forge: str, told: list[str]
) -> None:
    """A forge signs for a login; by the API of some, for anybody who names the address of one."""
    text = f"{HEADER}{row}\nhutan,gpg:{'B' * 40},forge@samudra.example,,{forge}\n"
    roster, problems = read_roster(text.encode(), registry())
    assert [(problem.code, problem.line, problem.severity) for problem in problems] == [
        (code, 2, "warning") for code in told
    ]
    assert len(roster.grants) == 1, "it is a warning: the row grants what it says"
