"""A story as the page that is indexed: its text, and apart from it what results show and filters take. Pure."""

from __future__ import annotations

from html import escape
from typing import TypedDict


class Entry(TypedDict):
    """A story of a bundle. `body` is safe HTML; `day` its own, in the zone of its office, as `2024-06-01`."""

    path: str
    title: str
    day: str
    unit: str
    kind: str
    summary: str
    body: str
    units: list[str]
    provinces: list[str]
    themes: list[str]


_FILTERS = {"unit": "units", "wilayah": "provinces", "zona": "themes"}


def document(entry: Entry) -> str:
    """The page. What results show stands outside of the text, so that no excerpt repeats it; both are searched."""
    shown = {"judul": entry["title"], "unit": entry["unit"], "tanggal": entry["day"]}
    if entry["kind"] != "berita":
        shown["jenis"] = entry["kind"]
    values: dict[str, list[str]] = {name: entry[field] for name, field in _FILTERS.items()}  # type: ignore[literal-required]
    values["jenis"] = [entry["kind"]]
    lines = [
        '<!doctype html><html lang="id"><head><meta charset="utf-8"><title></title></head><body>',
        *(_said("meta", "title" if name == "judul" else name, value) for name, value in shown.items()),
        *(_said("filter", name, value) for name, found in values.items() for value in found),
        f"<main data-pagefind-body><p>{escape(entry['summary'])}</p>",
        entry["body"],
        "</main></body></html>",
    ]
    return "\n".join(lines)


def _said(sort: str, name: str, value: str) -> str:
    return f'<i data-pagefind-{sort}="{name}[data-of]" data-of="{escape(value)}"></i>'
