"""From the repositories of units to the site: what was pulled is published as if it lay in the content folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from plugins import sources, units
from plugins.publish.job import Report
from plugins.sources.advance import Allowed
from plugins.sources.pulling import pull
from tests import factory
from tests.building import build, publish, snapshot, state_of
from tests.publish.small import Small, small
from tests.sources.origins import DAY, Origin, git, origin, text

UNIT = "kanim-teluk"
NEWS = f"berita/{UNIT}/2024/layanan.md"
AS_OF = factory.instant("2025-01-15 12:00")
PROFILE = 'phone = "(0751) 123456"\n'


class Ministry:
    """A content folder in git, and one office that writes in a repository of its own."""

    def __init__(self, folder: Path) -> None:
        self.site: Small = small(folder)
        shutil.rmtree(self.site.content / "berita" / UNIT)
        self.site.story("lapas-bukit/2024/lama", "2024-03-05 08:00")
        self.office: Origin = origin(folder / "kanim", {NEWS: text(), f"unit/{UNIT}/profil.toml": PROFILE})
        self.register([UNIT])

    def register(self, names: list[str]) -> None:
        listed = ", ".join(f'"{name}"' for name in names)
        row = f'[[source]]\nname = "kanim"\nurl = "{self.office.url}"\nunits = [{listed}]\n' if names else ""
        self.site.write("register/sources.toml", row)
        self.site.commit()

    def pull(self) -> None:
        registry, _ = units.load_registry(self.site.content, factory.TIMEZONE)
        origins, problems = sources.load(self.site.content, registry, DAY)
        assert problems == []
        outcomes = pull(origins, state_of(self.site.output), allowed=Allowed(local=True))
        assert all(outcome.fresh for outcome in outcomes), outcomes

    def publish(self) -> Report:
        return publish(self.site.content, self.site.output, as_of=AS_OF)

    def clean(self) -> dict[str, bytes]:
        """A clean build of the same sources."""
        output = self.site.folder / "clean"
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(output.with_name("clean.cache"), ignore_errors=True)
        build(self.site.content, output, as_of=AS_OF, STATE_PATH=str(state_of(self.site.output)))
        return snapshot(output)


def test_what_an_office_committed_in_its_own_repository_is_published(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path)
    ministry.pull()
    report = ministry.publish()
    assert report.problems == []
    assert "Layanan akhir pekan" in ministry.site.page(f"berita/{UNIT}/2024/layanan/")
    assert "(0751) 123456" in ministry.site.page(f"unit/{UNIT}/")
    assert snapshot(ministry.site.output) == ministry.clean()


def test_news_of_a_source_is_read_alone_and_gives_the_site_of_a_clean_build(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path)
    ministry.pull()
    ministry.publish()
    ministry.office.commit({NEWS: text("Layanan pindah ke aula"), f"berita/{UNIT}/2024/baru.md": text("Loket baru")})
    ministry.pull()
    report = ministry.publish()
    assert report.read == [f"berita/{UNIT}/2024/baru.md", NEWS]
    assert snapshot(ministry.site.output) == ministry.clean()
    ministry.office.commit({f"berita/{UNIT}/2024/baru.md": None})
    ministry.pull()
    assert ministry.publish().read == []
    assert snapshot(ministry.site.output) == ministry.clean()


def test_a_broken_story_of_a_source_keeps_its_last_good_version(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path)
    ministry.pull()
    ministry.publish()
    ministry.office.commit({NEWS: "---\ntitle: [rusak\n---\n"})
    ministry.pull()
    report = ministry.publish()
    assert "last-good-version" in {problem.code for problem in report.problems}
    assert "Layanan akhir pekan" in ministry.site.page(f"berita/{UNIT}/2024/layanan/")
    assert snapshot(ministry.site.output) == ministry.clean()


def test_a_unit_that_moves_to_its_own_repository_and_back_stays_where_it_is(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path)
    ministry.pull()
    ministry.publish()
    before = snapshot(ministry.site.output)
    ministry.site.write(NEWS, text())
    ministry.site.write(f"unit/{UNIT}/profil.toml", PROFILE)
    ministry.register([])
    ministry.publish()
    assert snapshot(ministry.site.output) == before
    for path in ("berita", "unit"):
        shutil.rmtree(ministry.site.content / path / UNIT)
    ministry.register([UNIT])
    ministry.publish()
    assert snapshot(ministry.site.output) == before == ministry.clean()


def test_a_folder_build_and_a_publish_of_sources_agree(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path)
    ministry.pull()
    state = str(state_of(ministry.site.output))
    for number in range(3):
        ministry.office.commit({f"berita/{UNIT}/2024/n-{number}.md": text(f"Loket {number}")})
        ministry.pull()
        if number % 2:
            build(ministry.site.content, ministry.site.output, as_of=AS_OF, STATE_PATH=state)
        else:
            ministry.publish()
        assert snapshot(ministry.site.output) == ministry.clean()


def test_a_source_that_rewrote_its_history_changes_nothing(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path)
    ministry.pull()
    ministry.publish()
    before = snapshot(ministry.site.output)
    git(ministry.office.folder, "checkout", "--quiet", "--orphan", "lain")
    ministry.office.commit({NEWS: text("Sejarah lain")})
    git(ministry.office.folder, "branch", "--force", "main", "lain")
    registry, _ = units.load_registry(ministry.site.content, factory.TIMEZONE)
    origins, _ = sources.load(ministry.site.content, registry, DAY)
    (outcome,) = pull(origins, state_of(ministry.site.output), allowed=Allowed(local=True))
    assert not outcome.fresh
    ministry.publish()
    assert snapshot(ministry.site.output) == before


def test_a_source_has_no_say_in_the_stories_of_others_whatever_it_commits(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path)
    ministry.pull()
    ministry.publish()
    before = snapshot(ministry.site.output)
    ministry.office.commit(
        {
            "berita/lapas-bukit/2024/lama.md": text("Bukan dari Lapas"),
            f"berita/{UNIT}/lapas-bukit/2024/palsu.md": text("Bukan dari Lapas"),
            f"unit/{UNIT}/lapas-bukit/profil.md": text("Bukan dari Lapas"),
        }
    )
    ministry.pull()
    ministry.publish()
    assert snapshot(ministry.site.output) == before == ministry.clean()
