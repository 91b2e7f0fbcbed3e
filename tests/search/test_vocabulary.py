from __future__ import annotations

import gzip
import json

from plugins.search import vocabulary as module
from plugins.search.vocabulary import plain, vocabulary


def test_words_stand_by_how_often_they_occur() -> None:
    found = vocabulary(["Paspor paspor paspor visa visa loket", "Paspor"])
    assert found == {"kata": ["loket", "visa", "paspor"]}


def test_numbers_short_words_and_letters_of_other_scripts_are_left_out() -> None:
    assert vocabulary(["di 2024 a1 covid19 ke Ümit Олег loket"]) == {"kata": ["loket umit"]}


def test_only_the_most_frequent_words_are_kept() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = [one + two + three for one in letters for two in letters for three in letters]
    found = vocabulary([" ".join(many), "sering sering"])
    words = [word for line in found["kata"] for word in line.split()]
    assert len(words) == module.MOST
    assert found["kata"][1] == "sering"
    assert len(gzip.compress(json.dumps(found).encode())) < 50_000


def test_words_of_neighbouring_blocks_stay_apart() -> None:
    assert plain("<p>satu</p><p>dua &amp; tiga</p>").split() == ["satu", "dua", "&", "tiga"]
