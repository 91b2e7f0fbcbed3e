"""The hook on real servers: a push over a file's path, over git's own protocol and over HTTP, with real clones."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plugins.roster import telling
from tests.roster.world import OWN, VICTIM, Keys, World, email, story

ROOT = Path(__file__).resolve().parents[2]
HOOK = ROOT / "plugins" / "roster" / "pre-receive"
NOON = "1732078800"  # 2024-11-20 12:00 WIB


def environment(**variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
    return {**kept, **quiet, "SOURCE_DATE_EPOCH": NOON, "LC_ALL": "C", **variables}


def guarded(world: World, pusher: str = "NAMA_PENGIRIM") -> World:
    """The server with the hook, as the operator sets it up."""
    settings = {"code": str(ROOT), "python": sys.executable, "pusher": pusher}
    for name, value in settings.items():
        world.git("config", f"newsroom.{name}", value)
    world.git("config", "receive.fsckObjects", "true")
    world.git("config", "http.receivepack", "true")
    (world.folder / "hooks" / "pre-receive").symlink_to(HOOK)
    return world


class Clone:
    """A humas's own clone."""

    def __init__(self, folder: Path, world: World, who: str, url: str = "") -> None:
        self.folder, self.who = folder, who
        command = ["git", "clone", "--quiet", url or world.folder.as_uri(), str(folder)]
        subprocess.run(command, env=environment(), check=True)
        settings = {
            "user.name": who,
            "user.email": email(who),
            "gpg.format": "ssh",
            "user.signingkey": f"{world.keys.folder / who}.pub",
        }
        for name, value in settings.items():
            self.git("config", name, value)

    def git(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment(**variables), capture_output=True, text=True
        )

    def write(self, path: str, text: str | bytes, *options: str) -> None:
        file = self.folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        self.git("add", "--all")
        assert self.git("commit", "--quiet", "-m", "berita", *options).returncode == 0

    def push(self, *arguments: str, pusher: str = "") -> subprocess.CompletedProcess[str]:
        named = {"NAMA_PENGIRIM": pusher} if pusher else {}
        return self.git("push", "--quiet", *(arguments or ("origin", "HEAD:main")), **named)


