from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds.contact import paragraph
from plugins.units import PressContact


def test_what_is_not_known_leaves_no_gap() -> None:
    assert paragraph("Kanim Teluk Biru", PressContact(email="a+b%c@teluk.example")) == (
        '<p>Narahubung: Kanim Teluk Biru, <a href="mailto:a+b%25c@teluk.example">a+b%c@teluk.example</a></p>'
    )


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_name_is_never_markup(office: str, name: str) -> None:
    found = BeautifulSoup(paragraph(office, PressContact(name, "021")), "html.parser")
    assert [tag.name for tag in found.find_all()] == ["p", "a"]
