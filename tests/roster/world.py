"""A bare repository as a server keeps it, accounts with keys of their own, and commits made without a work tree."""

from __future__ import annotations

import hashlib
import os
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from plugins.roster.git import Repository
from plugins.roster.judging import House
from plugins.roster.pushes import Verdict, judge_push
from plugins.roster.refs import BRANCHES, Push
from tests.factory import EVENTS_CSV, REGIONS_CSV, UNITS_CSV

DAY = date(2024, 11, 20)
NOON = 1_732_078_800  # of that day, in WIB
NONE = "0" * 40
OWN, VICTIM, CENTRE = "kanim-teluk-biru", "lapas-bukit-hijau", "kanwil-biru"

# account, unit, role, from, until
ACCOUNTS = (
    ("budi", OWN, "penulis", "", ""),
    ("sari", VICTIM, "penulis", "", ""),
    ("adi", OWN, "penulis", "2024-01-01", ""),
    ("joko", "kanwil-biru", "penulis", "", ""),
    ("rina", "kanwil-biru", "penyunting", "", ""),
    ("wati", "kanwil-jingga", "penyunting", "", ""),
    ("dewi", "", "pusat", "", ""),
    ("tono", "", "darurat", "", "2024-12-31"),
    ("lama", OWN, "penulis", "", "2024-10-31"),
    ("nanti", OWN, "penulis", "2025-01-01", ""),
)

# ssh-keygen, which git starts, may be the one that tests/system.sh unpacked.
_UNPACKED = Path(__file__).resolve().parents[2] / ".venv" / "system" / "usr" / "bin"
os.environ["PATH"] += f":{_UNPACKED}"

Content = bytes | str | tuple[str, bytes | str] | None  # a file, a mode and its bytes or an object's id, or nothing
Files = Mapping[str | bytes, Content]


def story(title: str = "Loket dibuka lebih pagi", body: str = "Loket dibuka pukul tujuh.", **keys: str) -> str:
    """A story; `keys` are further lines of its front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\ndate: 2024-11-18 09.30\n{lines}---\n{body}\n"


def email(account: str) -> str:
    return f"{account}@samudra.example"


class Keys:
    """SSH keys of the accounts, and of a stranger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for account in (*(name for name, *_ in ACCOUNTS), "asing"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", account, "-f", str(folder / account)]
            subprocess.run(command, check=True)

    def public(self, account: str) -> str:
        sort, key, *_ = (self.folder / f"{account}.pub").read_text().split()
        return f"{sort} {key}"

    def register(self, *further: str) -> str:
        rows = [
            f"{name},ssh:{self.public(name)};server:{name},{email(name)},{unit},{role},{begins},{ends}"
            for name, unit, role, begins, ends in ACCOUNTS
        ]
        return "\n".join(["account,identity,email,unit,role,from,until", *rows, *further]) + "\n"


@dataclass(frozen=True)
class World:
    """The server's repository; `main` is where its published branch stands."""

    folder: Path
    keys: Keys
    main: str = ""

    def git(self, *arguments: str, asked: bytes = b"", **variables: str) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **variables}
        done = subprocess.run(["git", *arguments], cwd=self.folder, env=environment, input=asked, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def blob(self, data: bytes) -> str:
        """A file's bytes as git keeps them, without a process for each of a thousand."""
        kept = b"blob %d\0" % len(data) + data
        name = hashlib.sha1(kept, usedforsecurity=False).hexdigest()
        place = self.folder / "objects" / name[:2] / name[2:]
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(zlib.compress(kept, 1))
        return name

    def tree(self, parent: str, files: Files) -> str:
        """The tree of a commit with these files otherwise; paths begin below the content folder, or with a slash."""
        index = {"GIT_INDEX_FILE": str(self.folder / "index.test")}
        self.git("read-tree", *([parent] if parent else ["--empty"]), **index)
        lines = []
        for path, content in files.items():
            name = path.encode() if isinstance(path, str) else path
            name = name[1:] if name.startswith(b"/") else b"content/" + name
            if content is None:
                lines.append(f"0 {NONE}\t".encode() + name)
                continue
            mode, data = content if isinstance(content, tuple) else ("100644", content)
            if mode == "160000":
                blob = str(data)
            else:
                raw = data.encode() if isinstance(data, str) else data
                blob = self.blob(raw)
            lines.append(f"{mode} {blob}\t".encode() + name)
        if lines:
            self.git("update-index", "-z", "--index-info", asked=b"\0".join(lines) + b"\0", **index)
        return self.git("write-tree", **index)

    def commit(
        self,
        who: str,
        files: Files | None = None,
        *,
        parents: Sequence[str] | None = None,
        author: str = "",
        committer: str = "",
        key: str = "",
        message: str = "berita",
        tree: str = "",
        when: int = 1_732_000_000,
    ) -> str:
        """A commit of an account on `main` (or on `parents`); signed where a `key` is named."""
        above = [self.main] if parents is None else list(parents)
        made = tree or self.tree(above[0] if above else "", files or {})
        signing = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.keys.folder / key}.pub"] if key else []
        arguments = [*signing, "commit-tree", *(["-S"] if key else []), made, "-m", message]
        for parent in above:
            arguments += ["-p", parent]
        return self.git(
            *arguments,
            GIT_AUTHOR_NAME=author or who,
            GIT_AUTHOR_EMAIL=email(author or who),
            GIT_COMMITTER_NAME=committer or who,
            GIT_COMMITTER_EMAIL=email(committer or who),
            GIT_AUTHOR_DATE=f"{when} +0000",
            GIT_COMMITTER_DATE=f"{when} +0000",
        )

    def judge(
        self, new: str, pusher: str = "", ref: str = BRANCHES + "main", old: str = "", **house: object
    ) -> Verdict:
        """What the hook decides on a push; for any ref but the published branch as on a new one."""
        before = old or (self.main if ref == BRANCHES + "main" else NONE)
        terms = replace(House(DAY, pusher=f"server:{pusher}" if pusher else "", at=NOON), **house)  # type: ignore[arg-type]
        return judge_push(Repository(self.folder), [Push(before, new, ref)], terms)


def world(folder: Path, keys: Keys) -> World:
    """The repository with its first content, which the operator put there."""
    folder.mkdir()
    made = World(folder, keys)
    made.git("init", "--quiet", "--bare", "--initial-branch=main", ".")
    files: Files = {
        "register/units.csv": UNITS_CSV,
        "register/unit_events.csv": EVENTS_CSV,
        "register/regions.csv": REGIONS_CSV,
        "register/contributors.csv": keys.register(),
        "halaman/tentang.md": story("Tentang"),
        "/pelicanconf.py": "SITENAME = 'Contoh'\n",
        **{
            f"berita/{unit}/2024/{name}.md": story(f"Berita {name}")
            for unit in (OWN, VICTIM, "kanwil-biru", "rupbasan-pulau-fajar")
            for name in ("loket", "antrean")
        },
        f"berita/{VICTIM}/2024/ditarik.md": story(withdrawn="{date: 2024-11-19, kind: pencabutan, reason: Keliru.}"),
        f"berita/{OWN}/2024/loket.jpg": b"jpeg",
        f"berita/{VICTIM}/2024/loket.jpg": b"jpeg",
        f"unit/{VICTIM}/profil.toml": 'summary = "Lapas"\n',
        f"berita/{OWN}/2024/tautan.jpg": ("120000", "loket.jpg"),
    }
    main = made.commit("dewi", files, parents=())
    made.git("update-ref", "refs/heads/main", main)
    return replace(made, main=main)
