"""Releases through whole builds: what stands beside the page, and that it follows what it is made of."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from PIL import Image

from tests.press.test_press_ninjs import check
from tests.publish.small import Small, small

HERE = "berita/kanim-teluk/2024/siaran"
ONLY = ("story", "media", "ninjs", "press-kit")  # whole sites take too long
PROFILE = 'phone = "(0999) 555-0100"\n[press_contact]\nname = "Rani"\n'


def site(folder: Path) -> Small:
    made = small(folder)
    made.story("kanim-teluk/2024/siaran", kind="siaran-pers", image="{file: Foto Loket.png, alt: Loket}")
    Image.new("RGB", (8, 4), "navy").save(made.content / "berita/kanim-teluk/2024/Foto Loket.png")
    made.write("unit/kanim-teluk/profil.toml", PROFILE)
    return made


def kit(files: dict[str, bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(files[f"{HERE}/siaran.zip"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_release_is_published_with_its_kit_and_its_data(tmp_path: Path) -> None:
    made = site(tmp_path)
    made.build(FAMILIES=ONLY)
    files = made.files
    document = json.loads(files[f"{HERE}/ninjs.json"])
    check(document)
    (photo,) = document["associations"]
    name = photo["name"]
    assert photo["renditions"][0]["sizeInBytes"] == len(files[f"{HERE}/{name}"])
    assert kit(files)[f"siaran/foto/{name}"] == files[f"{HERE}/{name}"]
    assert "siaran.zip" in made.page(HERE)
    assert {path for path in files if path.endswith(("siaran.zip", "ninjs.json"))} == {
        f"{HERE}/siaran.zip",
        f"{HERE}/ninjs.json",
    }


def test_what_is_built_step_by_step_equals_a_clean_build(tmp_path: Path) -> None:
    made = site(tmp_path)
    made.build(FAMILIES=ONLY)
    assert made.files == made.clean(FAMILIES=ONLY)

    made.write("unit/kanim-teluk/profil.toml", PROFILE.replace("Rani", "Sari"))
    made.build(FAMILIES=ONLY)
    assert "Narahubung pers: Sari" in kit(made.files)["siaran/kontak.txt"].decode()
    assert made.files == made.clean(FAMILIES=ONLY)

    Image.new("RGB", (4, 4), "red").save(made.content / "berita/kanim-teluk/2024/Foto Loket.png")
    made.build(FAMILIES=ONLY)
    assert made.files == made.clean(FAMILIES=ONLY)

    made.story("kanim-teluk/2024/siaran", kind="siaran-pers", body="Lihat [lain](lain.md).")
    made.build(FAMILIES=ONLY)
    assert b"Lihat lain." in kit(made.files)["siaran/teks.txt"]
    made.story("kanim-teluk/2024/lain")
    made.build(FAMILIES=ONLY)
    assert b"Lihat lain (https://" in kit(made.files)["siaran/teks.txt"]
    assert made.files == made.clean(FAMILIES=ONLY)

    made.story(
        "kanim-teluk/2024/siaran", kind="siaran-pers", withdrawn="{date: 2024-06-03, kind: pencabutan, reason: Keliru}"
    )
    made.build(FAMILIES=ONLY)
    assert f"{HERE}/siaran.zip" not in made.files
    assert json.loads(made.files[f"{HERE}/ninjs.json"])["pubStatus"] == "canceled"
    assert made.files == made.clean(FAMILIES=ONLY)
