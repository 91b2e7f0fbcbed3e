"""Showing a built site on this machine as a plain web server would: an address that leads nowhere gets the site's own
page for it, folders are not listed, requests are not logged."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

NOT_FOUND = "404.html"


class _Pages(SimpleHTTPRequestHandler):
    """Files of the folder named `directory`."""

    extensions_map = {  # noqa: RUF012 - the base class declares it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".xml": "application/xml; charset=utf-8",
        ".opml": "text/x-opml; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".webp": "image/webp",
        ".avif": "image/avif",
    }

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, NOT_FOUND)
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
