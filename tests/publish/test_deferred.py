"""What is made after a publish: what waits, what goes at once, what is put in place and in which order."""

from __future__ import annotations

import fcntl
import os
import random
import time
from pathlib import Path

import pytest

from plugins.publish import landing, writing
from plugins.publish.processes import only_one
from tests.publish.later import Gallery, dead, elsewhere
from tests.publish.small import small

NEW, OTHER = "kanim-teluk/2024/loket", "lapas-bukit/2024/kebun"
WITHDRAWN = {"withdrawn": "{date: 2024-06-20, kind: pencabutan, reason: Keliru.}"}


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    made = Gallery(small(tmp_path))
    made.site.story(NEW)
    made.site.story(OTHER)
    return made


def plaques(gallery: Gallery, reference: str = "") -> list[str]:
    return [path for path in gallery.files if path.startswith(f"plakat/{reference}") and "daftar" not in path]


def wall(gallery: Gallery, reference: str) -> str:
    return gallery.files[f"dinding/{reference}.html"].decode()


def test_a_build_leaves_what_is_deferred_to_wait(gallery: Gallery) -> None:
    report = gallery.build()
    assert (report.queued, plaques(gallery), wall(gallery, NEW)) == (4, [], "live")


def test_what_waits_is_made_and_then_shown(gallery: Gallery) -> None:
    gallery.build()
    finished = gallery.finish()
    (plaque,) = plaques(gallery, NEW)
    assert (finished.left, finished.why, finished.failures) == (0, "", [])
    assert wall(gallery, NEW) == f"live\n{plaque}"
    assert len(gallery.files["plakat/daftar.txt"].splitlines()) == 3
    assert sorted(finished.new) == sorted([*plaques(gallery), "plakat/daftar.txt"])
    assert finished.changed == [path for path in gallery.files if "dinding" in path]


def test_nothing_is_made_twice(gallery: Gallery) -> None:
    gallery.all()
    again = gallery.all()
    assert (again.made, again.checked, again.written, again.deleted) == (0, 0, [], [])


def test_a_view_that_stands_is_not_rendered_again(gallery: Gallery) -> None:
    gallery.all()
    rendered: list[str] = []
    gallery.hook = rendered.append
    gallery.site.story(NEW, body="Loket ditutup.")
    finished = gallery.all()
    assert (finished.made, finished.checked, finished.written, rendered) == (0, 1, [], [])


def test_only_what_changed_is_made_again(gallery: Gallery) -> None:
    gallery.all()
    rendered: list[str] = []
    gallery.hook = rendered.append
    before = plaques(gallery, NEW)
    gallery.site.story(NEW, title="Judul lain")
    finished = gallery.all()
    assert rendered == [NEW]
    assert finished.deleted == before
    assert plaques(gallery, NEW)[0] in wall(gallery, NEW)
    assert gallery.files == gallery.clean()


def test_what_is_no_more_goes_with_the_build_and_does_not_wait(gallery: Gallery) -> None:
    gallery.all()
    (plaque,) = plaques(gallery, NEW)
    gallery.site.story(NEW, **WITHDRAWN)
    report = gallery.build()
    assert plaque in report.deleted and plaques(gallery, NEW) == []
    assert wall(gallery, NEW) == "withdrawn"
    gallery.finish()
    assert gallery.files == gallery.clean()


def test_a_story_that_is_deleted_takes_along_what_was_made_of_it(gallery: Gallery) -> None:
    gallery.all()
    (gallery.site.content / f"berita/{NEW}.md").unlink()
    report = gallery.build()
    assert len(report.deleted) == 2 and plaques(gallery, NEW) == []


def test_what_was_touched_while_it_was_made_is_made_again(gallery: Gallery) -> None:
    gallery.build()
    rendered: list[str] = []

    def meanwhile(key: str) -> None:
        rendered.append(key)
        if rendered.count(NEW) == 1 and key == NEW:
            gallery.site.story(NEW, title="Judul yang datang di tengah jalan")
            assert elsewhere(gallery.build) == 0

    gallery.hook = meanwhile
    finished = gallery.finish()
    assert rendered.count(NEW) == 2 and finished.left == 0
    assert [gallery.files[path] for path in plaques(gallery, NEW)] == [b"Judul yang datang di tengah jalan"]
    assert gallery.files == gallery.clean()


def test_what_is_withdrawn_while_it_is_made_never_hangs(gallery: Gallery) -> None:
    gallery.build()
    landed: list[str] = []

    def meanwhile(key: str) -> None:
        if key == NEW:
            gallery.site.story(NEW, **WITHDRAWN)
            assert elsewhere(gallery.build) == 0

    gallery.hook = meanwhile
    gallery.finish(landed=lambda written: landed.extend((*written[0], *written[1])))
    assert not [path for path in landed if f"plakat/{NEW}" in path] and plaques(gallery, NEW) == []
    assert gallery.files == gallery.clean()


