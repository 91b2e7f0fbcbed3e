"""The portable rules in JavaScript give the verdicts of those in Python, place by place."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import playwright
import pytest

from plugins.rules import table
from plugins.rules.evaluation import Sentence, read
from plugins.rules.patterns import matches, prepare
from plugins.rules.portable import SCRIPT, portable
from plugins.rules.verifying import Facts
from tests.rules.test_unwrapping import WRAPPED

HERE = Path(__file__).resolve().parent
LABELLED = sorted((HERE / "labelled").glob("*.jsonl"))
HOSTILE = (
    "0" * 5_000, "1 " * 3_000, "Ab " * 3_000, "a@" * 3_000, "](" * 3_000, "korban " * 2_000, "8" * 4_999 + "x",
    "https://" * 700, "0812-" * 1_200, "<!--" * 2_000, "<a " * 2_000, "**1" * 2_000, "&#51;" * 1_500, "_1" * 2_000,
    "&toString; 8&#x110000;1&#0;",
    "٣٢٧٣٠١٤٥٠٧٩٠٠٠٠٣ 𝟛𝟚𝟟𝟛𝟘𝟙𝟜𝟝𝟘𝟟𝟡𝟘𝟘𝟘𝟘𝟛 😀**3273**0145&shy;0790<!-- 😀 -->0003",
    "😀 NIK 3171234501900001", "PASPOR\u00a0A1234567", "ﬁnal ſatker K 0812",
)  # fmt: skip


def node() -> str:
    bundled = Path(playwright.__file__).with_name("driver") / "node"
    found = shutil.which("node") or (str(bundled) if bundled.is_file() else None)
    if found is None:
        pytest.skip("node is not installed")
    return found


def by_script(sentences: Sequence[Sentence]) -> list[list[tuple[str, str]]]:
    """For each text the code and value of what the script finds."""
    asked = {
        "script": SCRIPT.as_uri(),
        "table": portable(table.rules()),
        "questions": [
            [{"field": "body", "text": sentence.text, "table": {"contacts": sentence.contacts}}]
            for sentence in sentences
        ],
    }
    done = subprocess.run(
        [node(), HERE / "ask.mjs"], input=json.dumps(asked), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    answers: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return [
        [(found["code"], utf16(sentence.text, found["start"], found["end"])) for found in answer]
        for sentence, answer in zip(sentences, answers, strict=True)
    ]


def utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def by_python(sentence: Sentence) -> list[tuple[str, str]]:
    facts = Facts(sentence.contacts, table.words())
    return [
        (rule.code, sentence.text[start:end])
        for rule in table.rules()
        for _, start, end in matches([prepare(sentence.text)], rule.patterns, facts)
    ]


def test_both_find_the_same_in_every_labelled_sentence() -> None:
    sentences = read(LABELLED)
    assert by_script(sentences) == [by_python(sentence) for sentence in sentences]


def test_both_find_the_same_in_sentences_of_mixed_words() -> None:
    chance = random.Random(6)  # the same mixture in each run
    words = [word for sentence in read(LABELLED) for word in re.findall(r"\S+\s?\S+\s*", sentence.text)]
    mixed = [Sentence(" ".join(chance.choices(words, k=40)), frozenset()) for _ in range(150)]
    found = by_script(mixed)
    assert found == [by_python(sentence) for sentence in mixed]
    assert sum(map(len, found)) > 50


def test_both_find_the_same_in_hostile_texts() -> None:
    sentences = [Sentence(text, frozenset()) for text in (*HOSTILE, *WRAPPED.values())]
    assert by_script(sentences) == [by_python(sentence) for sentence in sentences]


def test_the_table_is_plain_json_and_the_same_each_time() -> None:
    made = portable(table.rules(), {"b@contoh.go.id", "a@contoh.go.id"})
    assert json.loads(json.dumps(made, sort_keys=True)) == json.loads(
        json.dumps(portable(table.rules(), made["contacts"]))
    )
    assert made["contacts"] == ["a@contoh.go.id", "b@contoh.go.id"]
