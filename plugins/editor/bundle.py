"""Sveltia CMS as one script file, made to speak Indonesian and to ask no third party for anything.

Sveltia has no Indonesian, and fetches other languages, fonts, parts of itself and its newest version from the web. Each
`Change` is one place of the script, found by a pattern that must match as often as it says: another version of the
script, in which a place looks otherwise, is refused instead of being half changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

VENDOR = "vendor"  # the folder beside the script that stands for every third party
LOCALE = "id"
_UNREACHED = ("config.",)  # prefixes of what is said only of a configuration that is wrong: ours is made, and tested
_WRONG = "Pengaturan ruang penyuntingan keliru ({key}). Hubungi pengelola situs."

Strings = dict[str, "str | Strings"]


class Unlike(ValueError):
    """The script is not the one that the changes were written for."""


@dataclass(frozen=True, slots=True)
class Change:
    """A place of the script: what it is for, its pattern, how often it occurs, and what stands there afterwards."""

    why: str
    pattern: str
    times: int
    by: str | Callable[[re.Match[str]], str]


_CHANGES = (
    Change(
        "the default language, and the only one",
        r"=`en-US`,([\w$]+)=`ar,bg,[^`]*`\.split",
        1,
        rf"=`{LOCALE}`,\1=`{LOCALE}`.split",
    ),
    Change("itself, its parts and its newest version", r"`https://unpkg\.com/", 4, f"`./{VENDOR}/"),
    Change(
        "fonts",
        r"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+)(?::vf)?@[\d.]+/([a-z0-9-]+\.woff2)",
        3,
        rf"./{VENDOR}/fonts/\1-\2",
    ),
    Change(
        "whether GitHub is up",
        r"https://www\.githubstatus\.com/api/v2/status\.json",
        1,
        f"./{VENDOR}/status/github.json",
    ),
    Change(
        "whether GitLab is up",
        r"https://status-api\.hostedstatus\.com/1\.0/status/\w+",
        1,
        f"./{VENDOR}/status/gitlab.json",
    ),
    Change(
        "front matter as our schema allows it",
        r"(\|\|Array\.isArray\(([\w$]+)\)\)&&\(\2=\{\}\),\{\.\.\.)\2,",
        1,
        r"\1(window.asForm?.(\2)??\2),",
    ),
    Change(
        "drafts that are kept on the device, which a second look at the server would switch off",
        r"(`draft-backups`,\{keyPath:\[`collectionName`,`slug`\]\}\);return\}\})[\w$]+=null\}\)",
        1,
        r"\1})",
    ),
    Change(
        "photos of one name in one story, which would be written over each other",
        r"([\w$]+)(\.find\(([\w$]+)=>\3\.sha===.{1,90}?([\w$]+)\(\3\.path\)\.dirname===\(([\w$]+)\|\|void 0\)\)"
        r".{1,60}?\{\}:\{assetNamesInSameFolder:)([\w$]+)\}",
        1,
        r"\1\2[...\6,...\1.filter(one=>\4(one.path).dirname===(\5||void 0)).map(one=>one.name)]}",
    ),
    Change("pages that nobody can enlarge with two fingers", r"`maximum-scale=1`,", 1, ""),
    Change("a map that is not sent along", r"\n//# sourceMappingURL=\S+", 1, ""),
)


def changed(script: str, strings: Strings) -> str:
    """The script with every change made and `strings` (nested, as its own language files are) as its only language.

    Raises Unlike if a place is not found as often as it should be.
    """
    spoken = json.dumps(strings, ensure_ascii=False, separators=(",", ":"))
    language = Change("what it says", r"\{\.\.\.[\w$]+,_sui:[\w$]+\}", 1, lambda match: spoken)
    for change in (*_CHANGES, language):
        script, times = re.subn(change.pattern, change.by, script)
        if times != change.times:
            raise Unlike(f"{change.why}: found {times} times, not {change.times}")
    return script


def in_indonesian(english: Strings, indonesian: Mapping[str, str]) -> Strings:
    """The strings of the script with `indonesian` (by dotted key) in place of its English.

    What only a wrong configuration says, and has no words of its own, names its key. Raises Unlike where a string that
    people can meet is missing in `indonesian`, or is there and unknown to the script.
    """
    flat = flattened(english)
    missing = [
        key for key in flat if key not in indonesian and not key.startswith(_UNREACHED) and flat[key] != "JavaScript"
    ]
    unknown = [key for key in indonesian if key not in flat]
    if missing or unknown:
        raise Unlike(f"without Indonesian: {missing}; unknown: {unknown}")
    said = {key: indonesian.get(key) or _untold(key, text) for key, text in flat.items()}
    return _nested(said)


def _untold(key: str, text: str) -> str:
    return _WRONG.format(key=key) if key.startswith("config.error.") else text


def flattened(strings: Strings, before: str = "") -> dict[str, str]:
    """Nested strings by dotted key."""
    found: dict[str, str] = {}
    for key, value in strings.items():
        if isinstance(value, str):
            found[before + key] = value
        else:
            found |= flattened(value, f"{before}{key}.")
    return found


def _nested(flat: Mapping[str, str]) -> Strings:
    made: dict[str, Any] = {}
    for key, text in flat.items():
        *folders, name = key.split(".")
        place = made
        for folder in folders:
            place = place.setdefault(folder, {})
        place[name] = text
    return made
