"""The craft of a story: its title, its dateline, what the lead must answer, and how long its sentences are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from plugins.rules import prose
from plugins.rules.draft import Draft, Passage
from plugins.rules.rule import Found, Rule
from plugins.rules.similar import distance, slip

_LEAD = 2  # paragraphs
_LEAD_LENGTH = 2000  # characters of them, at most
_MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_WHEN = re.compile(
    rf"\b\d{{1,2}}/\d{{1,2}}\b|\b\d{{1,2}}-\d{{1,2}}-\d{{2,4}}\b|\b(?:{_MONTHS})\b"
    r"|\b(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad)\b|\b(?:19|20)\d\d\b"
    r"|\b(?:hari ini|kemarin|besok|tadi (?:pagi|siang|malam)|pagi ini|siang ini|sore ini|malam ini"
    r"|(?:pekan|minggu|bulan|tahun|triwulan|semester) (?:ini|lalu|depan)|pukul \d|akhir pekan"
    r"|triwulan [IV1-4]+|semester [I12]+|setiap (?:hari|pekan|bulan|tahun)|hingga kini|saat ini"
    r"|baru-baru ini|(?:awal|akhir|pertengahan) (?:pekan|bulan|tahun)|sejak (?:pagi|siang|sore|malam|awal))\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:[Dd]i|[Kk]e) (?:ruang|aula|halaman|lapangan|gedung|kantor|loket|kawasan|balai|lapas|rutan|blok|pelabuhan"
    r"|bandara)\b|\b(?:Kantor|Lapas|Rutan|Rupbasan|Bapas|LPKA|LPP|Kanim|Kanwil|Rudenim|BHP|Balai|Lembaga|Rumah)"
    r"(?: [A-Z][\w']*)+ [A-Z][a-z]+|"
    r"\b(?:di|ke|dari|se-?|kota|kabupaten|kecamatan|kelurahan|desa|provinsi|distrik|nagari)\s*(?=[A-Z])[A-Z]"
    r"|\b(?:daring|virtual|online|Zoom)\b"
)
_WHO = re.compile(
    r"(?<=[a-z,)\]”\"’'–—-] )[A-Z][a-z]+|\b[A-Z]{2,}\b|(?i:\b(?:petugas|pegawai|warga|pemohon|masyarakat|jajaran|siswa"
    r"|peserta|narapidana|tahanan|pengunjung|kantor|lapas|rutan|kanwil|kepala|wakil|tim|humas|menteri|gubernur|bupati"
    r"|pemerintah|kementerian|orang|anggota|kami)\b)"
)
_OPENS = re.compile(r"[*_]{0,3}([A-Z][A-Za-z.'’]+?(?: [A-Z][A-Za-z'’]+){0,3})[*_]{0,3}\s?([.,:|_])")  # `Padang.`
_SHOUTS = re.compile(r"!{2,}|\?{2,}|\?!|!\?|\.{4,}|…{2,}|!\s*$")
_LETTERS = re.compile(r"[^\W\d_]")
_CAPITALS = re.compile(r"[A-Z]")
_SMALL = re.compile(r"[a-zß-öø-ÿ]")


def title(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Titles that are too long, in capitals, or bait; fact `how` says which."""
    passage = draft.named("title")
    if passage is None:
        return
    text = passage.text
    longest = rule.thresholds["longest"]
    if len(text) > longest:
        yield Found(passage, longest, len(text), {"how": f"judul {len(text)} karakter, paling banyak {longest}"})
    loud = [word for word in text.split() if len(_CAPITALS.findall(word)) > 3 and not _SMALL.search(word)]
    letters = sum(len(word) for word in loud)
    if len(loud) >= rule.thresholds["loud"] and letters * 2 > len(_LETTERS.findall(text)):
        yield Found(passage, 0, len(text), {"how": "judul ditulis dengan huruf besar semua"})
    for match in _SHOUTS.finditer(text):
        yield Found(passage, match.start(), match.end(), {"how": f"tanda baca berlebihan “{match.group().strip()}”"})
    for phrase in rule.thresholds["bait"]:
        if found := re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
            yield Found(passage, found.start(), found.end(), {"how": f"kata pemancing “{found.group()}”"})


