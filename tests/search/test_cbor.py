from __future__ import annotations

import contextlib
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search import cbor

VALUES = st.recursive(
    st.integers(-(2**64), 2**64 - 1) | st.text(), lambda inner: st.lists(inner, max_size=30), max_leaves=60
)


@given(VALUES)
def test_what_is_written_is_read_again(value: object) -> None:
    assert cbor.unpacked(cbor.packed(value)) == value


@pytest.mark.parametrize(
    ("value", "hexadecimal"),
    [(23, "17"), (24, "1818"), (1000, "1903e8"), (-25, "3818"), ("ü", "62c3bc"), ([1, ["a"]], "8201816161")],
)
def test_values_are_written_as_the_standard_shows(value: object, hexadecimal: str) -> None:
    assert cbor.encoded(value).hex() == hexadecimal  # RFC 8949, appendix A, and after its manner


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert cbor.decoded(cbor.encoded(cbor.decoded(data))) == cbor.decoded(data)


@pytest.mark.parametrize("value", [1.5, None, True, {"a": 1}, 2**64])
def test_what_has_no_place_in_an_index_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        cbor.encoded(value)


def test_a_file_of_others_is_refused() -> None:
    with pytest.raises(ValueError, match="Pagefind"):
        cbor.unpacked(gzip.compress(b"something else"))
