import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds.contact import paragraph, telephone
from plugins.units import PressContact


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("(021) 555-0100", "tel:0215550100"),
        ("+62 812 5550 100", "tel:+628125550100"),
        ("021 555.0100 ext. 6", "tel:0215550100;ext=6"),
        ("021 5550100 Ext 12", "tel:0215550100;ext=12"),
    ],
)
def test_a_number_as_written_can_be_called(written: str, address: str) -> None:
    assert telephone(written) == address


def test_what_is_not_known_leaves_no_gap() -> None:
    assert paragraph("Kanim Teluk Biru", PressContact(email="a+b%c@teluk.example")) == (
        '<p>Narahubung: Kanim Teluk Biru, <a href="mailto:a+b%25c@teluk.example">a+b%c@teluk.example</a></p>'
    )


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_name_is_never_markup(office: str, name: str) -> None:
    found = BeautifulSoup(paragraph(office, PressContact(name, "021")), "html.parser")
    assert [tag.name for tag in found.find_all()] == ["p", "a"]
