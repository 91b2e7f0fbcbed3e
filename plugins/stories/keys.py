"""The keys of a story and their types: the one table from which checks, messages and documentation are made.

The order of the keys is that of the documentation; a key that is checked against another comes after it.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from plugins.dates import Moment
from plugins.stories import fields, texts
from plugins.stories.fields import many, mapping, one_of, slip
from plugins.stories.frontmatter import Value


class Strict(BaseModel):
    """A mapping with these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ImageFields(Strict):
    """A picture beside the story."""

    file: fields.FileName
    alt: fields.Paragraph = ""
    caption: fields.Paragraph = ""
    credit: fields.Line = ""
    consent: fields.Line = ""


class AttachmentFields(Strict):
    """A document beside the story."""

    file: fields.FileName
    title: fields.Line = ""


class CorrectionFields(Strict):
    """Ralat, koreksi, hak jawab or pemutakhiran."""

    date: fields.When
    kind: Annotated[str, one_of(fields.CORRECTION_KINDS)]
    note: fields.Paragraph


class WithdrawalFields(Strict):
    """The story is taken back."""

    date: fields.When
    kind: Annotated[str, one_of(fields.WITHDRAWAL_KINDS)]
    reason: fields.Paragraph


class UpdateFields(Strict):
    """What was added after publication."""

    date: fields.When
    note: fields.Paragraph


class WaiverFields(Strict):
    """A rule of the editors that this story is excused from."""

    rule: fields.Id
    reason: fields.Paragraph


class UrgentFields(Strict):
    """Urgent, and until when if that is known."""

    until: fields.When | None = None


_ImageValue = Annotated[ImageFields, mapping("file, alt, caption, credit, consent", short="file")]
_AttachmentValue = Annotated[AttachmentFields, mapping("file, title", short="file")]
_Ids = Annotated[list[fields.Id], many(50)]


def _urgent(value: Value) -> Value | None:
    """`urgent: true` as a mapping without `until`; `urgent: false` as nothing."""
    if isinstance(value, str):
        return {} if fields.flag_of(value) else None
    return value


