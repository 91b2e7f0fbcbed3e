from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.copies.signatures import BANDS, bands, signature, similarity
from plugins.copies.words import FEWEST, shingles
from tests.copies import texts

_WORDS = st.lists(st.sampled_from([f"kata{letter}{more}" for letter in "abcdefgh" for more in "ijkl"]), min_size=FEWEST)


def test_a_signature_is_short_and_of_a_short_text_there_is_none() -> None:
    assert len(signature(texts.release("Kanim Teluk Biru", 1))) == 128
    assert signature("<p>Loket dibuka.</p>") == b""
    assert bands(b"") == ()
    assert similarity(b"", b"") == 0.0


def test_a_release_with_other_names_places_figures_and_dates_has_the_same_signature() -> None:
    assert signature(texts.release("Kanwil Biru", 1)) == signature(texts.release("Kanim Pulau Fajar", 2))


def test_a_signature_is_the_same_in_every_process() -> None:
    code = (
        "from plugins.copies import signature; from tests.copies import texts; print(signature(texts.alike(4)).hex())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {signature(texts.alike(4)).hex()}


@given(_WORDS, _WORDS)
def test_the_estimate_is_near_what_the_texts_have_in_common(one: list[str], other: list[str]) -> None:
    first, second = " ".join(one), " ".join(one[: len(one) // 2] + other)
    mine, others = set(shingles(first)), set(shingles(second))
    truth = len(mine & others) / len(mine | others)
    assert similarity(signature(first), signature(second)) == pytest.approx(truth, abs=0.25)  # six standard errors


def test_the_same_texts_share_every_band_and_others_none() -> None:
    release, other = (set(bands(signature(body))) for body in (texts.release("Kanwil Biru", 1), texts.alike(1)))
    assert len(release) == BANDS
    assert release == set(bands(signature(texts.release("Kanwil Jingga", 9))))
    assert not release & other
