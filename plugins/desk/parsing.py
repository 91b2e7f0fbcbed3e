"""Command lines whose mistakes and help are told in Indonesian: Python's own words for them are English."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from plugins.desk.calling import launcher
from plugins.problems import nearest

# What argparse says, and what is said in its place; the groups of the pattern go into it in their order.
_TOLD = (
    (r"the following arguments are required: (.+)", "Belum disebut: {}."),
    (r"unrecognized arguments: (.+)", "“{}” tidak dikenal di sini."),
    (r"argument .+?: invalid choice: '(.*?)' \(choose from (.+)\)", "“{}” tidak dikenal. Yang boleh: {}."),
    (r"argument (.+?): expected .+", "Sesudah {} tulis isinya; bila memuat spasi, apit dengan tanda kutip."),
    (r"argument (.+?): ignored explicit argument .+", "{} tidak memerlukan isi."),
    (r"argument (.+?): not allowed with argument (.+)", "Pilih salah satu: {} atau {}."),
    (r"ambiguous option: (.+?) could match (.+)", "“{}” dapat berarti beberapa pilihan: {}."),
    (r"argument (.+?): invalid \w+ value: (.+)", "Isi {} tidak terbaca: {}."),
)

# What people type who expect the commands to be Indonesian too.
_INDONESIAN = {
    "baru": "new", "buat": "new", "tulis": "new", "cek": "check", "periksa": "check", "lihat": "preview",
    "pratinjau": "preview", "serve": "preview", "rapikan": "tidy", "ralat": "correct", "koreksi": "correct",
    "cabut": "withdraw", "tarik": "withdraw", "hapus": "withdraw", "pindah": "move",
    "batal": "withdraw", "delete": "withdraw", "berita": "new", "mulai": "new", "tampilkan": "preview",
}  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser of command lines; its commands are parsers of this kind too."""

    def __init__(self, **options: Any) -> None:
        """Options as those of argparse."""
        super().__init__(**{**options, "add_help": False, "formatter_class": _Form})
        self._positionals.title, self._optionals.title = "yang disebut", "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and how it is written; ends with 2."""
        print(f"{_indonesian(message)}\n{self.format_usage().rstrip()}", file=sys.stderr)
        sys.exit(2)


class _Form(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cara pakai: " if prefix is None else prefix)


def _indonesian(message: str) -> str:
    for pattern, said in _TOLD:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return said.format(*(group.replace("'", "") for group in found.groups()))
    return f"Perintah ini tidak dapat dibaca: {message}."


def desk() -> Parser:
    """The parser of the desk, called as the person called it."""
    return Parser(prog=launcher() or "desk", description="Alat bantu humas. Bantuan sebuah perintah: PERINTAH --help")


# What is done without the desk.
_ELSEWHERE = {
    **dict.fromkeys(
        ("kirim", "publish", "terbit", "terbitkan", "tayang", "tayangkan", "push", "unggah", "upload"),
        "Mengirim berita: git add content, lalu git commit, lalu git push.",
    ),
    **dict.fromkeys(("edit", "sunting", "ubah", "buka"), "Menyunting berita: buka berkasnya, misalnya dengan Notepad."),
}  # fmt: skip


def unknown(name: str, commands: Iterable[str]) -> str:
    """What is said of a command that there is not."""
    if told := _ELSEWHERE.get(name.lower()):
        return f"Perintah “{name}” tidak ada di sini. {told}"
    near = _INDONESIAN.get(name.lower()) or nearest(name, commands)
    hint = f" Mungkin maksudnya: {near}." if near else ""
    return f"Perintah “{name}” tidak dikenal.{hint}"
