"""Addresses that hide where they lead, and those that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.rules.links import host
from plugins.rules.similar import distance, one_slip
from plugins.rules.targets import Hosts, oddity

HOSTS = Hosts(frozenset({"s.id"}), frozenset({"kanim-teluk.kemensamudra.go.id", "telukbiru.example", "facebook.com"}))


def odd(address: str, text: str = "di sini") -> str:
    return oddity(address, host(address), text, HOSTS)


@pytest.mark.parametrize(
    ("address", "how"),
    [
        ("https://s.id/paspor", "menyingkat"),
        ("http://10.1.2.3/x", "nomor"),
        ("http://0x7f000001/x", "nomor"),
        ("http://[2001:db8::1]/x", "nomor"),
        ("https://lapor.go.id@promo.example/", "hanya hiasan"),
        ("https://lаpor.example/", "huruf di luar a–z"),
        ("https://lapor.go.id.promo.example/", "go.id"),
        ("https://lapor-go-id.example/", "go.id"),
        ("https://lapor.goid.example/", "go.id"),
        ("https://lapor.gov.id/", "go.id"),
        ("https://lapor.9o.id/", ""),
        ("https://kemensamudra.net/", "kanim-teluk.kemensamudra.go.id"),
        ("https://kemensamudra.co.id/", "kanim-teluk.kemensamudra.go.id"),
        ("https://faceb0ok.com/", "facebook.com"),
        ("https://telukbiiru.example/", "telukbiru.example"),
    ],
)
def test_what_an_address_hides_is_told(address: str, how: str) -> None:
    assert how in odd(address)
    assert bool(odd(address)) == bool(how)


@pytest.mark.parametrize(
    "address",
    [
        "https://s.id/",
        "https://cargo.id/",
        "https://gojek.example/go-idaman",
        "https://2024.kabar.example/",
        "https://3d.museum.example/",
        "http://…",
        "http://@kanim",
        "https://igo.idn.example/",
        "https://telukjingga.example/",
    ],
)
def test_what_only_looks_odd_passes(address: str) -> None:
    assert odd(address) == ""


@pytest.mark.parametrize("text", ["kabar.net", "www.kabar.net", "https://kabar.net/berita", "**Kabar.net**"])
def test_a_text_that_is_an_address_is_held_to_the_target(text: str) -> None:
    assert "tertulis" in odd("https://promo.example/", text)
    assert odd("https://berita.kabar.net/x", text) == ""


def test_a_text_of_words_is_not() -> None:
    assert odd("https://promo.example/", "menurut kabar.net kemarin") == ""


_WORDS = st.text("ab.", max_size=6)


@given(_WORDS, _WORDS)
def test_one_slip_is_a_distance_of_one(one: str, other: str) -> None:
    assert one_slip(one, other) == (distance(one, other) == 1)
