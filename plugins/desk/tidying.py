"""A text as other computers can read it: UTF-8 without a mark, its lines ended as everywhere. Pure."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from plugins.desk.calling import command
from plugins.problems import WARNING, Problem, Rule
from plugins.rules import letters

_LINE_ENDS = "akhir baris Windows menjadi LF"
UNTIDY = Rule("untidy", "Berkas ini dapat dirapikan: {done}.", "Jalankan: {tidy}", WARNING)
LINE_ENDS = replace(UNTIDY, code="line-ends")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Unreadable(ValueError):
    """A line (its number is `line`, from 1) that no rule makes readable."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Tidied:
    """The bytes, and what was done to them, in Indonesian; nothing where they are as they were."""

    data: bytes
    done: tuple[str, ...] = ()


def tidied(data: bytes) -> Tidied:
    """A text as `encoded`, without the unseen signs that came along when it was copied. Raises Unreadable."""
    found = encoded(data)
    text = found.data.decode()
    plain = letters.without_pasted(text)
    if plain == text:
        return found
    return Tidied(plain.encode(), (*found.done, "tanda tak terlihat dihapus"))


def note(path: str, data: bytes) -> Problem | None:
    """What the file at a content path might be mended of, if anything: a build takes it, or says why not itself."""
    try:
        done = encoded(data).done
    except Unreadable:
        return None
    if not done:
        return None
    rule = LINE_ENDS if done == (_LINE_ENDS,) else UNTIDY
    return rule.broken(path, done="; ".join(done), tidy=command("tidy", path, f"FILES={path}"))


def encoded(data: bytes) -> Tidied:
    """A text in UTF-8 from UTF-8, UTF-16 with its mark, or Windows-1252; lines end with LF. Raises Unreadable."""
    done: list[str] = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeError:
            raise Unreadable(1) from None
        done.append("UTF-16 menjadi UTF-8")
    if data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
        done.append("tanda BOM dihapus")
    lines = [_utf_8(line, number) for number, line in enumerate(_LINE.findall(data), 1)]
    foreign = [number for number, (_, was_foreign) in enumerate(lines, 1) if was_foreign]
    if foreign:
        done.append(
            f"huruf Windows-1252 menjadi UTF-8 (baris {', '.join(map(str, foreign[:5]))}): baca ulang baris itu"
        )
    text = b"".join(line for line, _ in lines)
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        done.append(_LINE_ENDS)
    return Tidied(text, tuple(done))


def _utf_8(line: bytes, number: int) -> tuple[bytes, bool]:
    """A line in UTF-8, and whether it was not so before. Lines are looked at one by one: pasted text mixes both."""
    if b"\0" in line:
        raise Unreadable(number)
    try:
        line.decode()
    except UnicodeDecodeError:
        try:
            return line.decode("cp1252").encode(), True
        except UnicodeDecodeError:
            raise Unreadable(number) from None
    return line, False
