"""The newsroom's configuration, read by Pelican: data, and nothing else. Every setting is told in docs/settings.md."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # the plugins are found from whichever folder Pelican is called

import plugins.newsroom.plugin  # noqa: E402, F401  (a failing import stops here; Pelican alone would go on without it)

SITENAME = "Kabar Pengayoman"
SITEURL = "http://127.0.0.1:8000"
AUTHORITY = "kabar-pengayoman.example"
ABOUT = "Berita dari unit-unit kementerian, ditulis oleh humas masing-masing dan terbit di satu tempat."
ABOUT_ENGLISH = "News from the units of the ministry, written by their own press officers and published in one place."
TIMEZONE = "Asia/Jakarta"
DEFAULT_LANG = "id"

PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
STATE_PATH = str(ROOT / ".state")
THEME = str(ROOT / "theme")
PLUGINS = ["plugins.newsroom"]

MENU = (
    ("Berita", "berita/"),
    ("Unit", "unit/"),
    ("Zona Integritas", "zona/"),
    ("Wilayah", "wilayah/"),
)
FOOTER = (
    ("Tentang", "halaman/tentang/"),
    ("Pedoman redaksi", "halaman/pedoman-redaksi/"),
    ("Pernyataan aksesibilitas", "halaman/pernyataan-aksesibilitas/"),
    ("Arsip", "berita/"),
    ("Informasi serta-merta", "darurat/"),
    ("Ralat dan pencabutan", "ralat/"),
    ("Umpan RSS", "feed/"),
)
