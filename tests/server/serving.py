"""nginx with docs/nginx.conf, on this machine alone."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

from tests.building import ROOT
from tests.server.programs import environment, nginx_module, program

CONFIGURATION = ROOT / "docs" / "nginx.conf"
BROTLI = ROOT / "docs" / "nginx-brotli.conf"

# What stands around the sample on Debian, as far as it could get in its way; nothing is written outside of a folder.
_AROUND = """\
{modules}
{user}
worker_processes 1;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    types {{ text/xml xml; application/x-json json; }}
    default_type application/octet-stream;
    gzip on;
    sendfile on;
    access_log off;
    {temporary}
    include {folder}/newsroom.conf;
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: headers by their names, and the bytes as they were sent."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """A server on a port of this machine."""

    port: int

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path; `If_None_Match` is the header `If-None-Match`."""
        return next(self.each([path], method, {name.replace("_", "-"): value for name, value in headers.items()}))

    def each(self, paths: list[str], method: str = "GET", headers: Mapping[str, str] | None = None) -> Iterator[Answer]:
        """Ask for many paths over one connection."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            for path in paths:
                connection.request(method, path, headers={"Host": "berita.samudra.example", **(headers or {})})
                answer = connection.getresponse()
                yield Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


def configured(text: str, values: Mapping[str, str]) -> str:
    """The sample with the lines that say `change` changed: `values` by the directive or variable that they set.

    Raises ValueError if those are not all of these lines.
    """
    left = dict(values)

    def change(match: re.Match[str]) -> str:
        return f"{match['before']}{left.pop(match['name'])}{match['after']}"

    line = re.compile(
        r"^(?P<before>\s*(?:map \"\" \$)?(?P<name>\w+) (?:\{ default )?)(?P<value>.+?)(?P<after>;(?: \})? # change)$",
        re.MULTILINE,
    )
    made = line.sub(change, text)
    if left or len(re.findall(r"; .*# change$", made, re.MULTILINE)) != len(values):
        raise ValueError(f"lines to change that are not as the tests know them: {sorted(left)}")
    return made


@contextmanager
def nginx(folder: Path, output: Path, site: str, hubs: str, *, brotli: bool = False) -> Iterator[Server]:
    """The sample over `output`, as the site at the address `site`, until the end of the block.

    nginx takes over a port that is open already (as it does from its predecessor at an upgrade), so no other program
    can get in between, and nobody has to wait until it listens.
    """
    command = [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    snippets = folder / "newsroom.d"
    snippets.mkdir(parents=True)
    if brotli:
        (snippets / BROTLI.name).write_bytes(BROTLI.read_bytes())
    with socket.create_server(("127.0.0.1", 0), backlog=511) as listening:
        port = listening.getsockname()[1]
        values = {
            "newsroom_site": site,
            "newsroom_hubs": f"'{hubs}'",
            "newsroom_transport_security": "''",
            "listen": f"127.0.0.1:{port}",
            "server_name": "berita.samudra.example",
            "root": str(output),
        }
        text = configured(CONFIGURATION.read_text(encoding="utf-8"), values)
        text = text.replace("/etc/nginx/newsroom.d/", f"{snippets}/").replace("/var/log/nginx/", f"{folder}/")
        (folder / "newsroom.conf").write_text(text, encoding="utf-8")
        around = _AROUND.format(
            folder=folder,
            modules=f"load_module {nginx_module('http_brotli_filter')};" if brotli else "",
            user="user root;" if os.geteuid() == 0 else "",  # only root's nginx gives up its rights
            temporary=" ".join(f"{name}_temp_path {folder}/{name};" for name in _TEMPORARY),
        )
        (folder / "nginx.conf").write_text(around, encoding="utf-8")
        variables = environment(folder)
        tried = subprocess.run([*command, "-t"], env=variables, capture_output=True, text=True, check=False)
        assert (tried.returncode, "[warn]" in tried.stderr) == (0, False), tried.stderr
        listening.setblocking(False)
        running = subprocess.Popen(
            command,
            env={**variables, "NGINX": f"{listening.fileno()};"},
            pass_fds=[listening.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        yield Server(port)
    finally:
        running.terminate()
        running.wait(20)
