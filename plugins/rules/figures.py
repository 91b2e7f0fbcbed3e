"""Figures that contradict each other: parts and their sum, shares of a hundred, tables and their last row.

Only what can hardly be meant is told: both sides must stand in one sentence and speak of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.rules import comparing, prose
from plugins.rules.draft import Draft
from plugins.rules.numbers import DECIMAL, WHOLE, decimal, shown, table, whole
from plugins.rules.rule import Found, Rule

Told = tuple[int, int, str]  # start, end, and what is wrong (Indonesian)

_MEN, _WOMEN = r"(?:laki-laki|lelaki|pria|putra)", r"(?:perempuan|wanita|putri)"
_NOUNS = r"(?:[a-z-]+ ){0,2}"
_PAIR = re.compile(
    rf"(?P<first>{WHOLE}) {_NOUNS}(?:{_MEN}|(?P<women>{_WOMEN}))(?:,? dan|,? serta|,) "
    rf"(?P<second>{WHOLE}) {_NOUNS}(?(women){_MEN}|{_WOMEN})\b",
    re.IGNORECASE,
)
_SEXES = re.compile(rf"\b(?:{_MEN}|{_WOMEN})\b", re.IGNORECASE)
_PERCENT = r" ?(?:persen\b|%)"
_SHARE_PAIR = re.compile(
    rf"(?P<first>{DECIMAL}){_PERCENT} {_NOUNS}(?:{_MEN}|(?P<women>{_WOMEN}))(?:,? dan|,? serta|,) "
    rf"(?P<second>{DECIMAL}){_PERCENT} {_NOUNS}(?(women){_MEN}|{_WOMEN})\b",
    re.IGNORECASE,
)
_MADE_OF = re.compile(
    r"\b(?:(?:yang )?terdiri (?:dari|atas)|terbagi atas|dengan rincian|rinciannya|yakni|yaitu)\b:?|(?<=[a-z]):(?= \d)",
    re.IGNORECASE,
)
_PART = rf"(?P<number>{WHOLE}) (?P<what>[A-Za-z][A-Za-z /()-]{{1,60}}?)(?=,|;| dan (?=\d)| serta (?=\d)|[.!?]|$)"
_PARTS = re.compile(_PART, re.IGNORECASE)
_BETWEEN = re.compile(r"(?:,|;)? ?(?:dan|serta)? ?", re.IGNORECASE)
_TOTAL_BEFORE = re.compile(rf"(?P<number>{WHOLE}) (?P<what>[A-Za-z-]+)(?: [A-Za-z-]+){{0,5}},? ?$", re.IGNORECASE)
_TOTAL_AFTER = re.compile(
    r"^[^.;:]{0,20}\b(?:total|totalnya|jumlah|jumlahnya|seluruhnya|keseluruhan|keseluruhannya)(?: [a-z-]+){0,4}:? "
    rf"(?P<number>{WHOLE})\b(?!{_PERCENT})",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:sisanya|selebihnya|lainnya|di ?antara(?:nya)?|antara lain|termasuk|masing-masing|minimal|maksimal"
    r"|setiap|hingga|sampai|sekitar|lebih dari|hampir|baik|pendamping|beserta keluarga)\b",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"(?P<part>{WHOLE}) dari (?P<all>{WHOLE})(?: [A-Za-z-]+){{0,4}}(?: \(| ?, atau| atau) ?"
    rf"(?P<about>sekitar |setara |hampir |lebih dari )?(?P<share>{DECIMAL}){_PERCENT}",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"(?P<share>{DECIMAL}){_PERCENT}", re.IGNORECASE)
_REST = re.compile(rf"\b(?:sisanya|selebihnya)\b[^.;\d]{{0,60}}?(?P<share>{DECIMAL}){_PERCENT}", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:naik|turun|meningkat|menurun|dari target|tahun lalu|sebelumnya|dibanding\w*|dari \d)\b", re.IGNORECASE
)
_TOO_MANY = re.compile(
    rf"(?P<share>{DECIMAL}){_PERCENT} (?:dari )?(?:seluruh|total|jumlah|semua)? ?(?:peserta|pegawai|warga|responden"
    r"|pemohon|penduduk|narapidana|tahanan|pengunjung|anggota|siswa)\b",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\([^()]{0,80}\)")
_SUM_ROW = re.compile(r"(?:jumlah|total|jumlah total|total keseluruhan|jumlah seluruhnya)\b", re.IGNORECASE)
_NOT_SUMMED = re.compile(r"%|persen|rata|indeks|nilai|tahun|\bno\b|nomor|tarif|skor|pukul|waktu|tanggal", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LONGEST = 2000  # characters: what is longer is no sentence
_NEAR = 0.1  # of the total: parts that miss it by more are no parts of it


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Sums, shares and tables that do not add up; fact `how`."""
    for passage in draft.passages:
        for start, end, how in sorted(contradictions(passage.text)):
            yield Found(passage, start, end, {"how": how})


def contradictions(text: str) -> Iterator[Told]:
    """What does not add up in a passage."""
    yield from _columns(text)
    read = prose.read(text)
    if not _DIGIT.search(read) and "puluh" not in read and "laki" not in read:
        return
    for start, end in prose.sentences(read):
        if end - start > _LONGEST:
            continue
        for first, last, how in _in_sentence(read[start:end]):
            yield start + first, start + last, how


def _in_sentence(sentence: str) -> Iterator[Told]:
    bare = _PARENTHESES.sub(lambda match: " " * len(match[0]), sentence)
    if _SEXES.search(bare):
        yield from _genders(bare)
    yield from _breakdown(bare)
    yield from comparing.contradictions(sentence)
    if "persen" in sentence or "%" in sentence:
        yield from _fractions(sentence)
        yield from _shares(sentence)


