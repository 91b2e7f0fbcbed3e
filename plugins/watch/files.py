"""Files that are there whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Replace a file by one rename, its folders made if need be; one that has these bytes is left. Raises OSError."""
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.baru")
    staged.write_bytes(data)
    staged.replace(path)
