"""Words and addresses of online gambling, as they are planted on the sites of offices.

Written plainly, with digits for letters (`sl0t g4c0r`), with letters set apart (`s l o t  g a c o r`), or in letters
that only look Latin. News about gambling names it too: a passage that tells of fighting it and offers nothing passes.
The phrases are thresholds of the rule: `offers` (only advertisers write them), `unclear` (also said of queues), `words`
(what news is about as well; `many` of them together are an offer), `hosts` (parts of names of servers).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from urllib.parse import unquote, urlsplit

from plugins.rules.draft import Draft
from plugins.rules.letters import as_seen
from plugins.rules.rule import Found, Rule
from plugins.rules.unwrapping import unwrapped

_AGAINST = re.compile(
    r"\b(?:berantas|pemberantasan|memberantas|diberantas|perang|perangi|memerangi|cegah|pencegahan|mencegah|tangkal"
    r"|menangkal|penangkalan|bahaya|blokir|memblokir|pemblokiran|diblokir|larang|larangan|dilarang|melarang|tindak"
    r"|penindakan|menindak|ditindak|sanksi|hukuman|disiplin|tangkap|menangkap|ditangkap|penangkapan|deportasi"
    r"|dideportasi|tersangka|terdakwa|terpidana|kasus|perkara|pidana|satgas|polisi|polri|polda|polres|laporkan|aduan"
    r"|waspada|waspadai|mewaspadai|hindari|jauhi|tolak|menolak|razia|merazia|ungkap|pengungkapan|peretasan|diretas"
    r"|retas|hapus|dihapus|penghapusan|antijudi|korban|kecanduan|dampak|sosialisasi|edukasi|penyuluhan|bebas dari"
    r"|komdigi|kominfo|ppatk|memeriksa|pemeriksaan|terlibat|hoaks|disisipi|disusupi|rentan|jerat|terjerat)\b",
    re.IGNORECASE,
)
_OFFERING = re.compile(
    r"\b(?:klik|log ?in|daftar (?:sekarang|di ?sini|akun)|main (?:sekarang|di ?sini)|terpercaya|bonus new member"
    r"|(?:gampang|mudah|pasti) (?:menang|jackpot|maxwin)|link alternatif|anti[ -]?(?:blokir|nawala|rungkad))\b",
    re.IGNORECASE,
)
_QUEUE = re.compile(
    r"\b(?:antrean|antrian|paspor|kuota|jadwal|pendaftaran|wawancara|layanan|kunjungan|peserta|pemohon|data center"
    r"|pusat data|memori|kartu sim)\b",
    re.IGNORECASE,
)
_AS_LETTER = {
    "a": "a4@", "b": "b8", "e": "e3", "g": "g9", "i": "i1!", "l": "l1", "o": "o0", "s": "s5$", "t": "t7", "z": "z2",
}  # fmt: skip
_ALIKE = str.maketrans({sign: letters[0] for letters in _AS_LETTER.values() for sign in letters} | {"l": "i", "1": "i"})
_NO_WORD = re.compile(r"[\W_]+")
_ADDRESS_LENGTH = 2000  # characters of an address that are looked at


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Gambling offered in texts and in addresses of links; fact `word`: what was meant."""
    offers, unclear, words = (rule.thresholds[name] for name in ("offers", "unclear", "words"))
    for passage in draft.passages:
        told = list(offered(passage.text, offers, unclear, words, rule.thresholds["many"]))
        if not told and (read := unwrapped(passage.text)):
            found = offered(read.text, offers, unclear, words, rule.thresholds["many"])
            told = [(read.starts[start], read.ends[end - 1], word) for start, end, word in found]
        for start, end, word in told:
            yield Found(passage, start, end, {"word": word})
    for link in draft.links:
        if word := offered_at(link.address, rule.thresholds["hosts"], offers):
            yield Found(link.passage, link.start, link.end, {"word": word})


def offered(
    text: str, offers: Sequence[str], unclear: Sequence[str] = (), words: Sequence[str] = (), many: int = 2
) -> Iterator[tuple[int, int, str]]:
    """Where a text offers gambling: start and end (characters of `text`), and the word or phrase as it is read."""
    read, places = as_seen(text)
    if not _may_offer(read, (*offers, *unclear, *words)):
        return
    found = list(_any(tuple(offers)).finditer(read))
    if not _QUEUE.search(read):
        found += _any(tuple(unclear)).finditer(read)
    single = list(_apart(_any(tuple(words)).finditer(read), found))
    if not found and len(single) < many:
        return
    against = bool(_AGAINST.search(_OFFERING.sub(" ", read)))
    if against and not _OFFERING.search(read):
        return
    for match in sorted([*found, *([] if against else single)], key=lambda match: match.start()):
        yield places[match.start()], places[match.end() - 1] + 1, match.group()


def offered_at(address: str, hosts: Sequence[str], offers: Sequence[str]) -> str:
    """What in a link's address speaks of gambling (a part of the host, or words of the path), or an empty text."""
    try:
        parts = urlsplit(as_seen(address[:_ADDRESS_LENGTH].strip())[0])
        host = unquote(parts.hostname or "").lower().replace("-", "")
    except ValueError:
        return ""
    named = next((match.group() for match in (re.search(part, host) for part in hosts) if match), "")
    if named and not host.endswith((".go.id", ".gov")):
        return named
    path = _NO_WORD.sub(" ", f"{parts.path} {parts.query} {parts.fragment}")
    return next((word for _, _, word in offered(path, offers)), "")


def _may_offer(text: str, phrases: Sequence[str]) -> bool:
    """Whether any phrase is there at all, with signs and the forms of letters left out of account. Quick."""
    return any(map(_bare(text).__contains__, _bared(tuple(phrases))))


def _bare(text: str) -> str:
    return _NO_WORD.sub("", text.lower().translate(_ALIKE))


@cache
def _bared(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({_bare(phrase) for phrase in phrases}))


def _apart(matches: Iterable[re.Match[str]], others: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Of matches in order those that stand within none of others: one walk along both."""
    coming = deque(sorted(match.span() for match in others))
    reached = 0  # the furthest end of those that begin no later
    for match in matches:
        while coming and coming[0][0] <= match.start():
            reached = max(reached, coming.popleft()[1])
        if match.end() > reached:
            yield match


@cache
def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all phrases, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_loose, ordered)) or '(?!)'})(?!\w)", re.IGNORECASE)


def _loose(phrase: str) -> str:
    """The letters of a phrase, each also as the digit that stands for it; close together or all one sign apart."""
    words = [["[" + re.escape(_AS_LETTER.get(letter, letter)) + "]" for letter in word] for word in phrase.split()]
    close = r"[\s._*|/+-]{0,3}".join("".join(word) for word in words)
    apart = r"[\s._*|/+-]{1,3}".join(r"[ ._*|-]".join(word) for word in words)
    return f"{close}|{apart}"
