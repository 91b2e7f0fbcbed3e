"""The configuration for the public site: the same newsroom at its own address, which the environment names."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
if not SITEURL.startswith(("https://", "http://")):
    print("Name the public address, such as: make publish SITEURL=https://berita.example", file=sys.stderr)
    raise SystemExit(2)
