"""Showing a built site on this machine as a plain web server would: an address that leads nowhere gets the site's own
page for it, folders are not listed, requests are not logged, and browsers are held to the site's policy."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from plugins.pages import security

NOT_FOUND = "404.html"


class _Pages(SimpleHTTPRequestHandler):
    """Files of the folder named `directory`."""

    extensions_map = {  # noqa: RUF012 - the base class declares it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".xml": "application/xml; charset=utf-8",
        ".opml": "text/x-opml; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webp": "image/webp",
        ".avif": "image/avif",
    }

    _sent = f"/{NOT_FOUND}"  # the path of the file from the site's root on

    def do_GET(self) -> None:
        """Send a file."""
        self._sent = self._file_asked_for()
        super().do_GET()

    def do_HEAD(self) -> None:
        """Send what is said of a file."""
        self._sent = self._file_asked_for()
        super().do_HEAD()

    def end_headers(self) -> None:
        """Say beside it what browsers may do with it."""
        for name, value in security.headers(self._sent).items():
            self.send_header(name, value)
        super().end_headers()

    def _file_asked_for(self) -> str:
        path = unquote(urlsplit(self.path).path)
        return f"{path}index.html" if path.endswith("/") else path

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, NOT_FOUND)
        self._sent = f"/{NOT_FOUND}"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def server(output: Path, port: int) -> ThreadingHTTPServer:
    """A server of `output` on this machine alone. Raises OSError where the port is taken or not allowed."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Pages, directory=str(output.absolute())))
