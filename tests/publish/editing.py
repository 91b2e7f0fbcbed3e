"""A content folder under git that edits itself at random, as a thousand offices would over a year."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

UNITS = """id,name,short_name,kind,parent,province_code,timezone
kementerian-laut,Kementerian Laut,Kemenlaut,instansi,,,Asia/Jakarta
kanwil-barat,Kantor Wilayah Barat,Kanwil Barat,kanwil,kementerian-laut,91,Asia/Jakarta
kanwil-timur,Kantor Wilayah Timur,Kanwil Timur,kanwil,kementerian-laut,92,Asia/Jayapura
kanim-teluk,Kantor Imigrasi Teluk,Kanim Teluk,upt,kanwil-barat,91,Asia/Jakarta
lapas-bukit,Lapas Bukit,Lapas Bukit,upt,kanwil-barat,91,Asia/Jakarta
rutan-pulau,Rutan Pulau,Rutan Pulau,upt,kanwil-timur,92,Asia/Jayapura
"""
REGIONS = """code,name,level,parent,timezone
91,Provinsi Barat,provinsi,,Asia/Jakarta
92,Provinsi Timur,provinsi,,Asia/Jayapura
"""
EVENTS = "date,unit,event,name,parent,unit_class,successors,basis,source\n"
_IDS = [line.split(",")[0] for line in UNITS.splitlines()[1:]]
_ZONES = ("", "zones: [zi]", "zones: [wbk, area-6]", "zones: [-zi]", "zones: [area-5]")
_KINDS = ("berita", "klarifikasi", "pengumuman", "siaran-pers")
_LEADS = (
    "Kantor mencanangkan pembangunan Zona Integritas menuju WBK. Seluruh pegawai menandatangani pakta integritas.",
    "Antrean layanan kini dapat diambil secara daring.",
    "Pegawai mengikuti pelatihan tentang gratifikasi.",
)
# A release that several offices put out; what each writes anew is its number. It is the longest, for short ones are not
# compared.
_RELEASE = (
    "Sebanyak {count} pemohon dilayani ketika kantor membuka layanan paspor serentak bagi warga yang tidak sempat"
    " datang pada hari kerja. Petugas tambahan membantu pemohon lanjut usia mengisi formulir, memeriksa kelengkapan"
    " berkas, dan menunjukkan jalan ke ruang foto. Biaya dibayar melalui bank, sehingga petugas tidak menerima uang"
    " tunai."
)
_OTHERS = (
    " Pengunjung yang datang terakhir tetap dilayani sampai selesai.",
    " Warga boleh memilih tempat pengambilan, menitipkan surat kuasa, atau meminta paspor dikirim lewat kurir sampai ke"
    " rumah tanpa ongkos tambahan apa pun bagi penyandang disabilitas serta ibu hamil.",
)
# A change of a register has everything read again, which would hide what the other edits fail to touch.
_WEIGHTS = {
    "accept": 1, "rename-unit": 1, "mend": 2, "break": 8, "copy": 8, "delete": 8, "illustrate": 8, "rewrite": 12,
    "release": 14,
}  # fmt: skip


class Tree:
    """The folder, and what is known of its stories: path → the lines of their front matter and their body."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.stories: dict[str, tuple[dict[str, str], str]] = {}
        self.broken: set[str] = set()
        self.twins: set[str] = set()  # second files of one story
        self.copied: set[str] = set()  # stories of which a copy names the address in its moved_from
        self.events = EVENTS
        self.hour = 0  # of the clock, after the first moment
        self._number = 0
        self._write("register/units.csv", UNITS)
        self._write("register/regions.csv", REGIONS)
        self._write("register/unit_events.csv", EVENTS)
        self._git("init", "--quiet")
        for _ in range(12):
            self._add()
        self.commit()

    @property
    def as_of(self) -> int:
        """The moment of the next build, in seconds since 1970."""
        return 1_717_200_000 + 3600 * self.hour

    def edit(self) -> str:
        """Make one edit; returns what it was."""
        names = sorted(_EDITS)
        (name,) = self.random.choices(names, [_WEIGHTS.get(name, 4) for name in names])
        self.make(name)
        if self.random.random() < 0.5:
            self.commit()
        return name

    def make(self, name: str) -> None:
        """Make the edit of this name."""
        _EDITS[name](self)

    def commit(self) -> None:
        """Commit everything."""
        self._git("add", "--all")
        self._git("commit", "--quiet", "--allow-empty", "--message", "edit")

    def _git(self, *arguments: str) -> None:
        identity = ("-c", "user.name=Humas", "-c", "user.email=humas@laut.example")
        subprocess.run(["git", *identity, *arguments], cwd=self.root, check=True, capture_output=True)

    def _write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def _save(self, path: str) -> None:
        front, body = self.stories[path]
        lines = "\n".join(f"{key}: {value}" if not value.startswith("zones") else value for key, value in front.items())
        self._write(path, f"---\n{lines}\n---\n\n{body}\n")

    def _pick(self) -> str | None:
        sound = sorted(path for path in self.stories if path not in self.broken)
        return self.random.choice(sound) if sound else None

    def _reference(self, path: str) -> str:
        parts = path.removesuffix(".md").split("/")
        return "/".join(parts[-3:])

    def _date(self) -> str:
        month = self.random.choice((3, 4, 5, 6))
        day, hour = self.random.randint(1, 28), self.random.randint(0, 23)
        return f"2024-{month:02}-{day:02} {hour:02}:{15 * self._number % 60:02}"

    def _add(self) -> None:
        self._number += 1
        unit = self.random.choice(_IDS)
        folder = f"kanwil-barat/{unit}" if unit in ("kanim-teluk", "lapas-bukit") and self._number % 3 == 0 else unit
        path = f"berita/{folder}/2024/berita-{self._number:03}.md"
        front = {"title": f"Berita nomor {self._number}", "date": self._date(), "kind": self.random.choice(_KINDS)}
        body = self.random.choice(_LEADS)
        if self._number % 4 == 0:
            front["tags"] = "[layanan, paspor]"
        self.stories[path] = (front, body)
        self._save(path)

    def _change(self, key: str, value: Callable[[], str]) -> None:
        path = self._pick()
        if path is not None:
            self.stories[path][0][key] = value()
            self._save(path)

    def _retitle(self) -> None:
        self._change("title", lambda: f"Judul baru {self.random.randint(0, 999)}")

    def _redate(self) -> None:
        self._change("date", self._date)

    def _embargo(self) -> None:
        self._change("embargo_until", lambda: f"2024-06-0{self.random.randint(1, 9)} 09:00")

    def _expire(self) -> None:
        self._change("expires", lambda: f"2024-06-{self.random.randint(29, 30)}")

    def _alarm(self) -> None:
        self._change(
            "urgent", lambda: f"{{until: 2024-06-0{self.random.randint(1, 4)} {self.random.randint(7, 23)}:00}}"
        )

    def _continue(self) -> None:
        day, hour = self.random.randint(1, 4), self.random.randint(0, 23)
        self._change("updates", lambda: f"[{{date: 2024-06-0{day} {hour:02}:00, note: Perkembangan {hour}}}]")

    def _translate(self) -> None:
        path = self._pick()
        if path is not None:
            front = self.stories[path][0]
            front["lang"] = self.random.choice(("en", "en", "id"))
            front["translation_of"] = self._reference(self.random.choice(sorted(self.stories)))
            self._save(path)

    def _correct(self) -> None:
        note = f"Angka diperbaiki {self.random.randint(0, 99)}"
        self._change("corrections", lambda: f'[{{date: 2024-05-02, kind: ralat, note: "{note}"}}]')

    def _withdraw(self) -> None:
        kind = self.random.choice(("pencabutan", "privasi"))
        self._change("withdrawn", lambda: f'{{date: 2024-05-30, kind: {kind}, reason: "Diminta korban"}}')

    def _restore(self) -> None:
        path = self._pick()
        if path is not None:
            for key in ("withdrawn", "expires", "embargo_until", "status"):
                self.stories[path][0].pop(key, None)
            self._save(path)

    def _draft(self) -> None:
        self._change("status", lambda: "draft")

    def _retag(self) -> None:
        self._change("zones", lambda: self.random.choice(_ZONES[1:]))

    def _share(self) -> None:
        self._change("units", lambda: f"[{self.random.choice(_IDS)}]")

    def _rewrite(self) -> None:
        path = self._pick()
        if path is not None:
            front, _ = self.stories[path]
            links = "".join(
                f" [tautan](/berita/{self._reference(other)}/)"
                for other in self.random.sample(sorted(self.stories), min(2, len(self.stories)))
            )
            day = self.stories[self.random.choice(sorted(self.stories))][0]["date"][:10].replace("-", "/")
            archive = f"[arsip](/berita/{day}/)"
            self.stories[path] = (front, f"{self.random.choice(_LEADS)} {links} {archive}")
            self._save(path)

    def _release(self) -> None:
        """Offices put out one release, a few days apart; some say whose it is, one makes more of it than the others."""
        path = self._pick()
        if path is not None:
            front, _ = self.stories[path]
            front["date"] = f"2024-05-{self.random.randint(20, 31)} {self.random.randint(7, 18):02}:00"
            front.pop("source_story", None)
            if self.random.random() < 0.2:
                front["source_story"] = self._reference(self.random.choice(sorted(self.stories)))
            more = self.random.choice(("", "", *_OTHERS))
            self.stories[path] = (front, _RELEASE.format(count=self.random.randint(10, 99)) + more)
            self._save(path)

    def _illustrate(self) -> None:
        path = self._pick()
        if path is not None:
            name = f"foto-{self.random.randint(1, 3)}.png"
            data = BytesIO()
            Image.new("RGB", (8, 8), (self.random.randint(0, 255), 0, 0)).save(data, "PNG")
            (self.root / path).with_name(name).write_bytes(data.getvalue())
            self.stories[path][0]["image"] = f"{{file: {name}, alt: Foto}}"
            self._save(path)

    def _lose_picture(self) -> None:
        pictures = sorted(self.root.glob("berita/**/*.png"))
        if pictures:
            self.random.choice(pictures).unlink()

    def _delete(self) -> None:
        copied = sorted(self.copied & self.stories.keys() - self.broken)
        path = copied[0] if copied and self.random.random() < 0.7 else self._pick()
        if path is not None and len(self.stories) > 8:
            (self.root / path).unlink()
            del self.stories[path]

    def _move(self) -> None:
        path = self._pick()
        if path is not None:
            front, body = self.stories.pop(path)
            self._number += 1
            target = f"{path.rpartition('/')[0]}/pindah-{self._number:03}.md"
            earlier = front.get("moved_from", "[]").strip("[]")
            front["moved_from"] = f"[{', '.join(filter(None, (earlier, self._reference(path))))}]"
            (self.root / path).unlink()
            self.stories[target] = (front, body)
            self._save(target)

    def _copy(self) -> None:
        """A slip: the story is copied to its new place, and the old file stays."""
        path = self._pick()
        if path is not None:
            self._number += 1
            target = f"{path.rpartition('/')[0]}/salinan-{self._number:03}.md"
            front, body = self.stories[path]
            self.copied.add(path)
            self.stories[target] = ({**front, "moved_from": f"[{self._reference(path)}]"}, body)
            self._save(target)

    def _break(self) -> None:
        path = self._pick()
        if path is not None:
            extra = self.random.choice(("kunci_salah: 1", "zones: [tidak-ada]", "withdrawn: [", "date: kemarin"))
            text = (self.root / path).read_text(encoding="utf-8")
            self._write(path, text.replace("---\n", f"---\n{extra}\n", 1))
            self.broken.add(path)

    def _twice(self) -> None:
        """A slip: the same story once in its office's own folder and once in that of the office above it."""
        path = self._pick()
        if path is not None and ("kanim-teluk" in path or "lapas-bukit" in path):
            nested = "kanwil-barat/" in path
            other = path.replace("kanwil-barat/", "") if nested else path.replace("berita/", "berita/kanwil-barat/")
            if other not in self.stories:
                self._write(other, (self.root / path).read_text(encoding="utf-8").replace("title: ", "title: Kembar "))
                self.twins.add(other)

    def _mend(self) -> None:
        for path in sorted(self.twins):
            (self.root / path).unlink()
        self.twins.clear()
        for path in sorted(self.broken & self.stories.keys()):
            self._save(path)
        self.broken.clear()

    def _rename_unit(self) -> None:
        unit = self.random.choice(_IDS)
        day = f"2024-06-{1 + min(self.hour // 24, 27):02}"
        self.events += f"{day},{unit},renamed,Nama Baru {self.random.randint(0, 99)},,,,Keputusan contoh,contoh\n"
        ordered = sorted(self.events.splitlines(keepends=True)[1:])
        self._write("register/unit_events.csv", EVENTS + "".join(ordered))

    def _accept(self) -> None:
        unit, other = self.random.sample(_IDS, 2)
        self._write(
            f"unit/{unit}/profil.toml", f'address = "Jalan Contoh {self.random.randint(1, 9)}"\naccepts = ["{other}"]\n'
        )

    def _page(self) -> None:
        self._write(
            "halaman/tentang.md",
            f"---\ntitle: Tentang {self.random.randint(0, 9)}\n---\n\n[Unit](/unit/kanim-teluk/)\n",
        )

    def _wait(self) -> None:
        self.hour += self.random.randint(1, 30)


_EDITS: dict[str, Callable[[Tree], None]] = {
    "accept": Tree._accept,
    "add": Tree._add,
    "alarm": Tree._alarm,
    "break": Tree._break,
    "continue": Tree._continue,
    "copy": Tree._copy,
    "correct": Tree._correct,
    "delete": Tree._delete,
    "draft": Tree._draft,
    "embargo": Tree._embargo,
    "expire": Tree._expire,
    "illustrate": Tree._illustrate,
    "lose-picture": Tree._lose_picture,
    "mend": Tree._mend,
    "move": Tree._move,
    "page": Tree._page,
    "re-date": Tree._redate,
    "release": Tree._release,
    "rename-unit": Tree._rename_unit,
    "restore": Tree._restore,
    "retag": Tree._retag,
    "retitle": Tree._retitle,
    "rewrite": Tree._rewrite,
    "share": Tree._share,
    "translate": Tree._translate,
    "twice": Tree._twice,
    "wait": Tree._wait,
    "withdraw": Tree._withdraw,
}
