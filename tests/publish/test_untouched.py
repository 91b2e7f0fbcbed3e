"""Edits that reach pages by roundabout ways: after each the output is that of a clean build."""

from __future__ import annotations

import os
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from plugins.publish import writing
from tests.building import build, snapshot
from tests.factory import instant
from tests.publish.small import Small, small

HERE = "kanim-teluk/2024"
FOLDER = f"berita/{HERE}"
WITHDRAWN = "{date: 2024-06-20, kind: pencabutan, reason: Keliru.}"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    return small(tmp_path)


def picture(site: Small, name: str, red: int = 0) -> Path:
    data = BytesIO()
    Image.new("RGB", (8, 8), (red, 0, 0)).save(data, "PNG")
    path = site.content / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.getvalue())
    return path


def test_a_page_that_offers_an_accepted_story_follows_its_edits(site: Small) -> None:
    site.write("unit/kanim-teluk/profil.toml", 'accepts = ["lapas-bukit"]\n')
    site.story(f"{HERE}/baru", "2024-06-05")
    site.story("lapas-bukit/2024/tamu", "2024-06-01", units="[kanim-teluk]")
    site.build()
    site.story("lapas-bukit/2024/tamu", "2024-06-01", units="[kanim-teluk]", title="Judul lain")
    site.build()
    assert "Judul lain" in site.page(f"{FOLDER}/baru")
    assert site.files == site.clean()


def test_withdrawn_stories_in_between_hide_no_edit_from_a_newer_page(site: Small) -> None:
    for day in range(2, 6):
        site.story(f"{HERE}/dicabut-{day}", f"2024-06-0{day}", withdrawn=WITHDRAWN)
    site.story(f"{HERE}/baru", "2024-06-09")
    site.build()
    site.story(f"{HERE}/lama", "2024-03-05 08:00", title="Judul lain")
    site.build()
    assert "Judul lain" in site.page(f"{FOLDER}/baru")
    assert site.files == site.clean()


def test_a_story_deleted_together_with_a_new_setting_leaves_no_page(site: Small) -> None:
    path = site.story(f"{HERE}/pergi")
    site.build()
    path.unlink()
    site.build(ABOUT="Kalimat lain.")
    assert f"{FOLDER}/pergi/index.html" not in site.files


def test_a_profile_that_moves_to_another_unit_is_noticed(site: Small) -> None:
    path = site.write("unit/kanim-teluk/profil.toml", 'address = "Jalan Contoh 1"\n')
    site.build()
    target = site.content / "unit/lapas-bukit/profil.toml"
    target.parent.mkdir(parents=True)
    path.rename(target)
    site.build()
    assert "Jalan Contoh 1" in site.page("unit/lapas-bukit")
    assert site.files == site.clean()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_picture_is_followed_in_whatever_form_its_name_is_stored(site: Small, form: str) -> None:
    name = unicodedata.normalize(form, "kafé.png")  # type: ignore[arg-type]
    picture(site, name)
    site.story(f"{HERE}/foto", image=unicodedata.normalize("NFC", "kafé.png"))
    site.build()
    picture(site, name, red=200)
    site.build()
    assert site.files == site.clean()


@pytest.mark.parametrize("name", [".foto.png", "foto.png~", ".arsip/foto.png"])
def test_a_hidden_file_is_none_of_the_site_s(site: Small, name: str) -> None:
    picture(site, name)
    site.story(f"{HERE}/foto", image=name)
    report = site.build()
    assert [problem.code for problem in report.problems] == ["missing-file"]
    assert not [path for path in site.files if path.startswith(f"{FOLDER}/foto/") and path.endswith(".png")]


def test_what_comes_to_stand_where_a_picture_is_missing_is_noticed(site: Small) -> None:
    site.story(f"{HERE}/foto", image="album/foto.png")
    site.build()
    album = site.content / FOLDER / "album"
    album.symlink_to("/nirmala")
    assert "file-symbolic-link" in [problem.code for problem in site.build().problems]
    assert site.files == site.clean()
    album.unlink()
    site.build()
    assert f"{FOLDER}/foto/index.html" in site.files
    picture(site, "album/foto.png/lain.png")  # a folder in its place
    site.build()
    assert site.files == site.clean()
    (album / "foto.png/lain.png").unlink()
    (album / "foto.png").rmdir()
    picture(site, "album/foto.png")
    site.build()
    assert site.files == site.clean()


class Killed(Exception):
    pass


