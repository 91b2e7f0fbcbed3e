"""Fabricated feeds as plain data, and strategies for hostile ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from plugins.feeds.characters import fit
from plugins.feeds.view import AuthorView, CategoryView, FeedView, ItemView, PhotoView

SITE = "https://berita.samudra.example/"
OFFICE = AuthorView(name="Kanim Teluk Biru", url=f"{SITE}unit/kanim-teluk-biru/", email="humas@teluk-biru.example")
EDITOR = AuthorView(name="Sari Laut", url="", email="humas@teluk-biru.example")


def a_photo(**fields: object) -> PhotoView:
    made = {
        "url": f"{SITE}berita/kanim-teluk-biru/2024/berita-1/loket.jpg",
        "type": "image/jpeg",
        "length": 48211,
        "width": 1200,
        "height": 800,
        "alt": "Loket paspor dengan tiga petugas",
        "caption": "Loket baru di lantai dua.",
        "credit": "Humas Kanim Teluk Biru",
    }
    return PhotoView(**{**made, **fields})  # type: ignore[typeddict-item]


def an_item(number: int = 1, **fields: object) -> ItemView:
    date = f"2024-06-{31 - number:02}T09:30:00+09:00"
    made = {
        "id": f"tag:samudra.example,2024:kanim-teluk-biru/2024/berita-{number}",
        "title": f"Berita {number}",
        "link": f"{SITE}berita/kanim-teluk-biru/2024/berita-{number}/",
        "date": date,
        "updated": date,
        "description": "Ringkasan.",
        "content": "<p>Isi.</p>",
        "authors": [AuthorView(name="Budi Pantai", url="", email=""), OFFICE],
        "categories": [CategoryView(scheme=f"{SITE}unit/", term="kanim-teluk-biru", label="Kanim Teluk Biru")],
        "language": "",
        "photos": [],
        "withdrawn": "",
        "about": "",
    }
    return ItemView(**{**made, **fields})  # type: ignore[typeddict-item]


def a_withdrawn_item(number: int = 1) -> ItemView:
    return an_item(
        number,
        title=f"Dicabut: Berita {number}",
        description="Berita ini dicabut pada 2 Juli 2024. Alasan: data R&amp;D keliru",
        content="",
        updated="2024-07-02T10:00:00+09:00",
        withdrawn="2024-07-02T10:00:00+09:00",
    )


def a_notice(number: int = 1) -> ItemView:
    story = an_item(number)
    return an_item(number, id=f"{story['id']}/ralat/20240703T010000Z", title="Ralat: Berita", about=story["id"])


def a_feed(*items: ItemView, **fields: object) -> FeedView:
    made = {
        "path": "unit/kanim-teluk-biru/feed.xml",
        "forms": ["rss", "atom", "json"],
        "id": "tag:samudra.example,2024:umpan/unit/kanim-teluk-biru",
        "link": f"{SITE}unit/kanim-teluk-biru/",
        "site": SITE,
        "title": "Kanim Teluk Biru – Ruang Berita Samudra",
        "description": "Berita terbaru dari Kanim Teluk Biru.",
        "language": "id",
        "updated": "2024-06-30T07:30:00+07:00" if items else "",
        "previous": "",
        "current": "",
        "hubs": [],
        "ended": False,
        "editor": None,
        "items": list(items),
    }
    return FeedView(**{**made, **fields})  # type: ignore[typeddict-item]


def a_full_feed() -> FeedView:
    """With all that a feed may hold."""
    photos = [a_photo(), a_photo(url=f"{SITE}kedua.png", type="image/png", length=0, width=0, caption="", credit="")]
    items = [an_item(1, photos=photos, language="en"), a_withdrawn_item(2), a_notice(3)]
    hubs = ["https://hub.samudra.example/?a=1&b=2", "https://hub-dua.example/"]
    previous = f"{SITE}unit/kanim-teluk-biru/2024/05/arsip.xml"
    return a_feed(*items, hubs=hubs, previous=previous, editor=EDITOR)


def an_archive(*items: ItemView, **fields: object) -> FeedView:
    made = {
        "path": "unit/kanim-teluk-biru/2024/05/arsip.xml",
        "forms": ["rss"],
        "previous": f"{SITE}unit/kanim-teluk-biru/2024/04/arsip.xml",
        "current": f"{SITE}unit/kanim-teluk-biru/feed.xml",
    }
    return a_feed(*items, **{**made, **fields})


texts = st.text(st.characters(exclude_categories=("Cs",))).map(fit)
marked = st.one_of(texts, st.text("]]><&;\t\r\na'\""))
formed = st.text("abc/:.&<>'\"%,", min_size=1)  # addresses and ids
filled = marked.filter(lambda text: bool(text.strip()))
numbers = st.integers(0, 99_999)
moments = st.builds(
    lambda at, hours: at.astimezone(timezone(timedelta(hours=hours))).isoformat(),
    st.datetimes(datetime(1945, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
        lambda at: at.replace(microsecond=0)
    ),
    st.integers(-3, 9),
)
authors = st.builds(AuthorView, name=filled, url=st.just("") | formed, email=st.just("") | formed)
photos = st.builds(
    PhotoView,
    url=formed,
    type=st.just("image/webp"),
    length=numbers,
    width=numbers,
    height=numbers,
    alt=marked,
    caption=marked,
    credit=marked,
)
items: st.SearchStrategy[ItemView] = st.fixed_dictionaries(  # type: ignore[assignment]
    {
        "id": formed,
        "title": filled,
        "link": formed,
        "date": moments,
        "updated": moments,
        "description": filled,
        "content": marked,
        "authors": st.lists(authors, min_size=1, max_size=2),
        "categories": st.lists(st.builds(CategoryView, scheme=formed, term=filled, label=filled), max_size=3),
        "language": st.sampled_from(["", "en"]),
        "photos": st.lists(photos, max_size=2),
        "withdrawn": st.just("") | moments,
        "about": st.just("") | formed,
    }
)