def dateline(draft: Draft, rule: Rule) -> Iterator[Found]:
    """News without a dateline, or with one that names no place; facts `how` and `example`."""
    first = _first(draft, rule)
    if first is None:
        return
    place = (draft.keys.location if draft.keys else "") or draft.office.city or "Padang"
    facts = {"how": "alinea pertama tidak diawali nama tempat", "example": f"{place} –"}
    line = prose.dateline(first.text)
    if line is None:
        odd = _place_at_the_start(draft, first.text)
        if odd:
            facts = {"how": f"“{odd[1]}” diikuti “{odd[2]}”, bukan tanda pisah", "example": f"{odd[1]} –"}
        yield Found(first, 0, odd.end(1) if odd else 0, facts)
        return
    end = line.start + len(line.city)
    if line.media:
        how = f"“{line.media}” di depan nama tempat milik media lain"
        yield Found(first, 0, end, {"how": how, "example": f"{line.city} –"})
    meant = _city_meant(line.city, draft.known.cities)
    if meant:
        how = f"“{line.city}” mungkin maksudnya “{meant}”"
        yield Found(first, line.start, end, {"how": how, "example": f"{meant} –"})


def answers(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Who, what, when and where that the first two paragraphs of news do not answer; fact `missing`."""
    first = _first(draft, rule)
    if first is None:
        return
    line = prose.dateline(first.text)
    lead = [passage.text for passage in islice(prose.paragraphs(draft), _LEAD)]
    text = prose.read("\n\n".join(lead)[:_LEAD_LENGTH])
    told = text[line.end if line else 0 :]
    answered = {
        "siapa": bool(_WHO.search(told)),
        "apa": len(prose.words(told)) >= rule.thresholds["fewest_words"],
        "kapan": bool(_WHEN.search(text)),
        "di mana": line is not None or _somewhere(draft, text),
    }
    if missing := [question for question, found in answered.items() if not found]:
        yield Found(first, 0, len(first.text), {"missing": ", ".join(missing)})


def length(draft: Draft, rule: Rule) -> Iterator[Found]:
    """News of fewer words than `fewest`; fact `count`."""
    first = _first(draft, rule)
    count = sum(len(prose.words(passage.text)) for passage in draft.body)
    if first is not None and count < rule.thresholds["fewest"]:
        yield Found(first, 0, 0, {"count": str(count)})


def sentences(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Sentences of running text with more words than `most`, not counting the dateline; fact `count`."""
    for number, passage in enumerate(prose.paragraphs(draft)):
        line = prose.dateline(passage.text) if number == 0 else None
        for start, end in prose.sentences(passage.text):
            count = len(prose.words(passage.text[max(start, line.end if line else 0) : end]))
            if count > rule.thresholds["most"]:
                yield Found(passage, start, end, {"count": str(count)})


def _first(draft: Draft, rule: Rule) -> Passage | None:
    """The first paragraph, where the story is of a kind that the rule looks at and has not been withdrawn."""
    if draft.keys is None or draft.keys.withdrawn or draft.keys.kind not in rule.thresholds["kinds"]:
        return None
    return next(prose.paragraphs(draft), None)


def _somewhere(draft: Draft, text: str) -> bool:
    """Whether a text says where: an office, a room, a place."""
    opens = _place_at_the_start(draft, text) is not None
    return opens or bool(_WHERE.search(text)) or any(city in text for city in draft.known.cities)


def _place_at_the_start(draft: Draft, text: str) -> re.Match[str] | None:
    """A place with which a paragraph begins, and the sign behind it: a dateline but for its dash (`Padang.`)."""
    match = _OPENS.match(text)
    known = match and (match[1].isupper() or match[1] == draft.office.city or match[1] in draft.known.cities)
    return match if known else None


@lru_cache(maxsize=256)
def _city_meant(written: str, cities: frozenset[str]) -> str:
    """The city that a name is but for a slip; empty where it is a city itself, or like none."""
    lowered = written.lower()
    if any(city.lower() == lowered for city in cities):
        return ""
    return min(
        (city for city in cities if slip(lowered, city.lower()) and distance(lowered, city.lower()) == 1), default=""
    )
