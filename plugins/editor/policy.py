"""What a page of the admin tree may load and ask: itself and the server that keeps the stories, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.editor.configuration import Store, origins

_PLACE = b"{{policy}}"


def policy(store: Store) -> str:
    """The Content-Security-Policy of the admin tree (CSP 3).

    Sveltia writes its styles into the page, shows photos from memory (blob:) and its preview in a frame of its own.
    """
    servers = " ".join(origins(store))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' blob: data:",
            "font-src 'self' data:",
            f"connect-src 'self' blob: data: {servers}".strip(),
            "frame-src 'self' blob:",
            "manifest-src 'self' blob:",
            "base-uri 'self'",
            "form-action 'none'",
        )
    )


def applied(files: Iterable[tuple[str, bytes]], store: Store) -> Iterator[tuple[str, bytes]]:
    """The files, pages among them with the policy in its place."""
    said = policy(store).encode()
    for path, content in files:
        yield path, content.replace(_PLACE, said) if path.endswith(".html") else content