def _genders(sentence: str) -> Iterator[Told]:
    """`12 laki-laki dan 8 perempuan`, with the total before (`21 orang, terdiri dari`) or after (`total 21`)."""
    for match in _PAIR.finditer(sentence):
        before = _MADE_OF.sub("", sentence[: match.start()]).rstrip(" :,") + " "
        cued = _MADE_OF.search(sentence[max(0, match.start() - 30) : match.start()])
        after = _TOTAL_AFTER.search(sentence[match.end() :])
        total = after or (_TOTAL_BEFORE.search(before) if cued else None)
        if total is None or _NOT_ALL.search(sentence):
            continue
        yield from _sum([match["first"], match["second"]], total["number"], match.start(), match.end())


def _breakdown(sentence: str) -> Iterator[Told]:
    """`293 perjanjian, terdiri dari 26 nota kesepahaman dan 268 perjanjian kerja sama`."""
    cue = _MADE_OF.search(sentence)
    if cue is None or _NOT_ALL.search(sentence) or _PAIR.search(sentence) or _SHARE.search(sentence):
        return
    total = _TOTAL_BEFORE.search(sentence[: cue.start()].rstrip(" ,:") + " ")
    rest = sentence[cue.end() :]
    parts = list(_PARTS.finditer(rest))
    at = 0
    for part in parts:  # nothing but a comma or "dan" may stand between the parts, and no figure after the last
        if not _BETWEEN.fullmatch(rest[at : part.start()].strip(" :") + " "):
            return
        at = part.end()
    if total is None or len(parts) < 2 or re.search(r"\d", rest[at:]):
        return
    try:
        numbers, whole_of = [whole(part["number"]) for part in parts], whole(total["number"])
    except ValueError:
        return
    if cue[0] == ":" and len({total["what"].lower(), *(part["what"].split(" ", 1)[0].lower() for part in parts)}) > 1:
        return  # `3 hari: 2 seminar dan 2 lokakarya` counts other things
    if max(numbers) < whole_of and abs(sum(numbers) - whole_of) <= max(1, _NEAR * whole_of):
        figures = [part["number"] for part in parts]
        yield from _sum(figures, total["number"], total.start("number"), cue.end() + at)


def _sum(parts: list[str], total: str, start: int, end: int) -> Iterator[Told]:
    try:
        numbers, told = [whole(part) for part in parts], whole(total)
    except ValueError:
        return
    if sum(numbers) != told:
        terms = " + ".join(map(shown, numbers))
        yield start, end, f"{terms} = {shown(sum(numbers))}, tetapi tertulis {shown(told)}"


def _fractions(sentence: str) -> Iterator[Told]:
    """`45 dari 50 pemohon (90 persen)`."""
    for match in _OF.finditer(sentence):
        try:
            part, of = whole(match["part"]), whole(match["all"])
        except ValueError:
            continue
        share = decimal(match["share"])
        spare = 2.0 if match["about"] else 0.11 if "," in match["share"] else 1.0
        if 0 < part <= of and abs(100 * part / of - share) > spare:
            calculated = shown(round(100 * part / of, 1))
            how = f"{shown(part)} dari {shown(of)} adalah {calculated} persen, tetapi tertulis {match['share']} persen"
            yield match.start(), match.end(), how


def _shares(sentence: str) -> Iterator[Told]:
    """Shares of the same that are more than a hundred together, or leave another rest than is told."""
    for match in _SHARE_PAIR.finditer(sentence):
        added = decimal(match["first"]) + decimal(match["second"])
        if abs(added - 100) > 1 and added > 100:
            yield match.start(), match.end(), f"bagiannya berjumlah {shown(added)} persen, lebih dari 100"
    for match in _TOO_MANY.finditer(sentence):
        if decimal(match["share"]) > 100:
            yield match.start(), match.end(), f"{match['share']} persen lebih dari semuanya"
    rest = _REST.search(sentence)
    if rest is None or _COMPARED.search(sentence):
        return
    before = list(_SHARE.finditer(sentence[: rest.start()]))
    added = sum(decimal(match["share"]) for match in before) + decimal(rest["share"])
    if before and (added > 101 or (added < 99 and len(before) == 1)):
        yield before[0].start(), rest.end(), f"bagian dan sisanya berjumlah {shown(added)} persen, bukan 100"


def _columns(text: str) -> Iterator[Told]:
    """Columns of a table whose last row is called a sum, and is none."""
    rows = table(text)
    if len(rows) < 4 or not _SUM_ROW.match(rows[-1][1][0].strip("*_ ")):
        return
    heads, (at, sums), body = rows[0][1], rows[-1], [cells for _, cells in rows[1:-1]]
    for column in range(1, len(sums)):
        if column >= len(heads) or _NOT_SUMMED.search(heads[column]):
            continue
        cells = [row[column].strip("*_ ") if column < len(row) else "" for row in [*body, sums]]
        if all(re.fullmatch(r"\d{1,3}(?:\.\d{3})*|\d{1,9}", cell) for cell in cells):
            numbers = [whole(cell) for cell in cells]
            if sum(numbers[:-1]) != numbers[-1]:
                added, told = shown(sum(numbers[:-1])), shown(numbers[-1])
                how = f"kolom “{heads[column]}” berjumlah {added}, tetapi tertulis {told}"
                yield at, at + len(text[at:].split("\n", 1)[0]), how
