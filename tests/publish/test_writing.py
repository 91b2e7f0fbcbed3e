from __future__ import annotations

from pathlib import Path

import pytest

from plugins.publish import writing
from plugins.publish.rendering import Staged


def stage(output: Path, path: str, text: str, *, new: bool = True) -> Staged:
    folder = output / writing._STAGING
    folder.mkdir(parents=True, exist_ok=True)
    name = path.replace("/", "_")
    (folder / name).write_text(text)
    return Staged(path, name, new)


def test_new_files_are_there_before_changed_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        order.append(target.relative_to(tmp_path).as_posix())
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    staged = [
        stage(tmp_path, "a.html", "depan", new=False),
        stage(tmp_path, "z/index.html", "baru"),
        stage(tmp_path, "m.html", "baru"),
    ]
    writing.put_in_place(tmp_path, staged)
    assert order == ["m.html", "z/index.html", "a.html"]
    assert (tmp_path / "z/index.html").read_text() == "baru"


def test_a_changed_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("lama dan panjang")
    with (tmp_path / "a.html").open() as reader:
        writing.put_in_place(tmp_path, [stage(tmp_path, "a.html", "baru", new=False)])
        assert reader.read() == "lama dan panjang"  # who was reading it still reads the old one, whole
    assert (tmp_path / "a.html").read_text() == "baru"


def test_what_stands_in_the_way_gives_way_in_an_output_of_ours(tmp_path: Path) -> None:
    writing.claim(tmp_path)
    (tmp_path / "berkas").write_text("berkas di tempat folder")
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "folder.html" / "x").write_text("folder di tempat berkas")
    writing.put_in_place(tmp_path, [stage(tmp_path, "berkas/index.html", "a"), stage(tmp_path, "folder.html", "b")])
    assert ((tmp_path / "berkas/index.html").read_text(), (tmp_path / "folder.html").read_text()) == ("a", "b")


def test_what_may_be_a_stranger_s_never_gives_way(tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "folder.html" / "x").write_text("milik orang lain")
    writing.claim(tmp_path)
    with pytest.raises(FileExistsError, match=r"folder\.html"):
        writing.put_in_place(tmp_path, [stage(tmp_path, "folder.html", "b")])
    assert (tmp_path / "folder.html" / "x").read_text() == "milik orang lain"


def test_nothing_is_written_through_a_link_out_of_the_output(tmp_path: Path) -> None:
    outside, output = tmp_path / "luar", tmp_path / "output"
    outside.mkdir()
    output.mkdir()
    (output / "berita").symlink_to(outside)
    writing.put_in_place(output, [stage(output, "berita/index.html", "a")])
    assert list(outside.iterdir()) == []
    assert (output / "berita/index.html").read_text() == "a"


def test_deleting_takes_empty_folders_and_leaves_others(tmp_path: Path) -> None:
    for path in ("a/b/c/index.html", "a/lain.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    assert writing.remove(tmp_path, ["a/b/c/index.html", "tidak/ada.html"]) == 1
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
    assert list(writing.staging(tmp_path).iterdir()) == []
    writing.close(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_becomes_ours_and_may_be_swept(tmp_path: Path) -> None:
    assert not writing.is_ours(tmp_path)
    writing.claim(tmp_path / "output")
    assert (writing.is_ours(tmp_path / "output"), writing.may_sweep(tmp_path / "output")) == (True, True)


def test_a_folder_that_others_use_becomes_ours_and_is_never_swept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    assert not writing.may_sweep(tmp_path)
    writing.claim(tmp_path)
    writing.claim(tmp_path)
    assert (writing.is_ours(tmp_path), writing.may_sweep(tmp_path)) == (True, False)
