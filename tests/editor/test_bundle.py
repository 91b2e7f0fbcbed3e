"""The script of Sveltia is changed in known places, or not at all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from plugins.editor import bundle

INDONESIAN = json.loads((Path(bundle.__file__).parent / "indonesian.json").read_text("utf-8"))
# The places of the true script, in miniature.
SCRIPT = (
    "var S={create:`New`},U={},A=`en-US`,J=`ar,bg,en-US,zh-TW`.split(`,`);go({...S,_sui:U});"
    "a=`https://unpkg.com/@shikijs`;b=`https://unpkg.com/@sveltia/ui`;c=`https://unpkg.com/@sveltia/cms`;"
    "d=`https://unpkg.com/${e}`;"
    "f='url(https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2) "
    "url(https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2) "
    "url(https://cdn.jsdelivr.net/fontsource/fonts/icons:vf@5.3.7/latin-wght-normal.woff2)';"
    "h=`https://www.githubstatus.com/api/v2/status.json`;i=`https://status-api.hostedstatus.com/1.0/status/5b36`;"
    "(!g||typeof g!=`object`||Array.isArray(g))&&(g={}),{...g,...!c&&!(s in g)?{}:{}};"
    "y=f.find(e=>e.sha===m&&EA(e.path).dirname===(_||void 0)),b=``;if(y)b=y.name;else{b=cR(e.name,r?{}:"
    "{assetNamesInSameFolder:g});}"
    "v=[`width=device-width`,`maximum-scale=1`,`interactive-widget=resizes-content`];"
    "if(t){c4=new Q(t,`draft-backups`,{keyPath:[`collectionName`,`slug`]});return}}c4=null});"
    "\n//# sourceMappingURL=sveltia-cms.js.map"
)


def test_every_place_is_changed() -> None:
    script = bundle.changed(SCRIPT, {"create": "Buat"})
    assert 'go({"create":"Buat"})' in script
    assert "A=`id`,J=`id`.split" in script
    assert "window.asForm?.(g)??g" in script
    assert "./vendor/fonts/source-sans-3-latin-wght-normal.woff2" in script
    assert "c4=null" not in script
    assert "[...g,...f.filter(one=>EA(one.path).dirname===(_||void 0)).map(one=>one.name)]});" in script
    assert re.findall(r"https?://", script) == []
    assert "sourceMapping" not in script
    assert "v=[`width=device-width`,`interactive-widget=resizes-content`]" in script


@pytest.mark.parametrize(
    "gone",
    [
        "ar,bg,",
        "https://unpkg.com/@shikijs",
        "_sui",
        "&&(g={})",
        "draft-backups",
        "assetNamesInSameFolder",
        "maximum-scale",
        "sourceMappingURL",
    ],
)
def test_another_script_is_refused(gone: str) -> None:
    with pytest.raises(bundle.Unlike):
        bundle.changed(SCRIPT.replace(gone, "other"), {})


def test_what_is_found_too_often_is_refused() -> None:
    with pytest.raises(bundle.Unlike, match="5 times"):
        bundle.changed(SCRIPT + "`https://unpkg.com/more`", {})


def test_strings_are_put_into_indonesian() -> None:
    english: bundle.Strings = {"save": "Save", "sort_keys": {"name": "Name"}, "config": {"error": {"odd": "Odd {$x}"}}}
    spoken = bundle.in_indonesian(english, {"save": "Simpan", "sort_keys.name": "Nama"})
    assert spoken["save"] == "Simpan"
    assert spoken["sort_keys"] == {"name": "Nama"}
    assert (
        "config.error.odd" in bundle.flattened(spoken)["config.error.odd"]
    )  # no English, and its name for those who ask


def test_a_string_without_indonesian_is_refused() -> None:
    with pytest.raises(bundle.Unlike, match="save"):
        bundle.in_indonesian({"save": "Save"}, {})


def test_a_string_that_the_script_does_not_know_is_refused() -> None:
    with pytest.raises(bundle.Unlike, match="old"):
        bundle.in_indonesian({"save": "Save"}, {"save": "Simpan", "old": "Lama"})


@pytest.mark.parametrize("key", sorted(key for key, text in INDONESIAN.items() if ".match" in text))
def test_a_choice_by_number_is_whole(key: str) -> None:
    """MessageFormat 2: declared, matched, and with a case for every other number."""
    text = INDONESIAN[key]
    matched = re.search(r"\.match \$(\w+)", text)
    assert matched
    assert f".input {{${matched[1]} :integer}}" in text
    assert re.search(r"(?:^|\s)\* \{\{", text)
    assert text.count("{{") == text.count("}}")


def test_no_english_word_is_left() -> None:
    english = re.compile(
        r"\b(?:the|and|your|please|save|delete|entry|entries|assets?|file|image|with|not|failed)\b", re.IGNORECASE
    )
    assert [
        key
        for key, text in INDONESIAN.items()
        if english.search(re.sub(r"\.(?:input|match)|[{<][^{}<>]*[>}]", "", text))
    ] == []
