"""What the whole output of the fabricated site has in common, page by page and feed by feed."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests.building import SITE_URL, build, snapshot
from tests.conftest import Built
from tests.newsroom.harm import harm
from tests.newsroom.linking import addresses_of_html, dead_links, document, is_page, links, parse


@dataclass(frozen=True)
class Published:
    """A story of tests/site, its unit, the ancestors it counts for, the day of its archives, its themes."""

    reference: str
    title: str
    rollups: tuple[str, ...]
    day: str
    lists: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        return self.reference.split("/")[0]

    @property
    def path(self) -> str:
        return f"berita/{self.reference}/"


_BIRU = ("kanwil-biru", "kementerian-samudra")
_JINGGA = ("kanwil-jingga", "kementerian-samudra")
STORIES = (
    Published("kanim-teluk-biru/2024/antrean-paspor", "Antrean paspor kini lebih singkat", _BIRU, "2024-06-01",
              ("tag/paspor", "tag/layanan-publik", "jenis/berita", "wilayah/91")),
    Published("kanim-teluk-biru/2024/layanan-akhir-pekan", "Layanan akhir pekan", _BIRU, "2024-07-15",
              ("jenis/siaran-pers", "unit/lapas-bukit-hijau", "unit/kanwil-biru")),
    Published("kanim-teluk-biru/2024/ralat-jadwal", "Jadwal layanan kapal", _BIRU, "2024-08-05"),
    Published("kanim-teluk-biru/2024/klarifikasi-tarif", "Tarif paspor tidak", _BIRU, "2024-10-10",
              ("jenis/klarifikasi",)),
    Published("kanim-teluk-biru/2024/alamat-baru", "Kantor kami pindah", _BIRU, "2024-03-03"),
    Published("kanim-teluk-biru/2024/sudah-lepas-embargo", "Angka kunjungan tahun ini", _BIRU, "2024-11-05"),
    Published("kanim-teluk-biru/1998/peresmian-kantor", "Kantor pertama", _BIRU, "1998-02-28"),
    Published("lapas-bukit-hijau/2024/panen-rumput-laut", "Warga binaan memanen", _BIRU, "2024-06-15"),
    Published("kanwil-biru/2024/sambutan-hari-laut", "Sambutan pada Hari Laut", _BIRU, "2024-07-02",
              ("jenis/sambutan", "zona/wbk", "zona/area-6", "unit/kanim-karang-jingga")),
    Published("kanwil-jingga/2024/pencanangan", "Kanwil Jingga mencanangkan", _JINGGA, "2024-02-01",
              ("zona/zi", "zona/wbk", "zona/wbbm", "tag/zona-integritas", "wilayah/92")),
    Published("kanwil-jingga/2024/serentak", "Rapat serentak", _JINGGA, "2024-07-02"),
    # A unit counts for those above it on the day of the story: Rutan Pasir Putih moved in August.
    Published("rutan-pasir-putih/2024/sebelum-pindah", "Rutan masih di bawah", _BIRU, "2024-05-05"),
    Published("rutan-pasir-putih/2024/penyerahan", "Penyerahan tugas", _JINGGA, "2024-09-15"),
    Published("kanim-karang-jingga/2024/lengkap", "Berita dengan semua kunci", _JINGGA, "2024-12-24",
              ("tag/contoh", "tag/paspor", "zona/zi")),
    Published("balai-besar-arus/2024/pengamatan-terakhir", "Pengamatan terakhir", _JINGGA, "2024-08-31"),
    Published("balai-arus-utara/2024/hari-pertama", "Hari pertama balai", _JINGGA, "2024-09-01"),
    Published("rupbasan-pulau-fajar/2024/serah-terima", "Serah terima benda", _JINGGA, "2024-09-30", ("wilayah/93",)),
    # Half past midnight there is half past ten the evening before in the site's own zone.
    Published("kanim-tanjung-fajar/2025/tahun-baru", "Loket pertama yang buka", _JINGGA, "2024-12-31", ("wilayah/93",)),
    Published("kementerian-samudra/2024/sea-day", "Ministry marks Sea Day", ("kementerian-samudra",), "2024-07-02",
              ("tag/hari-laut",)),
)  # fmt: skip
EXPIRED = "berita/kanim-teluk-biru/2024/pengumuman-libur/"
WITHDRAWN = "berita/kanim-teluk-biru/2024/kabar-keliru/"

# Of drafts, of what is yet to come and of what was taken back: title, slug, body, pictures, tags.
UNSEEN = (
    "Rancangan yang belum boleh dibaca", "rencana-rahasia", "Naskah ini belum selesai", "sketsa-tersembunyi",
    "Dermaga baru diresmikan", "peresmian-dermaga", "dermaga-kelak", "Peresmian belum terjadi", "2099-03", "2099/03",
    "Laporan yang masih tertahan", "laporan-tertahan", "laporan-embargo", "Isi yang tertahan",
    "Kalimat menara suar yang sudah dicabut", "menara-suar.png",
    "seorang pelapor", "Rekaan", "wajah-pelapor", "Cerita pribadi", "tag/pelapor",
    "rahasia-exif",
)  # fmt: skip


class Soups(dict[str, BeautifulSoup]):
    """The pages that are looked at, each read when it is."""

    def __init__(self, site: Built) -> None:
        self._site = site

    def __missing__(self, file: str) -> BeautifulSoup:
        self[file] = parse(self._site.files[file])
        return self[file]


@pytest.fixture(scope="module")
def soups(site: Built) -> Soups:
    return Soups(site)


def _text(site: Built, path: str) -> str:
    return site.files[path].decode()


def test_the_site_is_built_without_a_problem_but_for_the_links_that_lead_nowhere_on_purpose(site: Built) -> None:
    assert [(problem.code, problem.path, problem.line) for problem in site.report.problems] == [
        ("dead-link", "berita/kanim-teluk-biru/2024/layanan-akhir-pekan.md", 14),  # to what is not there
        ("dead-link", "berita/kanim-teluk-biru/2024/layanan-akhir-pekan.md", 15),  # to a draft
        ("dead-link", "halaman/tentang.md", 10),
    ]
    assert site.report.stories == len(STORIES) + 3  # one expired, two withdrawn
    assert site.report.waiting == 3


# Links


def test_every_internal_address_leads_somewhere(site: Built) -> None:
    assert sum(link.address.startswith(SITE_URL) for link in links(site.files, SITE_URL)) > 2000
    assert dead_links(site.files, SITE_URL) == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/berita/x/">', '<img src="x.png">', '<link href="/theme/x.css">', '<a href="#tidak-ada">',
        '<a href="/unit/#tidak-ada">', '<a href="../unit">', f'<meta property="og:image" content="{SITE_URL}/x.png">',
        '<meta http-equiv="refresh" content="0; url=/x/">',
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_would_be_found(site: Built, html: str) -> None:
    files = {**site.files, "halaman/index.html": f"<html><body><p>x {html}</body></html>".encode()}
    assert len(dead_links(files, SITE_URL)) == 1


def test_a_site_beneath_a_path_of_its_host_holds_together_too(site: Built, tmp_path: Path) -> None:
    build(site.content, tmp_path / "output", SITEURL="https://samudra.example/kabar")
    files = snapshot(tmp_path / "output")
    assert files.keys() == site.files.keys()
    assert dead_links(files, "https://samudra.example/kabar") == []


def test_addresses_in_feeds_and_data_are_absolute(site: Built) -> None:
    for file, data in site.files.items():
        if file.endswith((".xml", ".opml", ".json", ".csv")) and not file.startswith("berita/"):
            text = data.decode()
            assert not any(f"{quote}/{part}" in text for quote in "\"'>" for part in ("berita/", "unit/", "zona/")), (
                file
            )
            assert "INTERNAL" not in text and "isi:" not in text, file


def test_a_dead_link_is_shown_as_its_text(site: Built) -> None:
    page = _text(site, "berita/kanim-teluk-biru/2024/layanan-akhir-pekan/index.html")
    assert "berita yang belum ada" in page and "belum-ada" not in page
    assert "halaman yang tidak ada" in _text(site, "halaman/tentang/index.html")


def test_a_link_to_an_old_address_leads_to_the_new_one(site: Built) -> None:
    page = _text(site, "berita/kanim-teluk-biru/2024/layanan-akhir-pekan/index.html")
    assert '<a href="/berita/kanim-teluk-biru/2024/alamat-baru/">alamat lama</a>' in page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kanim-teluk-biru/2023/alamat-lama", "kanim-teluk-biru/2024/alamat-baru"),
        ("kanim-teluk-biru/2024/alamat-tengah", "kanim-teluk-biru/2024/alamat-baru"),
        ("lapas-bukit-hijau/2024/penyerahan-lama", "rutan-pasir-putih/2024/penyerahan"),
    ],
)
def test_a_moved_story_leaves_a_redirect_and_keeps_its_first_id(site: Built, old: str, new: str) -> None:
    assert f'content="0; url=/berita/{new}/"' in _text(site, f"berita/{old}/index.html")
    rows = [row for row in _rows(site) if row["url"] == f"{SITE_URL}/berita/{new}/"]
    assert len(rows) == 1
    first = "kanim-teluk-biru/2023/alamat-lama" if "alamat" in old else old
    assert rows[0]["id"].endswith(f":{first}")


# Harm


def test_no_page_and_no_feed_holds_anything_active(site: Built) -> None:
    assert {file: found for file, data in site.files.items() if (found := harm(file, data))} == {}


@pytest.mark.parametrize(
    "html",
    [
        "<script>1</script>", '<script src="https://elsewhere.example/x.js"></script>', '<p onclick="x">', "<iframe>",
        '<a href="javascript:x">', '<a href=" jAvascript:x">', '<img src="data:text/html,x">', "<style></style>",
        '<div class="prose"><form></form></div>', '<div class="prose"><p style="x"></div>', "<base href='/'>",
    ],
)  # fmt: skip
def test_what_is_active_would_be_found(html: str) -> None:
    assert harm("x.html", f"<html><body>{html}</body></html>".encode())


# Where stories stand


def _rows(site: Built) -> list[dict[str, str]]:
    months = [data for file, data in site.files.items() if file.startswith("data/berita/") and file.endswith(".json")]
    return [row for data in months for row in json.loads(data)["stories"]]


def _feed_links(site: Built, path: str) -> list[str]:
    return [element.findtext("link") or "" for element in etree.fromstring(site.files[path]).iter("item")]


def _hrefs(soup: BeautifulSoup) -> set[str]:
    return {str(anchor["href"]) for anchor in soup.select("main a[href]")}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.reference)
def test_a_published_story_stands_everywhere_it_belongs(site: Built, soups: Soups, story: Published) -> None:
    year, month, day = story.day.split("-")
    heading = soups[f"{story.path}index.html"].find("h1")
    assert heading is not None and heading.get_text().startswith(story.title)
    pages = [
        f"berita/{year}/{month}/{day}/",
        f"unit/{story.unit}/{year}/{month}/",
        f"unit/kementerian-samudra/semua/{year}/{month}/{day}/",
        *(f"unit/{unit}/semua/{year}/{month}/" for unit in story.rollups if unit != "kementerian-samudra"),
        f"unit/{story.unit}/",
        *(f"{path}/" for path in story.lists),
    ]
    assert [page for page in pages if f"/{story.path}" not in _hrefs(soups[f"{page}index.html"])] == []
    feeds = [
        "feed.xml",
        f"unit/{story.unit}/feed.xml",
        *(f"unit/{unit}/semua/feed.xml" for unit in story.rollups),
        *(f"{path}/feed.xml" for path in story.lists if path.startswith(("unit/", "zona/"))),
    ]
    assert [feed for feed in feeds if f"{SITE_URL}/{story.path}" not in _feed_links(site, feed)] == []
    assert f"<loc>{SITE_URL}/{story.path}</loc>" in _text(site, f"sitemap-{year}-{month}.xml")
    assert [row["url"] for row in _rows(site)].count(f"{SITE_URL}/{story.path}") == 1


def test_no_story_stands_in_lists_that_are_not_its_own(soups: Soups) -> None:
    def listed(page: str, reference: str) -> bool:
        return f"/berita/{reference}/" in _hrefs(soups[f"{page}index.html"])

    # Units that did not accept it, and those that it stood under before or after.
    assert not listed("unit/kanim-karang-jingga/", "kanim-teluk-biru/2024/layanan-akhir-pekan")
    assert not listed("unit/rutan-pasir-putih/", "kanwil-biru/2024/sambutan-hari-laut")
    assert not listed("unit/lapas-bukit-hijau/", "rutan-pasir-putih/2024/penyerahan")
    assert not listed("unit/kanwil-jingga/", "rutan-pasir-putih/2024/sebelum-pindah")
    assert not listed("unit/kanwil-biru/", "rutan-pasir-putih/2024/penyerahan")
    # A theme that the editor removed.
    assert not listed("zona/wbbm/", "kanim-karang-jingga/2024/lengkap")


def test_archives_count_every_story_once(site: Built, soups: Soups) -> None:
    days = [
        file
        for file in filter(is_page, site.files)
        if file.startswith("berita/") and file.split("/")[1].isdigit() and file.count("/") == 4
    ]
    listed = Counter(str(anchor["href"]) for file in days for anchor in soups[file].select("main :is(h2, h3) a[href]"))
    assert listed == Counter([f"/{story.path}" for story in STORIES] + [f"/{EXPIRED}"])


def test_what_is_not_to_be_seen_is_nowhere(site: Built) -> None:
    assert {
        word: [file for file, data in site.files.items() if word.encode() in data or word in file]
        for word in UNSEEN
        if any(word.encode() in data or word in file for file, data in site.files.items())
    } == {}


def test_what_is_not_to_be_seen_would_be_found(site: Built) -> None:
    words = "\n".join(
        path.read_text(errors="replace") + str(path) for path in sorted(site.content.rglob("*")) if path.is_file()
    )
    assert [word for word in UNSEEN if word not in words and not word.startswith(("tag/", "2099"))] == []


def test_preview_shows_what_is_not_yet_due(site: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    output = tmp_path_factory.mktemp("preview") / "output"
    build(site.content, output, PREVIEW=True)
    page = (output / "berita/kanim-teluk-biru/2024/rencana-rahasia/index.html").read_text()
    assert "Rancangan yang belum boleh dibaca" in page and '<meta name="robots" content="noindex">' in page
    assert (output / "berita/kanim-teluk-biru/2099/peresmian-dermaga/dermaga-kelak.png").is_file()
    assert "Disallow: /" in (output / "robots.txt").read_text()


def test_an_expired_story_stays_in_archives_and_leaves_lists_and_feeds(site: Built, soups: Soups) -> None:
    notice = soups[f"{EXPIRED}index.html"].select_one(".notice")
    assert notice is not None and "masa berlaku" in notice.get_text()
    assert f"/{EXPIRED}" in _hrefs(soups["berita/2024/11/20/index.html"])
    assert f"/{EXPIRED}" in _hrefs(soups["unit/kanim-teluk-biru/2024/11/index.html"])
    landings = ["", "unit/kanim-teluk-biru/", "unit/kanwil-biru/", "unit/kementerian-samudra/", "jenis/pengumuman/"]
    assert [page for page in landings if f"/{EXPIRED}" in _hrefs(soups[f"{page}index.html"])] == []
    feeds = [file for file in site.files if file.endswith("feed.xml")]
    assert [file for file in feeds if f"{SITE_URL}/{EXPIRED}" in _feed_links(site, file)] == []


def test_a_withdrawn_story_keeps_page_item_and_row(site: Built, soups: Soups) -> None:
    page = soups[f"{WITHDRAWN}index.html"]
    assert "Kabar tentang menara suar" in page.get_text() and "Faktanya keliru." in page.get_text()
    assert page.select("main img, .prose") == []
    assert f"{SITE_URL}/{WITHDRAWN}" in _feed_links(site, "unit/kanim-teluk-biru/feed.xml")
    assert f"{SITE_URL}/{WITHDRAWN}" in [row["url"] for row in _rows(site)]
    pages = {file: data for file, data in site.files.items() if is_page(file)}
    others = [file for file, data in pages.items() if f"/{WITHDRAWN}" in addresses_of_html(document(data))]
    assert others == ["ralat/index.html"]


def test_of_a_story_withdrawn_for_privacy_only_ids_and_a_redirect_name_the_slug(site: Built) -> None:
    holding = {file: _text(site, file) for file, data in site.files.items() if b"nama-pelapor" in data}
    pages = {file for file in holding if is_page(file)}
    assert pages <= {"berita/kanim-teluk-biru/2024/nama-pelapor/index.html"}
    for text in holding.values():
        for before, after in pairwise(text.split("nama-pelapor")):
            assert before.endswith("2024:kanim-teluk-biru/2024/") or after.startswith('"'), before[-80:]
    redirect = _text(site, "berita/kanim-teluk-biru/2024/nama-pelapor/index.html")
    target = redirect.partition('content="0; url=/')[2].partition('"')[0]
    assert "Atas permintaan yang bersangkutan." in _text(site, f"{target}index.html")


def test_corrections_are_told_on_the_page_and_in_the_feed(site: Built) -> None:
    for file in ("berita/kanim-teluk-biru/2024/ralat-jadwal/index.html", "unit/kanim-teluk-biru/feed.xml"):
        text = _text(site, file)
        told = [name for name in ("Ralat", "Koreksi", "Hak jawab", "Pemutakhiran") if name in text]
        assert len(told) == 4 and "Tanggapan agen dimuat." in text


def test_a_story_carries_the_name_its_unit_had_on_its_day(soups: Soups) -> None:
    before = soups["berita/kanim-teluk-biru/2024/antrean-paspor/index.html"].select_one(".byline")
    after = soups["berita/kanim-teluk-biru/2024/ralat-jadwal/index.html"].select_one(".byline")
    assert before is not None and before.get_text().strip().startswith("Kantor Imigrasi Teluk Biru (kini Kantor")
    assert after is not None and after.get_text().strip().startswith("Kantor Imigrasi Kelas I Teluk Biru")


def test_every_unit_has_its_page_and_feed_with_or_without_stories(site: Built) -> None:
    units = [line.split(",")[0] for line in (site.content / "register/units.csv").read_text().splitlines()[1:]]
    assert [unit for unit in units if f"unit/{unit}/index.html" not in site.files] == []
    outline = _text(site, "feeds.opml")
    assert [unit for unit in units if f"{SITE_URL}/unit/{unit}/feed.xml" not in outline] == []
    parents = {"kementerian-samudra", "kanwil-biru", "kanwil-jingga"}
    assert {unit for unit in units if f"unit/{unit}/semua/feed.xml" in site.files} == parents


def test_tables_of_data_say_the_same_as_json(site: Built) -> None:
    for file, data in site.files.items():
        if file.startswith("data/") and file.endswith(".csv"):
            rows = list(csv.DictReader(io.StringIO(data.decode())))
            lists = json.loads(site.files[file.removesuffix("csv") + "json"])
            (kept,) = lists.values()
            assert len(rows) == len(kept)
            assert [row["id"] for row in rows] == [row["id"] for row in kept]


# Files beside stories


def test_pictures_and_documents_stand_beside_their_story(site: Built) -> None:
    story = "berita/kanim-teluk-biru/2024/antrean-paspor/"
    assert f"{story}antrean.jpg" in site.files
    assert b"Exif" not in site.files[f"{story}antrean.jpg"]
    assert b"Exif" in (site.content / "berita/kanim-teluk-biru/2024/antrean.jpg").read_bytes()
    assert "berita/kanim-karang-jingga/2024/lengkap/loket.webp" in site.files
    assert "unit/kanim-teluk-biru/maklumat/denah.png" in site.files
