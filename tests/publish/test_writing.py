from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.publish import writing
from tests.building import snapshot


def stage(output: Path, path: str, text: str, *, new: bool = True) -> None:
    if not (output / writing._STAGING).exists():
        writing.staging(output)
    target = output / writing._STAGING / ("new" if new else "changed") / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    made = tmp_path / "output"
    writing.staging(made)
    return made


@pytest.fixture
def moves(output: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was moved to which place under the output, in order."""
    order: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        order.append(target.relative_to(output).as_posix())
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    yield order


def text(output: Path, path: str) -> str:
    return (output / path).read_text()


def test_new_files_are_there_before_changed_ones_and_front_pages_come_last(output: Path, moves: list[str]) -> None:
    for path in ("a.html", "z/index.html"):
        (output / path).parent.mkdir(exist_ok=True)
        (output / path).write_text("lama")
    stage(output, "a.html", "depan", new=False)
    stage(output, "z/index.html", "indeks", new=False)
    stage(output, "z/b/index.html", "baru")
    stage(output, "z/a.html", "baru")
    stage(output, "m.html", "baru")
    writing.put_in_place(output)
    assert moves == ["z/b", "z/a.html", "m.html", "z/index.html", "a.html"]
    assert text(output, "z/b/index.html") == "baru"
    assert text(output, "z/index.html") == "indeks"


def test_a_folder_that_is_new_as_a_whole_moves_in_one_step(output: Path, moves: list[str]) -> None:
    for number in range(30):
        stage(output, f"berita/kanim/2024/{number}/index.html", "baru")
    stage(output, "index.html", "depan")
    writing.put_in_place(output)
    assert moves == ["berita", "index.html"]
    assert len(list(output.glob("berita/kanim/2024/*/index.html"))) == 30


def test_only_what_is_new_in_a_folder_that_stands_is_moved(output: Path, moves: list[str]) -> None:
    (output / "berita/kanim").mkdir(parents=True)
    (output / "berita/kanim/lama.html").write_text("lama")
    stage(output, "berita/kanim/baru/index.html", "baru")
    writing.put_in_place(output)
    assert moves == ["berita/kanim/baru"]
    assert text(output, "berita/kanim/lama.html") == "lama"


@pytest.mark.parametrize("before", range(4))
def test_what_was_put_in_place_before_a_kill_stays_whole(
    output: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    (output / "berita/a").mkdir(parents=True)
    (output / "index.html").write_text("lama")
    stage(output, "berita/a/x.html", "baru")
    stage(output, "berita/b/index.html", "baru")
    stage(output, "index.html", "depan", new=False)
    replace, left = Path.replace, before

    def killed(self: Path, target: Path) -> Path:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        if before < 3:
            with pytest.raises(KeyboardInterrupt):
                writing.put_in_place(output)
        else:
            writing.put_in_place(output)
    standing = {path: data for path, data in snapshot(output).items() if not path.startswith(writing._STAGING)}
    steps = [("berita/a/x.html", b"baru"), ("berita/b/index.html", b"baru"), ("index.html", b"depan")]
    assert standing == {"index.html": b"lama", **dict(steps[:before])}


def test_a_changed_file_is_replaced_as_a_whole(output: Path) -> None:
    (output / "a.html").write_text("lama dan panjang")
    stage(output, "a.html", "baru", new=False)
    with (output / "a.html").open() as reader:
        writing.put_in_place(output)
        assert reader.read() == "lama dan panjang"  # who was reading it still reads the old one, whole
    assert text(output, "a.html") == "baru"


def test_what_stands_in_the_way_gives_way_in_an_output_of_ours(output: Path) -> None:
    writing.claim(output)
    (output / "berkas").write_text("berkas di tempat folder")
    (output / "folder.html").mkdir()
    (output / "folder.html" / "x").write_text("folder di tempat berkas")
    (output / "putus").symlink_to("tidak-ada")
    stage(output, "berkas/index.html", "a")
    stage(output, "folder.html", "b")
    stage(output, "putus/index.html", "c")
    writing.put_in_place(output)
    assert [text(output, path) for path in ("berkas/index.html", "folder.html", "putus/index.html")] == ["a", "b", "c"]


@pytest.mark.parametrize(("standing", "path"), [("folder.html/x", "folder.html"), ("berkas", "berkas/index.html")])
def test_what_may_be_a_stranger_s_never_gives_way(output: Path, standing: str, path: str) -> None:
    (output / standing).parent.mkdir(exist_ok=True)
    (output / standing).write_text("milik orang lain")
    writing.claim(output)
    stage(output, path, "b")
    with pytest.raises(FileExistsError, match=path.partition("/")[0].replace(".", r"\.")):
        writing.put_in_place(output)
    assert text(output, standing) == "milik orang lain"


def test_nothing_is_written_through_a_link_out_of_the_output(tmp_path: Path, output: Path) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "index.html").write_text("di luar")
    (output / "berita").symlink_to(outside)
    (output / "index.html").symlink_to(outside / "index.html")
    stage(output, "berita/index.html", "a")
    stage(output, "index.html", "b", new=False)
    writing.put_in_place(output)
    assert snapshot(outside) == {"index.html": b"di luar"}
    assert (text(output, "berita/index.html"), text(output, "index.html")) == ("a", "b")


def test_nothing_is_staged_where_nothing_has_to_be_written(output: Path) -> None:
    writing.put_in_place(output)
    writing.close(output)
    assert list(output.iterdir()) == []


def test_deleting_takes_empty_folders_and_leaves_others(tmp_path: Path) -> None:
    for path in ("a/b/c/index.html", "a/lain.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    paths = ["tidak/ada.html", "a/b/c/index.html", "a/lain.txt/di-bawah-berkas"]
    assert writing.remove(tmp_path, paths) == ["a/b/c/index.html"]
    assert [path.name for path in tmp_path.rglob("*")] == ["a", "lain.txt"]
    assert tmp_path.is_dir()


def test_strangers_are_files_that_no_view_wrote(tmp_path: Path) -> None:
    writing.claim(tmp_path)
    (tmp_path / "a.html").write_text("")
    (tmp_path / "b.html").write_text("")
    stage(tmp_path, "c.html", "")
    assert writing.strangers(tmp_path, {"a.html"}) == ["b.html"]


def test_staging_begins_empty_and_is_cleared(tmp_path: Path) -> None:
    stage(tmp_path, "sisa.html", "")
    folder = writing.staging(tmp_path)
    assert snapshot(folder) == {}
    assert sorted(path.name for path in folder.iterdir()) == ["changed", "new"]
    writing.close(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_output_is_vacant_until_something_of_the_site_stands_in_it(tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert writing.is_vacant(output)
    writing.staging(output)
    writing.claim(output)
    assert writing.is_vacant(output)
    (output / "index.html").write_text("")
    assert not writing.is_vacant(output)


def test_an_empty_folder_becomes_ours_and_may_be_swept(tmp_path: Path) -> None:
    assert not writing.is_ours(tmp_path)
    writing.staging(tmp_path / "output")
    writing.claim(tmp_path / "output")
    assert (writing.is_ours(tmp_path / "output"), writing.may_sweep(tmp_path / "output")) == (True, True)


def test_a_folder_that_others_use_becomes_ours_and_is_never_swept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    assert not writing.may_sweep(tmp_path)
    writing.claim(tmp_path)
    writing.claim(tmp_path)
    assert (writing.is_ours(tmp_path), writing.may_sweep(tmp_path)) == (True, False)
