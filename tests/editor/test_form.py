"""The form has every key of the schema, with what the schema allows."""

from __future__ import annotations

import json

from plugins.editor.form import FORM, HIDDEN, form
from plugins.stories import fields
from plugins.stories.keys import NESTED, StoryFields
from plugins.stories.record import Record, keys_of
from tests.editor.running import SITE


def names(model: type[Record]) -> set[str]:
    return set(keys_of(model))


def test_every_key_of_the_schema_is_shown_or_kept_once() -> None:
    shown = [entry.name for entry in FORM if entry.name != "body"]
    assert sorted([*shown, *HIDDEN]) == sorted(names(StoryFields))


def test_keys_inside_keys_are_those_of_the_schema() -> None:
    inside = {entry.name: {key.name for key in entry.keys} for entry in FORM if entry.keys}
    assert inside == {name: names(NESTED[name]) for name in inside}


def test_what_the_schema_requires_the_form_requires() -> None:
    required = {entry.name for entry in FORM if entry.required}
    usual = {"kind", "status"}  # always chosen: “none of these” would be a third choice beside two
    assert required == {"title", "date"} | usual


def test_choices_are_those_of_the_schema() -> None:
    made = {field["name"]: field for field in form([("zi", "ZI")], [("kanwil-biru", "Kanwil Biru")])}
    assert [option["value"] for option in made["kind"]["options"]] == list(fields.KINDS)
    assert [option["value"] for option in made["status"]["options"]] == list(fields.STATUSES)
    assert made["zones"]["options"] == [{"value": "zi", "label": "ZI"}]
    assert made["units"]["multiple"]


def test_a_choice_without_options_is_left_out() -> None:
    assert "units" not in {field["name"] for field in form([("zi", "ZI")], [])}


def test_ten_skeletons_fill_the_form_and_invent_nothing() -> None:
    starts = json.loads((SITE / "starts.json").read_text("utf-8"))
    shown = {entry.name for entry in FORM}
    assert len(starts) == 10
    assert len({start["id"] for start in starts}) == 10
    for start in starts:
        assert start["fields"].keys() <= shown
        assert start["fields"]["kind"] in fields.KINDS
        assert "‹" in start["fields"]["title"]
        body = start["fields"]["body"]
        assert body.count("‹") == body.count("›") >= 5
        assert not [sign for sign in "0123456789<>" if sign in body]
