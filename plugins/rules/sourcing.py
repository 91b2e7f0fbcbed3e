"""Who says so: quotations without a speaker, shares of a hundred without a source, long news in which nobody speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.rules import prose
from plugins.rules.draft import Draft
from plugins.rules.rule import Found, Rule

_STEMS = """
kata ujar tutur ucap jelas terang tegas ungkap papar sebut imbuh tambah lanjut pungkas tandas pesan harap cetus urai
tukas beber cerita kenang pinta ajak seru demikian aku sambutan arahan amanat keterangan pernyataan testimoni
"""
_VERBS = """
mengatakan menyatakan menuturkan menjelaskan menegaskan menekankan menerangkan mengungkapkan memaparkan menyebut
menyebutkan menambahkan melanjutkan menyampaikan berpesan berharap mengaku mengakui menilai mengimbau mengingatkan
menceritakan bercerita berkata berujar bertutur mengapresiasi membeberkan menyambut mengucapkan meminta mengajak
menulis membenarkan membantah mengutip mendorong berpidato menurut
"""
_ORIGINS = """
menurut berdasarkan bersumber sumber sumbernya mengacu merujuk dikutip data datanya survei jajak laporan catatan
mencatat tercatat rekapitulasi hasil hasilnya dihitung statistik bps evaluasi penilaian monitoring realisasi target
capaian aplikasi sistem peraturan undang pasal diskon potongan tarif
"""
# Words by which a text says whose words these are, and those by which it says where figures come from.
_SAYS = frozenset([*_VERBS.split(), *(stem + end for stem in _STEMS.split() for end in ("", "nya"))])
_SOURCES = frozenset(_ORIGINS.split())
_WORD = re.compile(r"[a-z]+")
# What somebody said ends with a mark of its own before the closing one; mottoes, themes and titles do not.
_SPEECH = re.compile(r"\"(?P<said>[^\"]{20,1500}?[,.!?])\"")
_NO_SPEECH = re.compile(
    r"\b(?:tema|bertema|bertajuk|tajuk|berjudul|judul|bertuliskan|tulisan|slogan|moto|motto|semboyan|yel-yel|pasal|ayat"
    r"|berbunyi|program|lagu|puisi|aplikasi|spanduk)\b[^\"]{0,40}$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[A-Z][\w'-]*\)?: ?$")  # `Siti: “…”`
_GOES_ON = re.compile(r",\" ?[A-Za-z]")  # behind such a quotation it is told whose it is, by whatever word
_SHARE = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})? ?(?:persen\b|%)", re.IGNORECASE)
_BEFORE = 80  # characters before a quotation by which it is told from a motto


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """What stands in news without saying who says so; fact `how`. At most one of each sort in a story."""
    if draft.keys is None or draft.keys.kind not in rule.thresholds["kinds"] or draft.keys.withdrawn:
        return
    if draft.keys.source or draft.keys.source_story:
        return
    blocks = [(passage, prose.read(passage.text)) for passage in draft.body]
    words = {word for _, text in blocks for word in _WORD.findall(text.lower())}
    if not _SAYS.isdisjoint(words) or any(_GOES_ON.search(text) for _, text in blocks):
        return
    for passage, text in blocks:
        speech = next((match for match in _SPEECH.finditer(text) if _is_said(text, match, rule)), None)
        if speech:
            yield Found(passage, speech.start(), speech.end(), {"how": "kutipan ini tidak menyebut siapa yang berkata"})
            return
    if not _SOURCES.isdisjoint(words):
        return
    for passage, text in blocks:
        if share := _SHARE.search(text):
            yield Found(passage, share.start(), share.end(), {"how": "angka ini tidak menyebut sumbernya"})
            return
    first = next(prose.paragraphs(draft), None)
    length = sum(len(prose.words(text)) for _, text in blocks)
    if first and length >= rule.thresholds["spoken_from"]:
        how = f"dalam {length} kata tidak seorang pun berbicara dan tidak ada sumber yang disebut"
        yield Found(first, 0, 0, {"how": how})


def _is_said(text: str, match: re.Match[str], rule: Rule) -> bool:
    """Whether a quotation is what somebody said: long enough, and no motto, title or law."""
    long_enough = len(prose.words(match["said"])) >= rule.thresholds["fewest_words"]
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return long_enough and not _NO_SPEECH.search(before) and not _NAMED.search(before)