def cut_short(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that ends with all its files in place, and before anything is noted."""
    put = writing.put_in_place

    def killed(output: Path) -> None:
        put(output)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(writing, "put_in_place", killed)
        with pytest.raises(Killed):
            site.build()


def test_a_story_that_goes_after_a_build_cut_short_leaves_no_page(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    path = site.story(f"{HERE}/sekejap")
    cut_short(site, monkeypatch)
    path.unlink()
    site.build()
    assert site.files == site.clean()


def test_an_edit_taken_back_after_a_build_cut_short_is_taken_back(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    site.story(f"{HERE}/lama", "2024-03-05 08:00", title="Judul yang keliru")
    cut_short(site, monkeypatch)
    site.story(f"{HERE}/lama", "2024-03-05 08:00")
    site.build()
    assert site.files == site.clean()


def test_what_a_family_wrote_that_is_no_more_goes_with_it(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    from plugins.newsroom import setup

    site.build()
    make = setup.make_families
    monkeypatch.setattr(setup, "make_families", lambda *given: [f for f in make(*given) if f.name != "zone"])
    site.build(ABOUT="Kode yang lain.")
    gone = [path for path in site.files if path.startswith("zona/") and path.count("/") == 2]
    assert not [path for path in gone if path.endswith("index.html")]


def test_a_library_with_broken_pages_is_made_anew(site: Small) -> None:
    for number in range(40):
        site.story(f"{HERE}/b{number}", f"2024-05-{number % 28 + 1:02}")
    site.build()
    (library,) = site.folder.glob("output.cache/*.sqlite")
    with library.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(library.stat().st_size - 4096))
    assert site.build().written == []
    assert site.files == site.clean()


# Folders that are not ours alone


def test_nothing_of_others_is_deleted_even_when_the_library_is_lost(site: Small) -> None:
    site.output.mkdir()
    (site.output / "foto.jpg").write_text("milik orang lain")
    for _ in range(2):
        site.build()
        assert (site.output / "foto.jpg").read_text() == "milik orang lain"
        for library in site.folder.glob("output.cache/*.sqlite*"):
            library.unlink()


def test_a_folder_of_others_where_a_page_belongs_is_left_alone(site: Small) -> None:
    (site.output / "index.html").mkdir(parents=True)
    (site.output / "index.html" / "catatan").write_text("milik orang lain")
    with pytest.raises(FileExistsError):
        site.build()
    assert (site.output / "index.html" / "catatan").read_text() == "milik orang lain"


@pytest.mark.parametrize(("output", "cache"), [(".", "c"), ("content", "c"), ("content/unit", "c"), ("o", "o/c")])
def test_an_output_that_would_mix_with_its_sources_is_refused(site: Small, output: str, cache: str) -> None:
    before = snapshot(site.folder)
    with pytest.raises(ValueError, match=r"lie in one another|lies in the output"):
        build(site.content, site.folder / output, cache=site.folder / cache, as_of=instant("2025-01-15 12:00"))
    assert snapshot(site.folder) == before


# What one unit may do to another


def test_a_story_that_moved_by_the_register_is_not_taken_down_by_the_unit_it_left(site: Small) -> None:
    site.write("register/moves.csv", f"from,to,date,basis\n{HERE}/x,lapas-bukit/2024/x,2024-06-02,Keputusan\n")
    site.story("lapas-bukit/2024/x", moved_from=f"[{HERE}/x]")
    site.build()
    before = site.files["berita/lapas-bukit/2024/x/index.html"]
    path = site.story(f"{HERE}/x")
    site.story(f"{HERE}/y", moved_from=f"[{HERE}/x]")
    codes = {problem.path: problem.code for problem in site.build().problems}
    assert codes[f"{FOLDER}/x.md"] == "moved-to-another-unit"
    assert codes[f"{FOLDER}/y.md"].startswith("moved-from-")
    assert site.files["berita/lapas-bukit/2024/x/index.html"] == before
    assert site.files == site.clean()
    path.unlink()
    site.build()
    assert site.files["berita/lapas-bukit/2024/x/index.html"] == before


def test_no_story_takes_the_place_of_one_withdrawn_for_privacy(site: Small) -> None:
    from plugins import addresses

    site.story(f"{HERE}/nama", withdrawn="{date: 2024-06-20, kind: privasi, reason: Diminta.}")
    place = addresses.withdrawn_story(f"{HERE}/nama")
    site.story(place.removeprefix("berita/").rstrip("/"), title="Pengganti")
    assert [problem.code for problem in site.build().problems] == ["place-reserved"]
    assert "Pengganti" not in site.page(place)


def test_a_picture_that_no_decoder_reads_stops_no_build(site: Small) -> None:
    path = picture(site, "rusak.png")
    data, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6  # lies on its side: has to be decoded to be turned
    Image.effect_noise((64, 64), 90).save(data, "PNG", exif=exif)
    written = data.getvalue()
    start = written.index(b"IDAT") + 40
    path.write_bytes(written[:start] + bytes(100) + written[start + 100 :])
    site.story(f"{HERE}/foto", image="rusak.png")
    site.build()
    assert f"{FOLDER}/foto/rusak.png" in site.files
    assert b"eXIf" not in site.files[f"{FOLDER}/foto/rusak.png"]


def test_names_that_are_no_text_stop_nothing(site: Small) -> None:
    folder = site.content / "unit/kanim-teluk"
    folder.mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.toml")).write_text("")
    (folder / "lain.toml").symlink_to("/proc/kcore")
    codes = [problem.code for problem in site.build().problems]
    assert codes == ["symbolic-link", "name-broken"]


def test_a_link_to_a_period_by_which_no_archive_is_cut_is_shown_as_its_text(site: Small) -> None:
    dead = ("tag/paspor/2024/", "berita/2024-06/", "unit/kanim-teluk/2024/06/01/", "unit/kanwil-barat/semua/2024/")
    alive = ("tag/paspor/2024/06/", "berita/2024/06/01/", "unit/kanwil-barat/semua/2024/06/")
    body = " ".join(f"[ke {path}](/{path})" for path in (*dead, *alive))
    site.story(f"{HERE}/tautan", body=body, tags="[paspor]")
    site.build()
    page = site.page(f"{FOLDER}/tautan")
    assert [path for path in dead if f'href="/{path}"' in page and f">ke {path}<" in page] == []
    assert [path for path in alive if f'href="/{path}">ke {path}<' in page] == list(alive)


def test_a_story_refers_to_a_bounded_number_of_files(site: Small) -> None:
    for number in range(102):
        site.write(f"{FOLDER}/tabel-{number}.csv", f"a,b\n{number},2\n")
    site.story(f"{HERE}/tabel", body=" ".join(f"[{n}](tabel-{n}.csv)" for n in range(102)))
    assert [problem.code for problem in site.build().problems] == ["file-too-many"] * 2
    site.story(f"{HERE}/tabel", body=" ".join(f"[{n}](tabel-{n}.csv)" for n in range(100)))
    assert site.build().problems == []


def test_a_picture_of_endless_parts_is_refused_by_count(site: Small) -> None:
    frame = b"\x2c" + bytes(4) + b"\1\0\1\0\0\2\1\0\0"
    (site.content / FOLDER / "gerak.gif").write_bytes(b"GIF89a\1\0\1\0\0\0\0" + frame * 100_001 + b";")
    site.story(f"{HERE}/gerak", image="gerak.gif")
    assert [problem.code for problem in site.build().problems] == ["file-broken"]


def test_whatever_a_file_provokes_hurts_that_file_alone(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    from plugins.stories import reader

    def provoked(data: bytes, place: reader.Place, context: reader.Context) -> reader.Reading:
        if place.slug == "aneh":
            raise AssertionError("a library gave up")
        return read(data, place, context)

    read = reader.read_story
    monkeypatch.setattr(reader, "read_story", provoked)
    site.story(f"{HERE}/aneh")
    assert [problem.code for problem in site.build().problems] == ["tool-error"]
    assert f"{FOLDER}/lama/index.html" in site.files


def test_a_picture_exchanged_while_the_site_is_built_is_not_published(
    site: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugins.publish import rendering

    path = picture(site, "foto.png")
    site.story(f"{HERE}/foto", image="foto.png")
    stage = rendering.render

    def exchanging(task: rendering.Task) -> rendering.Rendered:
        path.write_bytes(b"<script>alert(1)</script>")
        return stage(task)

    with monkeypatch.context() as patched:
        patched.setattr(rendering, "render", exchanging)
        site.build()
    assert f"{FOLDER}/foto/foto.png" not in site.files
    picture(site, "foto.png", red=9)
    site.build()
    assert site.files == site.clean()


def test_a_draft_whose_attachment_breaks_does_not_bring_the_earlier_version_back(site: Small) -> None:
    site.write(f"{FOLDER}/tabel.csv", "a,b\n1,2\n")
    site.commit()
    site.story(f"{HERE}/lama", "2024-03-05 08:00", status="draft", attachments="[{file: tabel.csv}]")
    site.commit()
    site.build()
    assert f"{FOLDER}/lama/index.html" not in site.files
    site.write(f"{FOLDER}/tabel.csv", "<html>")
    site.commit()
    assert "taken-down" in [problem.code for problem in site.build().problems]
    assert f"{FOLDER}/lama/index.html" not in site.files


def test_a_reader_that_fails_on_everything_changes_nothing(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    from plugins.stories import reader

    for number in range(30):
        site.story(f"{HERE}/berita-{number}")
    site.build()
    before = site.files

    def fails(data: bytes, place: reader.Place, context: reader.Context) -> reader.Reading:
        raise NameError("a slip of ours")

    site.write("register/zones.toml", 'extends = "default"\n')  # every file is read anew
    with monkeypatch.context() as patched, pytest.raises(RuntimeError, match="a slip of ours"):
        patched.setattr(reader, "read_story", fails)
        site.build()
    assert site.files == before
    site.build()
    assert site.files == site.clean()
