"""The keys of a story and their types: the one table from which checks, messages and documentation are made.

The order of the keys is that of the documentation; a key that is checked against another comes after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.dates import Moment
from plugins.stories import fields, texts
from plugins.stories.fields import many, mapping, one_of, record
from plugins.stories.frontmatter import Value
from plugins.stories.record import Record, Slip, key
from plugins.stories.terms import Terms


@dataclass(frozen=True, slots=True)
class ImageFields(Record):
    """A picture beside the story."""

    file: str = key(fields.file_name)
    alt: str = key(fields.paragraph, "")
    caption: str = key(fields.paragraph, "")
    credit: str = key(fields.line, "")
    consent: str = key(fields.line, "")


@dataclass(frozen=True, slots=True)
class AttachmentFields(Record):
    """A document beside the story."""

    file: str = key(fields.file_name)
    title: str = key(fields.line, "")


@dataclass(frozen=True, slots=True)
class CorrectionFields(Record):
    """Ralat, koreksi, hak jawab or pemutakhiran."""

    date: Moment = key(fields.moment)
    kind: str = key(one_of(fields.CORRECTION_KINDS))
    note: str = key(fields.paragraph)


@dataclass(frozen=True, slots=True)
class WithdrawalFields(Record):
    """The story is taken back."""

    date: Moment = key(fields.moment)
    kind: str = key(one_of(fields.WITHDRAWAL_KINDS))
    reason: str = key(fields.paragraph)


@dataclass(frozen=True, slots=True)
class UpdateFields(Record):
    """What was added after publication."""

    date: Moment = key(fields.moment)
    note: str = key(fields.paragraph)


@dataclass(frozen=True, slots=True)
class WaiverFields(Record):
    """A rule of the editors that this story is excused from."""

    rule: str = key(fields.rule_code)
    reason: str = key(fields.paragraph)


@dataclass(frozen=True, slots=True)
class UrgentFields(Record):
    """Urgent, and until when if that is known."""

    until: Moment | None = key(fields.moment, None)


_image = record(ImageFields, short="file")
_attachment = record(AttachmentFields, short="file")
_ids = many(fields.identifier, 50)
_until = record(UrgentFields)
_claim = mapping()
_UNTIL = "2026-11-16 12.00"  # an example


def _urgent(value: Value, terms: Terms) -> UrgentFields | None:
    """`urgent: true` as a record without `until`; `urgent: false` as nothing."""
    if not isinstance(value, str):
        return _until(value, terms)  # type: ignore[no-any-return]
    try:
        return UrgentFields() if fields.flag_of(value) else None
    except Slip as slip:
        if slip.rule is texts.NOT_ONE_OF:
            meant = fields.moment_meant(str(slip.value), terms)
            slip.facts |= {"allowed": f"true, false, {{until: {_UNTIL}}}"}
            slip.facts |= {"nearest": f"{{until: {meant}}}"} if meant else {}
        raise


def _free_mapping(value: Value, terms: Terms) -> Value:
    return fields.free(_claim(value))


_each_zone = many(fields.zone, 20)


def _zones(value: Value, terms: Terms) -> tuple[str, ...]:
    """Themes, none of them both given and refused."""
    zones: tuple[str, ...] = _each_zone(value, terms)
    for zone in zones:
        if f"-{zone}" in zones:
            raise Slip(texts.ZONE_BOTH_WAYS, zone, theme=zone)
    return zones


def _expires_too_early(values: Mapping[str, Any]) -> Mapping[str, Slip]:
    known = [values.get(name) for name in ("date", "embargo_until")]
    appears = max((moment.at for moment in known if moment is not None), default=None)
    expires = values.get("expires")
    if expires is None or appears is None or expires.at > appears:
        return {}
    told = Slip(texts.EXPIRES_TOO_EARLY, f"{expires.at:%Y-%m-%d %H:%M}", appears=f"{appears:%Y-%m-%d %H:%M}")
    return {"expires": told}


@dataclass(frozen=True, slots=True)
class StoryFields(Record):
    """The keys of a story. A key that is checked against another comes after it."""

    together = _expires_too_early

    title: str = key(
        fields.title, "", description="headline, one line, at most 300 characters", examples=["Kantor buka"]
    )
    date: Moment = key(
        fields.moment,
        description="publication; without an offset in the unit's own zone; without a time 00:00, and no hour is shown",
        examples=["2024-06-01 09:30", "2024-06-01 09.30 WIT", "2024-06-01"],
    )
    event_date: str = key(fields.day, "", description="when it happened", examples=["2024-06-01"])
    summary: str = key(
        fields.paragraph,
        "",
        description="at most 2,000 characters; without it the beginning of the body",
        examples=["Layanan dibuka."],
    )
    location: str = key(fields.line, "", description="where it happened", examples=["Teluk Biru"])
    kind: str = key(
        one_of(fields.KINDS),
        "berita",
        description=", ".join(f"`{kind}`" for kind in fields.KINDS),
        examples=["siaran-pers"],
    )
    zones: tuple[str, ...] = key(
        _zones,
        (),
        description="the editor's integrity-zone tags; a leading minus removes one",
        examples=["wbk, area-6", "-zi"],
    )
    tags: tuple[str, ...] = key(
        many(fields.tag, 30),
        (),
        description="at most 30, made `small-and-hyphenated`",
        examples=["paspor", "Layanan Publik, paspor"],
    )
    units: tuple[str, ...] = key(
        many(fields.unit_id, 50), (), description="ids of further units that worked on it, at most 50", examples=[]
    )
    image: ImageFields | None = key(
        _image,
        None,
        description="the photo: `file`, `alt`, `caption`, `credit`, `consent`; or only its file name",
        examples=["antrean.jpg", {"file": "antrean.jpg", "alt": "Antrean di loket"}],
    )
    author: tuple[str, ...] = key(
        many(fields.line, 20, comma=False),
        (),
        description="one name (commas belong to degrees), or a list of them",
        examples=["Sari, S.H."],
    )
    authors: tuple[str, ...] = key(
        many(fields.line, 20, comma=False),
        (),
        description="the same as `author`; only one of both",
        examples=[["Sari", "Budi"]],
    )
    editor: str = key(fields.line, "", description="who edited it", examples=["Humas"])
    status: str = key(one_of(fields.STATUSES), "published", description="`published`, `draft`", examples=["draft"])
    embargo_until: Moment | None = key(
        fields.moment,
        None,
        description="the story appears, and sorts, at the later of this and `date`",
        examples=["2024-06-02 10:00"],
    )
    expires: Moment | None = key(
        fields.moment,
        None,
        description="later than both: from then on lists and feeds drop the story",
        examples=["2099-01-01"],
    )
    corrections: tuple[CorrectionFields, ...] = key(
        many(record(CorrectionFields), 100, comma=False, mappings=True),
        (),
        description="of `date`, `kind` (" + ", ".join(f"`{kind}`" for kind in fields.CORRECTION_KINDS) + "), `note`",
        examples=[[{"date": "2024-06-02", "kind": "ralat", "note": "Nama diperbaiki."}]],
    )
    withdrawn: WithdrawalFields | None = key(
        record(WithdrawalFields),
        None,
        description="`date`, `kind` (`pencabutan`, `privasi`) and `reason`, all required",
        examples=[{"date": "2024-06-03", "kind": "pencabutan", "reason": "Keliru."}],
    )
    moved_from: tuple[str, ...] = key(
        many(fields.former, 20),
        (),
        description="former `unit/year/slug`, oldest first: the identity stays, redirects are left",
        examples=[],
    )
    lang: str = key(one_of(fields.LANGUAGES), "id", description="`id`, `en`", examples=["en"])
    sample: bool = key(fields.flag, False, description="shown as `contoh`", examples=["true"])
    source: str = key(
        fields.source,
        "",
        description="where it comes from: text, or an address of http or https",
        examples=["https://contoh.go.id/a"],
    )
    source_story: str = key(
        fields.reference,
        "",
        description="the story retold: this one is its [copy](copies.md); its own reference: this text is the first",
        examples=["kanim-contoh/2024/a"],
    )
    translation_of: str = key(
        fields.reference, "", description="the story translated", examples=["kanim-contoh/2024/a"]
    )
    updated: Moment | None = key(fields.moment, None, description="moment of the last change", examples=["2024-06-02"])
    responsible: str = key(fields.line, "", description="who answers for it", examples=["Kepala Kantor"])
    contact: str = key(fields.line, "", description="whom journalists may ask", examples=["Humas"])
    images: tuple[ImageFields, ...] = key(
        many(_image, 50, mappings=True), (), description="further pictures, each as `image`", examples=["a.jpg, b.jpg"]
    )
    attachments: tuple[AttachmentFields, ...] = key(
        many(_attachment, 50, mappings=True),
        (),
        description="of `file`, `title`",
        examples=[[{"file": "maklumat.pdf", "title": "Maklumat"}]],
    )
    video: str = key(fields.url("https"), "", description="an address of https", examples=["https://contoh.go.id/v"])
    kip: str = key(
        one_of(fields.KIP_CLASSES),
        "",
        description=", ".join(f"`{name}`" for name in fields.KIP_CLASSES),
        examples=["berkala"],
    )
    urgent: UrgentFields | None = key(
        _urgent, None, description="`true`, or `until`", examples=["true", {"until": _UNTIL}]
    )
    campaign: tuple[str, ...] = key(_ids, (), description="ids", examples=["bulan-layanan"])
    event: tuple[str, ...] = key(_ids, (), description="ids", examples=["hari-terbuka-2024"])
    services: tuple[str, ...] = key(_ids, (), description="ids", examples=["paspor-baru, paspor-hilang"])
    agreements: tuple[str, ...] = key(_ids, (), description="ids", examples=[["pks-01"]])
    claim: dict[str, Value] | None = key(
        _free_mapping, None, description="the claim that a clarification is about", examples=[{"text": "Paspor gratis"}]
    )
    updates: tuple[UpdateFields, ...] = key(
        many(record(UpdateFields), 100, comma=False, mappings=True),
        (),
        description="of `date`, `note`",
        examples=[[{"date": "2026-11-15 09.00", "note": "Jumlah akhir."}]],
    )
    waive: tuple[WaiverFields, ...] = key(
        many(record(WaiverFields), 50, comma=False, mappings=True),
        (),
        description="of `rule`, `reason`",
        examples=[[{"rule": "f-dup", "reason": "Disiarkan serentak."}]],
    )


NESTED: dict[str, type[Record]] = {
    "image": ImageFields,
    "images": ImageFields,
    "attachments": AttachmentFields,
    "corrections": CorrectionFields,
    "withdrawn": WithdrawalFields,
    "updates": UpdateFields,
    "waive": WaiverFields,
    "urgent": UrgentFields,
}