@contextmanager
def daemon(folder: Path) -> Iterator[str]:
    """Git's own server on loopback; the address before the repositories' names."""
    with socket.socket() as probing:
        probing.bind(("127.0.0.1", 0))
        port = probing.getsockname()[1]
    command = ["git", "daemon", "--export-all", "--enable=receive-pack", f"--base-path={folder}"]
    serving = subprocess.Popen(
        [*command, "--listen=127.0.0.1", f"--port={port}", "--reuseaddr"],
        env=environment(NAMA_PENGIRIM="budi"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            with socket.socket() as probing:
                if probing.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"git://127.0.0.1:{port}"
    finally:
        serving.terminate()
        serving.wait()


class _Backend(BaseHTTPRequestHandler):
    """Git's smart HTTP by its own CGI program. Who pushes is told by the server, as GitLab and Gitea do."""

    folder: Path
    pusher = "budi"

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        variables = {
            "GIT_PROJECT_ROOT": str(self.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type") or "",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding") or "",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol") or "",
            "REMOTE_USER": self.pusher,
            "NAMA_PENGIRIM": self.pusher,
        }
        done = subprocess.run(["git", "http-backend"], input=body, env=environment(**variables), capture_output=True)
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments: object) -> None:
        """Nothing: a test's output is its own."""


@contextmanager
def over_http(folder: Path) -> Iterator[str]:
    handler = type("Backend", (_Backend,), {"folder": folder})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_signed_story_of_ones_own_office_is_taken(server: World, tmp_path: Path) -> None:
    clone = Clone(tmp_path / "budi", guarded(server), "budi")
    clone.write(f"berita/{OWN}/2024/baru.md", story(), "-S")
    done = clone.push()
    assert done.returncode == 0, done.stderr
    assert server.git("rev-parse", "main") == clone.git("rev-parse", "HEAD").stdout.strip()


def test_everything_that_is_wrong_is_told_at_once_in_indonesian(server: World, tmp_path: Path) -> None:
    clone = Clone(tmp_path / "budi", guarded(server), "budi")
    clone.write(f"berita/{VICTIM}/2024/loket.md", story("Lain"), "-S")
    clone.write(f"berita/{OWN}/2024/loket.pdf", b"\0" * (10 * 1024 * 1024 + 1), "-S")
    clone.write("halaman/tentang.md", story("Lain"))
    done = clone.push()
    assert done.returncode != 0
    assert server.git("rev-parse", "main") == server.main
    told = "\n".join(line.removeprefix("remote: ").rstrip() for line in done.stderr.splitlines())
    assert "Kiriman ini tidak diterima: 3 hal perlu diperbaiki." in told
    assert f"berita/{VICTIM}/2024/loket.md: KESALAHAN [file-not-yours] Akun “budi” tidak boleh menulis" in told
    assert f"berita/{OWN}/2024/loket.pdf: KESALAHAN [file-too-large] Berkas ini 10,1 MB; paling besar 10 MB." in told
    assert "KESALAHAN [commit-unsigned]" in told


def test_a_name_in_the_environment_counts_only_where_the_operator_says_so(server: World, tmp_path: Path) -> None:
    clone = Clone(tmp_path / "budi", guarded(server, pusher=""), "budi")
    clone.write(f"berita/{OWN}/2024/baru.md", story())
    assert "commit-unsigned" in clone.push(pusher="budi").stderr
    server.git("config", "newsroom.pusher", "NAMA_PENGIRIM")
    assert clone.push(pusher="budi").returncode == 0


def test_the_branch_is_neither_rewritten_nor_deleted(server: World, tmp_path: Path) -> None:
    server.git("config", "receive.denyDeleteCurrent", "ignore")
    clone = Clone(tmp_path / "dewi", guarded(server), "dewi")
    clone.git("commit", "--amend", "--quiet", "-S", "-m", "lain")
    assert "push-main-rewritten" in clone.push("--force", "origin", "HEAD:main").stderr
    assert "push-main-gone" in clone.push("origin", ":main").stderr
    assert server.git("rev-parse", "main") == server.main


def test_several_branches_in_one_push_are_judged_before_any_is_taken(server: World, tmp_path: Path) -> None:
    """A commit must not count as accepted because the same push brings it on another branch."""
    clone = Clone(tmp_path / "asing", guarded(server), "asing")
    clone.git("config", "user.email", email("sari"))
    clone.write(f"berita/{VICTIM}/2024/baru.md", story())
    assert clone.push("origin", "HEAD:refs/heads/a", "HEAD:main").returncode != 0
    assert server.git("for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_what_is_done_by_way_of_exception_is_logged(server: World, tmp_path: Path) -> None:
    clone = Clone(tmp_path / "tono", guarded(server), "tono")
    withdrawn = story("Berita loket", withdrawn="{date: 2024-11-20, kind: pencabutan, reason: Keliru.}")
    clone.write(f"berita/{VICTIM}/2024/loket.md", withdrawn, "-S")
    done = clone.push()
    assert done.returncode == 0, done.stderr
    assert f"Dicatat: darurat, berita/{VICTIM}/2024/loket.md, akun tono." in done.stderr
    (row,) = map(json.loads, (server.folder / "newsroom" / "log.jsonl").read_text().splitlines())
    assert (row["at"], row["kind"], row["account"]) == ("2024-11-20T05:00:00Z", "darurat", "tono")


def test_a_rule_that_was_waived_is_told_and_counted(server: World, tmp_path: Path) -> None:
    clone = Clone(tmp_path / "budi", guarded(server), "budi")
    photo = "{file: loket.jpg, alt: Antrean di loket pada pagi hari, caption: Antrean., credit: Humas}"
    text = story(image=photo, waive="[{rule: r-foto, reason: Tempat umum tanpa wajah yang dikenal.}]")
    clone.write(f"berita/{OWN}/2024/baru.md", text, "-S")
    done = clone.push()
    assert done.returncode == 0, done.stderr
    assert "Dicatat: aturan-dikecualikan" in done.stderr
    (row,) = map(json.loads, (server.folder / "newsroom" / "log.jsonl").read_text().splitlines())
    assert (row["account"], row["reason"]) == ("budi", "R-FOTO: Tempat umum tanpa wajah yang dikenal.")
    assert telling.counted(server.folder, int(NOON)) == ["1 kali aturan-dikecualikan oleh budi dalam 30 hari terakhir"]


@pytest.mark.parametrize("serve", [daemon, over_http])
def test_it_holds_on_servers_of_every_sort(server: World, tmp_path: Path, serve: object) -> None:
    guarded(server)
    with serve(server.folder.parent) as url:  # type: ignore[operator]
        clone = Clone(tmp_path / "budi", server, "budi", f"{url}/{server.folder.name}")
        clone.write(f"berita/{VICTIM}/2024/baru.md", story())
        refused = clone.push()
        assert "file-not-yours" in refused.stderr, refused.stderr
        clone.git("reset", "--quiet", "--hard", "HEAD~1")
        clone.write(f"berita/{OWN}/2024/baru.md", story())
        taken = clone.push()
        assert taken.returncode == 0, taken.stderr
    assert server.git("rev-parse", "main") == clone.git("rev-parse", "HEAD").stdout.strip()


def test_a_server_that_cannot_judge_takes_nothing(server: World, tmp_path: Path) -> None:
    clone = Clone(tmp_path / "budi", guarded(server), "budi")
    clone.write(f"berita/{OWN}/2024/baru.md", story(), "-S")
    server.git("config", "newsroom.code", str(tmp_path / "tidak-ada"))
    done = clone.push()
    assert done.returncode != 0
    assert "newsroom.code belum diatur" in done.stderr
    server.git("config", "newsroom.code", str(ROOT))
    server.git("config", "newsroom.settings", str(tmp_path / "tidak-ada.py"))
    done = clone.push()
    assert done.returncode != 0
    assert "Hubungi pengelola server" in done.stderr
    assert "Traceback" not in done.stderr
    assert "no configuration file" in (server.folder / "newsroom" / "errors.log").read_text()
    assert server.git("rev-parse", "main") == server.main


def test_personal_data_does_not_enter_the_history(server: World, tmp_path: Path) -> None:
    clone = Clone(tmp_path / "budi", guarded(server), "budi")
    path = f"berita/{OWN}/2024/loket.md"
    clone.write(path, story(body="Pemohon dengan NIK 3273014507900003 dilayani pukul tujuh."), "-S")
    clone.write(path, story(body="Pemohon dilayani pukul tujuh."), "-S")
    done = clone.push()
    assert done.returncode != 0, "a later commit does not take it out of the history"
    assert "R-NIK" in done.stderr.upper()
    assert "3273014507900003" not in done.stderr


def test_what_was_there_before_does_not_hold_back_a_correction(server: World, tmp_path: Path) -> None:
    path = f"berita/{OWN}/2024/loket.md"
    data = "Pemohon dengan NIK 3273014507900003 dilayani pukul tujuh."
    old = server.commit("dewi", {path: story(body=data)})
    server.git("update-ref", "refs/heads/main", old)
    clone = Clone(tmp_path / "budi", guarded(server), "budi")
    clone.write(path, story("Judul yang benar", body=data), "-S")
    done = clone.push()
    assert done.returncode == 0, done.stderr


def test_keys_of_the_world_are_real(keys: Keys) -> None:
    assert keys.public("budi").startswith("ssh-ed25519 AAAA")