def test_what_cannot_be_made_is_told_and_holds_up_nothing_else(gallery: Gallery) -> None:
    def failing(key: str) -> None:
        if key == NEW:
            raise FileNotFoundError("the engraver is\nnot installed")

    gallery.hook = failing
    finished = gallery.all()
    assert finished.failures == [f"plakat {NEW}: FileNotFoundError: the engraver is not installed"]
    assert (finished.left, plaques(gallery, NEW), len(plaques(gallery))) == (1, [], 2)
    assert wall(gallery, NEW) == "live"
    gallery.hook = lambda key: None
    assert gallery.finish().left == 0
    assert gallery.files == gallery.clean()


def test_a_family_of_which_nothing_can_be_made_is_left_for_the_next_round(gallery: Gallery) -> None:
    for number in range(12):
        gallery.site.story(f"kanim-teluk/2024/b-{number}")
    tried: list[str] = []

    def failing(key: str) -> None:
        tried.append(key)
        raise RuntimeError("no engraver")

    gallery.hook = failing
    finished = gallery.all()
    assert 5 <= len(tried) == len(finished.failures) < 15
    assert (finished.left, "plakat/daftar.txt" in gallery.files) == (15, True)


def test_a_round_that_is_stopped_leaves_the_rest_waiting(gallery: Gallery) -> None:
    gallery.build()
    rendered: list[str] = []
    gallery.hook = rendered.append
    finished = gallery.finish(stop=lambda: bool(rendered))
    assert (len(rendered), finished.left > 0, dead(gallery.files)) == (1, True, [])
    gallery.finish()
    assert gallery.files == gallery.clean()


