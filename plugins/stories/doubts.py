"""What is allowed in front matter but can hardly be meant: warnings, for the end of an alarm is never held back."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.dates import Moment
from plugins.problems import WARNING, Rule
from plugins.stories.keys import StoryFields
from plugins.stories.record import Slip
from plugins.stories.terms import Terms

URGENT_OVER = Rule(
    "urgent-over",
    "“urgent.until” ({value}) tidak lebih lambat daripada saat berita tayang ({appears}): "
    "pengumumannya tidak tampil di atas halaman.",
    "Tulis saat yang lebih lambat; biarkan bila keadaannya memang sudah berakhir.",
    WARNING,
)
UPDATE_TOO_EARLY = Rule(
    "update-too-early",
    "Perkembangan bertanggal {value}, lebih awal daripada “date” berita ini ({date}).",
    "Periksa tanggal dan jamnya; yang sudah diketahui saat terbit ditulis di isi berita.",
    WARNING,
)
TRANSLATION_OF_ITSELF = Rule(
    "translation-of-itself",
    "“{value}” adalah alamat berita ini sendiri: halamannya tidak menaut ke bahasa lain.",
    "Tulis alamat berita aslinya (unit/tahun/nama-berkas), atau hapus translation_of.",
    WARNING,
)
_DAY = 24 * 60 * 60


def doubts(keys: StoryFields, terms: Terms) -> Iterator[Slip]:
    """A slip for each value that defeats its own purpose, with its location; none of what a withdrawn story says."""
    if keys.withdrawn is not None:
        return
    appears = max((m for m in (keys.date, keys.embargo_until) if m is not None), key=lambda moment: moment.at)
    until = keys.urgent.until if keys.urgent is not None else None
    if until is not None and until.instant + (0 if until.has_time else _DAY) <= appears.instant:
        slip = Slip(URGENT_OVER, _written(until), appears=_written(appears))
        slip.location = ("urgent", "until")
        yield slip
    for number, update in enumerate(keys.updates):
        if _before(update.date, keys.date):
            slip = Slip(UPDATE_TOO_EARLY, _written(update.date), date=_written(keys.date))
            slip.location = ("updates", number, "date")
            yield slip
    if keys.translation_of and keys.translation_of in (terms.reference, *keys.moved_from):
        slip = Slip(TRANSLATION_OF_ITSELF, keys.translation_of)
        slip.location = ("translation_of",)
        yield slip


def _before(moment: Moment, date: Moment) -> bool:
    """Whether a moment is earlier; one without an hour is meant as its whole day."""
    if moment.has_time:
        return moment.instant < date.instant
    return moment.at.date() < date.at.astimezone(moment.at.tzinfo).date()


def _written(moment: Moment) -> str:
    return f"{moment.at:%Y-%m-%d %H.%M}" if moment.has_time else f"{moment.at:%Y-%m-%d}"