class StoryFields(Strict):
    """The keys of a story. Descriptions are for the documentation; every example is valid."""

    title: fields.Title = Field("", description="headline, one line, at most 300 characters", examples=["Kantor buka"])
    date: fields.When = Field(
        description="publication; without an offset in the unit's own zone; without a time 00:00, and no hour is shown",
        examples=["2024-06-01 09:30", "2024-06-01 09.30 WIT", "2024-06-01"],
    )
    event_date: fields.Day = Field("", description="when it happened", examples=["2024-06-01"])
    summary: fields.Paragraph = Field(
        "", description="at most 2,000 characters; without it the beginning of the body", examples=["Layanan dibuka."]
    )
    location: fields.Line = Field("", description="where it happened", examples=["Teluk Biru"])
    kind: Annotated[str, one_of(fields.KINDS)] = Field(
        "berita", description=", ".join(f"`{kind}`" for kind in fields.KINDS), examples=["siaran-pers"]
    )
    zones: Annotated[list[fields.Zone], many(20)] = Field(
        [], description="the editor's integrity-zone tags; a leading minus removes one", examples=["wbk, area-6", "-zi"]
    )
    tags: Annotated[list[fields.Tag], many(30)] = Field(
        [], description="at most 30, made `small-and-hyphenated`", examples=["paspor", "Layanan Publik, paspor"]
    )
    units: Annotated[list[fields.UnitId], many(50)] = Field(
        [], description="ids of further units that worked on it, at most 50", examples=[]
    )
    image: _ImageValue | None = Field(
        None,
        description="the photo: `file`, `alt`, `caption`, `credit`, `consent`; or only its file name",
        examples=["antrean.jpg", {"file": "antrean.jpg", "alt": "Antrean di loket"}],
    )
    author: Annotated[list[fields.Line], many(20, comma=False)] = Field(
        [], description="one name (commas belong to degrees), or a list of them", examples=["Sari, S.H."]
    )
    authors: Annotated[list[fields.Line], many(20, comma=False)] = Field(
        [], description="the same as `author`; only one of both", examples=[["Sari", "Budi"]]
    )
    editor: fields.Line = Field("", description="who edited it", examples=["Humas"])
    status: Annotated[str, one_of(fields.STATUSES)] = Field(
        "published", description="`published`, `draft`", examples=["draft"]
    )
    embargo_until: fields.When | None = Field(
        None, description="the story appears, and sorts, at the later of this and `date`", examples=["2024-06-02 10:00"]
    )
    expires: fields.When | None = Field(
        None, description="later than both: from then on lists and feeds drop the story", examples=["2099-01-01"]
    )
    corrections: Annotated[
        list[Annotated[CorrectionFields, mapping("date, kind, note")]], many(100, comma=False, mappings=True)
    ] = Field(
        [],
        description="of `date`, `kind` (" + ", ".join(f"`{kind}`" for kind in fields.CORRECTION_KINDS) + "), `note`",
        examples=[[{"date": "2024-06-02", "kind": "ralat", "note": "Nama diperbaiki."}]],
    )
    withdrawn: Annotated[WithdrawalFields, mapping("date, kind, reason")] | None = Field(
        None,
        description="`date`, `kind` (`pencabutan`, `privasi`) and `reason`, all required",
        examples=[{"date": "2024-06-03", "kind": "pencabutan", "reason": "Keliru."}],
    )
    moved_from: Annotated[list[fields.Former], many(20)] = Field(
        [],
        description="former `unit/year/slug`, oldest first: the identity stays, redirects are left",
        examples=[],
    )
    lang: Annotated[str, one_of(fields.LANGUAGES)] = Field("id", description="`id`, `en`", examples=["en"])
    sample: fields.Flag = Field(False, description="shown as `contoh`", examples=["true"])
    source: fields.Source = Field(
        "", description="where it comes from: text, or an address of http or https", examples=["https://contoh.go.id/a"]
    )
    source_story: fields.Reference = Field("", description="the story retold", examples=["kanim-contoh/2024/a"])
    translation_of: fields.Reference = Field("", description="the story translated", examples=["kanim-contoh/2024/a"])
    updated: fields.When | None = Field(None, description="moment of the last change", examples=["2024-06-02"])
    responsible: fields.Line = Field("", description="who answers for it", examples=["Kepala Kantor"])
    contact: fields.Line = Field("", description="whom journalists may ask", examples=["Humas"])
    images: Annotated[list[_ImageValue], many(50, mappings=True)] = Field(
        [], description="further pictures, each as `image`", examples=["a.jpg, b.jpg"]
    )
    attachments: Annotated[list[_AttachmentValue], many(50, mappings=True)] = Field(
        [], description="of `file`, `title`", examples=[[{"file": "maklumat.pdf", "title": "Maklumat"}]]
    )
    video: fields.VideoAddress = Field("", description="an address of https", examples=["https://contoh.go.id/v"])
    kip: Annotated[str, one_of(fields.KIP_CLASSES)] = Field(
        "", description=", ".join(f"`{name}`" for name in fields.KIP_CLASSES), examples=["berkala"]
    )
    urgent: Annotated[Annotated[UrgentFields, mapping("until")] | None, BeforeValidator(_urgent)] = Field(
        None, description="`true`, or `until`", examples=["true", {"until": "2024-06-02 12:00"}]
    )
    campaign: _Ids = Field([], description="ids", examples=["bulan-layanan"])
    event: _Ids = Field([], description="ids", examples=["hari-terbuka-2024"])
    services: _Ids = Field([], description="ids", examples=["paspor-baru, paspor-hilang"])
    agreements: _Ids = Field([], description="ids", examples=[["pks-01"]])
    claim: Annotated[dict[str, Any], fields.FREE, mapping("kunci")] = Field(
        {}, description="the claim that a clarification is about", examples=[{"text": "Paspor gratis"}]
    )
    updates: Annotated[list[Annotated[UpdateFields, mapping("date, note")]], many(100, comma=False, mappings=True)] = (
        Field([], description="of `date`, `note`", examples=[[{"date": "2024-06-02", "note": "Jumlah akhir."}]])
    )
    waive: Annotated[list[Annotated[WaiverFields, mapping("rule, reason")]], many(50, comma=False, mappings=True)] = (
        Field([], description="of `rule`, `reason`", examples=[[{"rule": "f-dup", "reason": "Disiarkan serentak."}]])
    )

    @field_validator("zones", mode="after")
    @classmethod
    def _one_way(cls, zones: list[str]) -> list[str]:
        for zone in zones:
            if f"-{zone}" in zones:
                raise slip(texts.ZONE_BOTH_WAYS, zone, theme=zone)
        return zones

    @field_validator("expires", mode="after")
    @classmethod
    def _after_appearing(cls, expires: Moment | None, info: ValidationInfo) -> Moment | None:
        known = [info.data.get(name) for name in ("date", "embargo_until")]
        appears = max((moment.at for moment in known if moment is not None), default=None)
        if expires is not None and appears is not None and expires.at <= appears:
            raise slip(texts.EXPIRES_TOO_EARLY, f"{expires.at:%Y-%m-%d %H:%M}", appears=f"{appears:%Y-%m-%d %H:%M}")
        return expires


NESTED: dict[str, type[BaseModel]] = {
    "image": ImageFields,
    "images": ImageFields,
    "attachments": AttachmentFields,
    "corrections": CorrectionFields,
    "withdrawn": WithdrawalFields,
    "updates": UpdateFields,
    "waive": WaiverFields,
    "urgent": UrgentFields,
}