def test_files_come_before_the_pages_that_show_them_and_go_after(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery.all()
    for reference in (NEW, OTHER):
        gallery.site.story(reference, title=f"Judul baru {reference}")
    gallery.build()
    put, remove, seen = writing.put_in_place_later, writing.remove, []

    def looking_put(*given: object) -> None:
        put(*given)  # type: ignore[arg-type]
        seen.append(dead(gallery.files))

    def looking_remove(*given: object) -> list[str]:
        seen.append(dead(gallery.files))
        gone = remove(*given)  # type: ignore[arg-type]
        seen.append(dead(gallery.files))
        return gone

    monkeypatch.setattr(landing.writing, "put_in_place_later", looking_put)
    monkeypatch.setattr(landing.writing, "remove", looking_remove)
    finished = gallery.finish()
    assert len(finished.deleted) == 2 and len(seen) >= 4
    assert [names for names in seen if names] == []


def test_steps_are_told_in_order_and_none_names_what_is_gone(gallery: Gallery) -> None:
    gallery.all()
    copied = gallery.files
    gallery.site.story(NEW, title="Judul lain")
    report = gallery.build()
    for path in report.written:
        copied[path] = gallery.files[path]

    def copy(written: tuple[list[str], list[str], list[str]]) -> None:
        new, changed, deleted = written
        copied.update({path: gallery.files[path] for path in (*new, *changed)})
        for path in deleted:
            del copied[path]

    gallery.finish(landed=copy)
    assert copied == gallery.files


def test_a_lost_library_loses_nothing_that_waits_to_be_made_again(gallery: Gallery) -> None:
    gallery.all()
    standing = plaques(gallery)
    gallery.site.library.unlink()
    (gallery.site.content / f"berita/{NEW}.md").unlink()
    (gallery.site.output / "asing.txt").write_text("tidak dikenal")
    gallery.build()
    assert plaques(gallery) == standing  # even the one that will go: nobody knows yet whose it is
    assert "asing.txt" not in gallery.files and f"dinding/{NEW}.html" not in gallery.files
    finished = gallery.finish()
    assert finished.deleted == [path for path in standing if NEW in path]
    assert gallery.files == gallery.clean()


def test_a_family_that_is_no_more_takes_its_outputs_along(gallery: Gallery) -> None:
    gallery.all()
    gallery.plaques = False
    report = gallery.build()
    assert [path for path in gallery.files if path.startswith("plakat")] == []
    assert (report.queued, dead(gallery.files)) == (0, [])


def test_other_bytes_of_a_family_are_made_again_though_no_story_changed(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery.all()
    monkeypatch.setattr("tests.publish.later.Plaques.libraries", ("engraver",), raising=False)
    found = {"engraver": "engraver-2.dist-info"}
    monkeypatch.setattr("plugins.publish.environment._installed", lambda: found)
    assert gallery.build().queued > 0
    gallery.finish()
    found["engraver"] = "engraver-3.dist-info"
    rendered: list[str] = []
    gallery.hook = rendered.append
    report = gallery.build()
    finished = gallery.finish()
    assert (report.queued, len(rendered), report.written, finished.written) == (3, 3, [], [])


def test_nothing_is_made_by_other_settings_than_those_of_the_build(gallery: Gallery) -> None:
    gallery.build()
    gallery.site.write("register/regions.csv", "code,name\n13,Provinsi Rekaan\n")
    finished = gallery.finish()
    assert "not those of the last build" in finished.why and plaques(gallery) == []
    gallery.build()
    assert gallery.finish().left == 0


def test_where_nothing_is_built_nothing_is_made(gallery: Gallery) -> None:
    assert "build or publish first" in gallery.finish().why
    assert not gallery.site.output.exists() and not list(gallery.site.folder.glob("output.cache/*.sqlite"))


def test_more_processes_make_the_same(gallery: Gallery) -> None:
    for number in range(60):
        gallery.site.story(f"kanim-teluk/2024/b-{number}")
    gallery.processes = 2
    finished = gallery.all()
    assert (finished.left, len(plaques(gallery))) == (0, 63)
    assert gallery.files == gallery.clean()


def test_the_gate_does_not_ask_about_what_is_deferred(gallery: Gallery) -> None:
    for number in range(30):
        gallery.site.story(f"kanim-teluk/2024/b-{number}")
    gallery.publish(allow=["announcements"])
    gallery.finish()
    for number in range(30):
        gallery.site.story(f"kanim-teluk/2024/b-{number}", **WITHDRAWN)
    report = gallery.publish()
    assert (report.refused, len(plaques(gallery))) == ("", 3)


def test_what_a_gate_holds_back_holds_up_nothing_that_waits(gallery: Gallery) -> None:
    for number in range(60):
        gallery.site.story(f"kanim-teluk/2024/b-{number}")
    gallery.publish(allow=["announcements"])
    for number in range(60):
        (gallery.site.content / f"berita/kanim-teluk/2024/b-{number}.md").unlink()
    gallery.site.story(NEW, **WITHDRAWN)
    report = gallery.publish()
    assert report.refused
    finished = gallery.finish()
    assert (finished.why, plaques(gallery, NEW), len(plaques(gallery))) == ("", [], 62)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_builds_and_rounds_all_is_as_after_a_clean_build(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    gallery = Gallery(small(tmp_path))
    references = [f"kanim-teluk/2024/b-{number}" for number in range(6)]
    for step in range(14):
        reference = chance.choice(references)
        path = gallery.site.content / f"berita/{reference}.md"
        match chance.choice(("title", "body", "withdraw", "delete", "lost")):
            case "title":
                gallery.site.story(reference, title=f"Judul {chance.randrange(4)}")
            case "body":
                gallery.site.story(reference, body=f"Isi {step}.")
            case "withdraw":
                gallery.site.story(reference, **WITHDRAWN)
            case "delete":
                path.unlink(missing_ok=True)
            case "lost" if step > 2 and chance.random() < 0.3:
                gallery.site.library.unlink(missing_ok=True)
        gallery.build()
        if chance.random() < 0.5:
            stops = chance.randrange(1, 5)
            seen: list[object] = []
            gallery.finish(stop=lambda seen=seen, stops=stops: seen.append(0) or len(seen) > stops * 4)
        assert dead(gallery.files) == []
    gallery.all()
    assert gallery.files == gallery.clean()


def test_two_rounds_at_once_do_the_work_once(gallery: Gallery) -> None:
    gallery.build()
    others: list[int] = []

    def meanwhile(key: str) -> None:
        if key == NEW:
            gallery.hook = lambda key: None
            others.append(elsewhere(lambda: _expect("another process", gallery)))

    gallery.hook = meanwhile
    assert gallery.finish().left == 0
    assert others == [0]
    assert gallery.files == gallery.clean()


def _expect(why: str, gallery: Gallery) -> None:
    finished = gallery.finish()
    assert why in finished.why and finished.made == 0


def test_a_build_waits_for_a_step_and_not_for_another_build(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    lock.write_text("brief\n")  # left by a step that was killed
    with only_one(lock):
        assert lock.read_text() == ""
    with only_one(lock, brief=True):
        assert lock.read_text() == "brief\n"


def test_a_build_waits_until_a_step_is_done(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    reading, writing_end = os.pipe()

    def step() -> None:
        with only_one(lock, brief=True):
            os.write(writing_end, b"held")
            time.sleep(0.3)

    child = os.fork()
    if not child:
        step()
        os._exit(0)
    os.read(reading, 4)
    with only_one(lock):  # raises where the other one is a build
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(reading)
    os.close(writing_end)


@pytest.mark.parametrize("says", [True, False])
def test_a_build_looks_twice_before_it_takes_a_step_for_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: bool
) -> None:
    lock = tmp_path / "x.lock"
    lock.touch()
    (orders, order), (answers, answer) = os.pipe(), os.pipe()

    def step() -> None:
        with lock.open("a+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX)
            os.write(answer, b"held")  # and the file is empty still
            os.read(orders, 1)
            file.write("brief\n" * says)
            file.flush()
            os.write(answer, b"said")
            os.read(orders, 1)
        os.write(answer, b"done")

    child = os.fork()
    if not child:
        step()
        os._exit(0)
    slices: list[bytes] = [os.read(answers, 4)]

    def passing(seconds: float) -> None:
        os.write(order, b".")
        slices.append(os.read(answers, 4))

    monkeypatch.setattr("plugins.publish.processes.time.sleep", passing)
    if says:
        with only_one(lock):
            assert slices == [b"held", b"said", b"done"]
    else:
        with pytest.raises(BlockingIOError), only_one(lock):
            pass
        assert slices == [b"held", b"said"]
        passing(0)
    os.waitpid(child, 0)
    for descriptor in (orders, order, answers, answer):
        os.close(descriptor)
