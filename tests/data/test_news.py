from pathlib import Path
from xml.etree import ElementTree

from plugins.data.news import NewsSitemapFamily
from plugins.data.sitemap import KEY
from plugins.library.changes import StoryChange
from plugins.stories.story import Story, Withdrawal
from tests import factory

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
FAMILY = NewsSitemapFamily(factory.SITE, "Kabar & Laut")


def told(folder: Path, *stories: Story) -> list[dict[str, str]]:
    """The entries of the news sitemap of a newsroom of these stories."""
    with factory.shelf(folder, *stories) as shelf:
        view = FAMILY.view(shelf.library(), KEY)
        assert view is not None
        (output,) = FAMILY.render(KEY, view)
    assert output.path == "sitemap-berita.xml"
    entries = []
    for url in ElementTree.fromstring(output.content):
        entries.append({part.tag.removeprefix(NEWS): part.text or "" for part in url.iter() if part.tag != url.tag})
    return entries


def test_the_stories_of_the_newest_two_days_are_told_newest_first(tmp_path: Path) -> None:
    days = ("2024-06-01 23:59", "2024-06-02 02:00", "2024-06-03 10:00")
    stories = [factory.story(f"kanim-teluk-biru/2024/b{n}", day, title=f"Hari <{n}>") for n, day in enumerate(days)]
    entries = told(tmp_path, *stories)
    assert [(entry["title"], entry["publication_date"]) for entry in entries] == [
        ("Hari <2>", "2024-06-03T10:00:00+09:00"),
        ("Hari <1>", "2024-06-02T02:00:00+09:00"),
    ]
    assert {(entry["name"], entry["language"]) for entry in entries} == {("Kabar & Laut", "id")}


def test_what_is_withdrawn_expired_or_a_sample_is_no_news(tmp_path: Path) -> None:
    day = "2024-06-03 10:00"
    gone = Withdrawal(factory.instant("2024-06-04 08:00"), True, "pencabutan", "Keliru.")
    stories = [
        factory.story("lapas-bukit-hijau/2024/dicabut", day, withdrawn=gone),
        factory.story("lapas-bukit-hijau/2024/lewat", day, expires=factory.instant("2024-06-05")),
        factory.story("lapas-bukit-hijau/2024/contoh", day, sample=True),
        factory.story("lapas-bukit-hijau/2024/berita", day, title="Berita"),
    ]
    assert [entry["title"] for entry in told(tmp_path, *stories)] == ["Berita"]


def test_a_newsroom_without_stories_has_an_empty_one(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_any_story_may_be_among_the_newest(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, factory.story()) as shelf:
        library = shelf.library()
        placed = library.story(factory.story().reference)
        assert list(FAMILY.touched(StoryChange(None, placed), library)) == [KEY]
