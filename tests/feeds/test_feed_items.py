"""Items are written here and not by feedgen: they are held to what it writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from xml.etree.ElementTree import canonicalize

from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import rss
from plugins.feeds.characters import fit
from plugins.feeds.view import CategoryView, ItemView
from tests.feeds.test_feed_rss import a_feed

texts = st.text(st.characters(exclude_categories=("Cs",))).map(fit)
marked = st.one_of(texts, st.text("]]><&;\r\na'\""))
formed = st.text("abc/:.&<>'\"%,", min_size=1)  # addresses and ids
filled = marked.filter(lambda text: bool(text.strip()))
moments = st.builds(
    lambda at, hours: at.astimezone(timezone(timedelta(hours=hours))).isoformat(),
    st.datetimes(datetime(1945, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
        lambda at: at.replace(microsecond=0)
    ),
    st.integers(-3, 9),
)
items: st.SearchStrategy[ItemView] = st.fixed_dictionaries(  # type: ignore[assignment]
    {
        "id": formed,
        "title": filled,
        "link": formed,
        "date": moments,
        "description": filled,
        "content": marked,
        "creators": st.lists(filled, min_size=1, max_size=2),
        "categories": st.lists(st.builds(CategoryView, domain=formed, text=filled), max_size=3),
        "language": st.sampled_from(["", "en"]),
    }
)


def by_feedgen(items: list[ItemView]) -> str:
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.title("Judul")
    feed.link(href="https://x.example/feed.xml", rel="self", type="application/rss+xml")
    feed.link(href="https://x.example/", rel="alternate")
    feed.description("Uraian")
    feed.language("id")
    feed.generator(rss.GENERATOR)
    feed.ttl(rss.MINUTES_TO_LIVE)
    feed.lastBuildDate(datetime(2024, 6, 1, tzinfo=UTC))
    for item in items:
        entry = feed.add_entry(order="append")
        entry.guid(item["id"], permalink=False)
        entry.title(item["title"])
        entry.link(href=item["link"])
        entry.pubDate(datetime.fromisoformat(item["date"]))
        entry.description(item["description"])
        if item["content"]:
            entry.content(item["content"])
        entry.category([{"term": c["text"], "label": c["text"], "scheme": c["domain"]} for c in item["categories"]])
        entry.dc.dc_creator(item["creators"])
        if item["language"]:
            entry.dc.dc_language(item["language"])
    return str(feed.rss_str(pretty=True), "utf-8")


@given(st.lists(items, max_size=2))
def test_a_feed_reads_as_if_feedgen_had_written_its_items(items: list[ItemView]) -> None:
    view = a_feed(
        *items,
        address="https://x.example/feed.xml",
        link="https://x.example/",
        title="Judul",
        description="Uraian",
        updated="2024-06-01T00:00:00+00:00",
    )
    assert canonicalize(rss.render(view).decode()) == canonicalize(by_feedgen(items))
