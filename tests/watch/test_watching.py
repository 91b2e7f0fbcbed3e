"""The watch: what arrives and what falls due is published, with a receipt, whatever goes wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from plugins.watch import receipts
from plugins.watch.answers import of_all, of_story
from plugins.watch.receipts import GATE, Receipt
from tests.factory import instant
from tests.watch.ministry import Ministry, git, ministry


@pytest.fixture
def here(tmp_path: Path) -> Ministry:
    return ministry(tmp_path)


def receipt_of(here: Ministry, commit: str) -> Receipt | None:
    return here.shelf.of_commit(commit)


def receipt(here: Ministry, commit: str) -> Receipt:
    found = receipt_of(here, commit)
    assert found
    return found


def states(of: Receipt) -> dict[str, str]:
    return {story.reference: story.state for story in of.stories}


def told(here: Ministry, reference: str) -> str:
    found = here.shelf.newest(reference)
    assert found
    return of_story(found, reference)[0]


def test_a_commit_is_live_after_one_turn_and_its_receipt_says_so(here: Ministry) -> None:
    with here.watch() as watch:
        watch.turn()
        here.now = instant("2025-01-15 12:00")
        commit = here.office().publish("kanim-teluk/2024/loket")
        watch.turn()
    assert here.page("kanim-teluk/2024/loket").is_file()
    made = receipt(here, commit)
    assert (made.state, made.units, states(made)) == ("tayang", ("kanim-teluk",), {"kanim-teluk/2024/loket": "tayang"})
    assert made.arrived == "2025-01-15T05:00:00.000Z"
    assert {"feed.xml", "unit/kanim-teluk/feed.xml", "unit/kanwil-barat/semua/feed.xml"} <= set(made.feeds)
    assert "unit/lapas-bukit/feed.xml" not in made.feeds
    log = next((here.folder / "state").rglob("log.jsonl")).read_text()
    assert log.splitlines()[-1].endswith(f'"hash":"{made.log_head}"}}')


def test_commits_that_arrive_together_each_get_a_receipt_of_their_own_stories(here: Ministry) -> None:
    with here.watch() as watch:
        watch.turn()
        office = here.office()
        office.story("kanim-teluk/2024/satu")
        first = office.commit()
        office.story("lapas-bukit/2024/dua", status="draft")
        office.write("content/unit/lapas-bukit/profil.md", "---\ntitle: Profil\n---\n\nIsi.\n")
        second = office.commit()
        office.push()
        watch.turn()
    assert states(receipt(here, first)) == {"kanim-teluk/2024/satu": "tayang"}
    assert states(receipt(here, second)) == {"lapas-bukit/2024/dua": "draf"}
    assert receipt(here, second).files == ("unit/lapas-bukit/profil.md",)
    assert sum("is live" in line for line in here.lines) == 2  # at the start, and both together


def test_a_merge_has_a_receipt_of_what_it_brought(here: Ministry) -> None:
    office = here.office()
    git(office.folder, "checkout", "--quiet", "-b", "naskah")
    office.story("kanim-teluk/2024/naskah")
    office.commit()
    git(office.folder, "checkout", "--quiet", "main")
    office.story("kanim-teluk/2024/lain")
    office.commit()
    git(office.folder, "merge", "--quiet", "--no-edit", "naskah")
    merge = git(office.folder, "rev-parse", "HEAD")
    with here.watch() as watch:
        watch.turn()
        office.push()
        watch.turn()
    assert states(receipt(here, merge)) == {"kanim-teluk/2024/naskah": "tayang"}


def test_a_broken_story_is_told_with_its_problems_and_its_neighbour_is_live(here: Ministry) -> None:
    with here.watch() as watch:
        watch.turn()
        office = here.office()
        office.story("kanim-teluk/2024/rusak", date="kemarin")
        office.story("kanim-teluk/2024/utuh")
        office.write("content/berita/kanim-teluk/2024/Salah Nama.md", "---\ntitle: x\n---\n")
        commit = office.commit()
        office.push()
        watch.turn()
    by_path = {story.path: story for story in receipt(here, commit).stories}
    assert by_path["berita/kanim-teluk/2024/utuh.md"].state == "tayang"
    broken = by_path["berita/kanim-teluk/2024/rusak.md"]
    assert broken.state == "ditahan" and "rusak.md:3: KESALAHAN" in broken.problems[0]
    assert by_path["berita/kanim-teluk/2024/Salah Nama.md"].state == "ditahan"
    assert "Belum: ditahan" in told(here, "kanim-teluk/2024/rusak")
    assert of_all(receipt(here, commit))[1] is False


def test_a_scheduled_story_appears_by_itself_when_its_moment_comes(here: Ministry) -> None:
    here.now = instant("2025-01-15 12:00")
    with here.watch() as watch:
        watch.turn()
        commit = here.office().publish("kanim-teluk/2025/nanti", date="2025-01-15 12:30")
        watch.turn()
        assert not here.page("kanim-teluk/2025/nanti").exists()
        assert "terjadwal sampai 15 Januari 2025 pukul 12.30.00 WIB" in told(here, "kanim-teluk/2025/nanti")
        here.now = instant("2025-01-15 12:30") - 0.001
        watch.turn()
        assert not here.page("kanim-teluk/2025/nanti").exists()
        here.now = instant("2025-01-15 12:30") + 0.25
        watch.turn()
    assert here.page("kanim-teluk/2025/nanti").is_file()
    newest = here.shelf.newest("kanim-teluk/2025/nanti")
    assert newest and newest.due == "2025-01-15T05:30:00.250Z" and newest.commit == commit
    assert states(newest) == {"kanim-teluk/2025/nanti": "tayang"}
    assert (here.internal / "status/jatuh-tempo/2025/01/20250115T053000250Z.json").is_file()


def test_a_units_new_name_appears_on_its_day(here: Ministry) -> None:
    here.now = instant("2025-01-15 23:00")
    office = here.office()
    row = "2025-01-16,lapas-bukit,renamed,Lapas Kelas I Bukit,,,,,\n"
    events = office.folder / "content/register/unit_events.csv"
    events.write_text(events.read_text() + row)
    office.commit()
    office.push()
    page = here.output / "unit/lapas-bukit/index.html"
    with here.watch() as watch:
        watch.turn()
        assert "Lapas Kelas I Bukit" not in page.read_text()
        here.now = instant("2025-01-16 00:00")
        watch.turn()
    assert "Lapas Kelas I Bukit" in page.read_text()


def test_rewritten_history_is_reported_and_not_followed_until_it_is_accepted(here: Ministry) -> None:
    office = here.office()
    with here.watch() as watch:
        office.publish("kanim-teluk/2024/pertama")
        watch.turn()
        git(office.folder, "reset", "--quiet", "--hard", "HEAD~1")
        office.story("kanim-teluk/2024/lain")
        office.commit()
        office.push("--force")
        watch.turn()
        watch.turn()
    assert here.page("kanim-teluk/2024/pertama").is_file()
    assert not here.page("kanim-teluk/2024/lain").exists()
    assert sum("history was rewritten" in line for line in here.lines) == 1
    with here.watch(accept_rewritten=True) as watch:
        watch.turn()
        watch.finish()
    assert not here.page("kanim-teluk/2024/pertama").exists()
    assert here.page("kanim-teluk/2024/lain").is_file()
    assert not git(here.clone, "status", "--porcelain")


def test_what_the_gate_refuses_is_held_and_goes_out_with_the_commit_that_mends_it(here: Ministry) -> None:
    office = here.office()
    for number in range(22):
        office.story(f"kanim-teluk/2024/banyak-{number}")
    office.commit()
    office.push()
    with here.watch() as watch:
        watch.turn()
        git(office.folder, "rm", "--quiet", "-r", "content/berita/kanim-teluk")
        office.story("lapas-bukit/2024/lain")
        refused = office.commit()
        office.push()
        watch.turn()
        assert receipt(here, refused).state == "ditahan"
        assert here.page("kanim-teluk/2024/banyak-3").is_file()
        assert GATE in told(here, "lapas-bukit/2024/lain")
        git(office.folder, "revert", "--no-edit", "HEAD")
        office.story("lapas-bukit/2024/lain")
        mending = office.commit()
        office.push()
        watch.turn()
    assert receipt(here, mending).state == receipt(here, refused).state == "tayang"
    assert here.page("lapas-bukit/2024/lain").is_file()
    assert "Sudah tayang" in told(here, "lapas-bukit/2024/lain")


def test_a_publish_that_fails_is_tried_again_and_its_receipts_wait(here: Ministry) -> None:
    with here.watch() as watch:
        watch.turn()
        here.output.rename(here.folder / "aside")
        here.output.write_text("a file where the output was")
        commit = here.office().publish("kanim-teluk/2024/loket")
        watch.turn()
        assert receipt(here, commit).state == "menunggu"
        assert told(here, "kanim-teluk/2024/loket").startswith("Belum: Penerbitan gagal")
        here.output.unlink()
        (here.folder / "aside").rename(here.output)
        here.office().publish("kanim-teluk/2024/lagi")  # what arrives is reason enough to try at once
        watch.turn()
    assert receipt(here, commit).state == "tayang"
    assert here.page("kanim-teluk/2024/loket").is_file()


def test_a_remote_that_is_down_leaves_the_site_and_is_found_again(here: Ministry) -> None:
    with here.watch() as watch:
        watch.turn()
        commit = here.office().publish("kanim-teluk/2024/loket")
        here.remote.rename(here.folder / "gone.git")
        watch.turn()
        (here.folder / "gone.git").rename(here.remote)
        watch.turn()
        assert receipt_of(here, commit) is None  # it waits a little, unless somebody says that there is news
        watch.hurry()
        watch.turn()
    assert receipt(here, commit).state == "tayang"
    assert any("cannot take in" in line for line in here.lines) and any("answers again" in line for line in here.lines)


def test_the_deploy_command_gets_every_change_in_order_though_it_failed_before(here: Ministry) -> None:
    script = here.folder / "deploy.py"
    script.write_text(
        "import os, sys\n"
        f"base = {str(here.folder)!r}\n"
        "lines = sys.stdin.read()\n"
        "if os.path.exists(base + '/closed'): sys.exit('tutup')\n"
        "open(base + '/taken', 'a').write(lines + os.environ['NEWSROOM_COMMIT'] + '\\n')\n"
    )
    office = here.office()
    with here.watch(deploy=f"{sys.executable} {script}") as watch:
        watch.turn()
        watch.finish()
        (here.folder / "taken").unlink()
        (here.folder / "closed").touch()
        first = office.publish("kanim-teluk/2024/satu")
        watch.turn()
        watch.finish()
        assert any("ended with 1: tutup" in line for line in here.lines)
        assert "gagal; dicoba lagi" in told(here, "kanim-teluk/2024/satu")
        (here.folder / "closed").unlink()
        second = office.publish("kanim-teluk/2024/dua")
        watch.turn()
        watch.finish()
    lines = (here.folder / "taken").read_text().splitlines()
    assert lines[-1] == second
    for reference in ("kanim-teluk/2024/satu", "kanim-teluk/2024/dua"):
        assert f"put\tberita/{reference}/index.html" in lines[: lines.index("put\tindex.html")]
        assert told(here, reference).startswith("Sudah tayang")
    assert receipt(here, first).deploy.state == receipt(here, second).deploy.state == "berhasil"


def test_a_deleted_story_is_no_longer_there_a_moved_one_elsewhere_and_a_withdrawn_one_says_so(here: Ministry) -> None:
    office = here.office()
    office.story("kanim-teluk/2024/satu")
    office.story("kanim-teluk/2024/dua")
    office.story("kanim-teluk/2024/tiga")
    office.commit()
    office.push()
    with here.watch() as watch:
        watch.turn()
        git(office.folder, "rm", "--quiet", "content/berita/kanim-teluk/2024/satu.md")
        git(office.folder, "rm", "--quiet", "content/berita/kanim-teluk/2024/tiga.md")
        office.story("kanim-teluk/2024/empat", moved_from="[kanim-teluk/2024/tiga]")
        office.story("kanim-teluk/2024/dua", withdrawn="{date: 2024-07-01, kind: pencabutan, reason: Keliru.}")
        commit = office.commit()
        office.push()
        watch.turn()
    assert states(receipt(here, commit)) == {
        "kanim-teluk/2024/satu": "tidak-ada",
        "kanim-teluk/2024/dua": "ditarik",
        "kanim-teluk/2024/tiga": "pindah",
        "kanim-teluk/2024/empat": "tayang",
    }
    answer, yes = of_all(receipt(here, commit))
    assert yes and "Pencabutan sudah tayang" in answer and "Sudah tidak ada" in answer
    assert "Sudah pindah" in answer and "/berita/kanim-teluk/2024/empat/." in answer


def test_a_watch_whose_code_changed_publishes_nothing_and_asks_to_begin_anew(here: Ministry) -> None:
    with here.watch() as watch:
        watch.turn()
        commit = here.office().publish("kanim-teluk/2024/loket")
        watch.outdated = lambda: True
        watch.turn()
        assert watch.renew and not here.page("kanim-teluk/2024/loket").exists()
    with here.watch() as watch:
        watch.turn()
    assert receipt(here, commit).state == "tayang"


def test_commits_that_were_made_by_hand_do_not_end_the_watch(here: Ministry) -> None:
    office = here.office()
    (office.folder / "content/berita/kanim-teluk/2024").joinpath(os.fsdecode(b"\xff.md")).write_text("x")
    bytes_ = office.commit()
    tree = git(office.folder, "rev-parse", "HEAD^{tree}")
    made = office.folder.parent / "commit"
    made.write_text(f"tree {tree}\nparent {bytes_}\nauthor A <a> {'9' * 5000} +0000\n\nx\n")
    dateless = git(office.folder, "hash-object", "-t", "commit", "-w", "--literally", str(made))
    git(office.folder, "reset", "--quiet", dateless)
    office.push()
    commit = office.publish("kanim-teluk/2024/loket")
    with here.watch() as watch:
        watch.turn()
    assert receipt(here, commit).state == "tayang"
    assert [story.path for story in receipt(here, bytes_).stories] == ["berita/kanim-teluk/2024/�.md"]
    assert receipt(here, dateless).state == "tayang"


def test_a_disk_that_is_full_ends_no_watch(here: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    with here.watch() as watch:
        watch.turn()
        commit = here.office().publish("kanim-teluk/2024/loket")

        def full(receipt: Receipt, *others: object) -> Receipt:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(receipts, "finished", full)
        watch.turn()
        assert any("not completed" in line for line in here.lines)
        monkeypatch.undo()
        watch.hurry()
        watch.turn()
    assert receipt(here, commit).state == "tayang"


def test_new_code_that_cannot_run_does_not_take_over(here: Ministry) -> None:
    with here.watch() as watch:
        watch.turn()
        commit = here.office().publish("kanim-teluk/2024/loket")
        watch.outdated, watch.broken = lambda: True, lambda: "SyntaxError"
        watch.turn()
        assert not watch.renew and any("cannot run: SyntaxError" in line for line in here.lines)
        watch.outdated = lambda: False  # it was mended
        watch.hurry()
        watch.turn()
    assert receipt(here, commit).state == "tayang"


def test_once_ends_with_1_where_the_deploy_command_fails(here: Ministry) -> None:
    with here.watch(deploy="false") as watch:
        assert watch.run(once=True) == 1
