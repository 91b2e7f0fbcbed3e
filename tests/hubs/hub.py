"""A hub on this machine: it notes what it is told, and answers as a test wants."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

_PATIENCE = 60.0  # seconds for what should take none: machines are busy


@dataclass
class Hub:
    """What a hub was told, and how it answers: `statuses` one after the other, and then `status`."""

    address: str = ""
    status: int = 202
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    forms: list[list[tuple[str, str]]] = field(default_factory=list)  # as they came, with those that it did not take
    taken: list[str] = field(default_factory=list)  # topics
    heard: threading.Event = field(default_factory=threading.Event)  # it was told something
    open: threading.Event = field(default_factory=threading.Event)  # it answers; else it hangs
    drips: bool = False  # while it hangs it sends letter after letter of a status that has no end
    on_topic: Callable[[str], None] = lambda topic: None

    def take(self, form: list[tuple[str, str]]) -> int:
        """Note a form; returns the status of the answer."""
        self.forms.append(form)
        self.heard.set()
        topic = dict(form).get("hub.url", "")
        self.on_topic(topic)
        assert self.drips or self.open.wait(_PATIENCE), "nobody let the hub go"
        status = self.statuses.pop(0) if self.statuses else self.status
        if status < 300:
            self.taken.append(topic)
        return status


@contextmanager
def hub(status: int = 202, *, hangs: bool = False) -> Iterator[Hub]:
    """A hub at work. One that hangs answers when it is `open`."""
    made = Hub(status=status)
    if not hangs:
        made.open.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            form = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
            answer = made.take(parse_qsl(form, strict_parsing=True))
            try:
                while made.drips and not made.open.wait(0.02):
                    self.wfile.write(b"H")
                self.send_response(answer)
                for name, value in made.headers.items():
                    self.send_header(name, value)
                self.end_headers()
            except OSError:  # who asked waits no longer
                self.close_connection = True

        def do_GET(self) -> None:  # nobody is to follow a redirect
            made.forms.append([("GET", self.path)])
            self.send_error(404)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_port}/hub"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield made
    finally:
        made.open.set()
        server.shutdown()
        thread.join()
        server.server_close()


def nobody() -> str:
    """The address of a hub that is down: a port at which nobody listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return f"http://127.0.0.1:{server.server_port}/"


def eventually(what: Callable[[], bool]) -> None:
    """Wait until something is so. Fails where it never is."""
    ends = time.monotonic() + _PATIENCE
    while not what():
        assert time.monotonic() < ends, "it never happened"
        time.sleep(0.02)
