"""What is answered to "sudah tayang belum?": Indonesian, polite, exact. Pure."""

from __future__ import annotations

from pathlib import Path

from plugins import dates
from plugins.watch.receipts import DONE, Receipt, Story, seconds

_MOST = 20  # stories of a commit that are written out
_DONE_WORDS = {
    "tayang": "Sudah tayang",
    "kedaluwarsa": "Sudah tayang, dan kini diberi keterangan kedaluwarsa,",
    "ditarik": "Pencabutan sudah tayang",
}

_DRAFT = (
    "Belum: masih draf. Ganti “status: draft” menjadi “status: published” (di formulir: Keadaan, pilih Siap tayang) "
    "bila sudah siap."
)


def nothing(asked: str) -> tuple[str, bool]:
    """The answer where there is no receipt."""
    return (
        f"Belum: tidak ada tanda terima untuk “{asked}”. Periksa ejaannya (unit, unit/tahun/nama-berkas, atau nomor"
        " commit), dan pastikan perubahan sudah dikirim (git push). Bila baru saja dikirim, tunggu beberapa detik."
        " Berita yang tayang sebelum ada tanda terima tidak tercatat di sini.",
        False,
    )


def elsewhere(internal: Path) -> str:
    """What is said on a computer that publishes nothing."""
    return (
        f"Tidak dapat dijawab di komputer ini: tanda terima penerbitan ({internal}) ada di server yang menerbitkan. "
        "Lihat Keadaan berita di ruang penyuntingan (mulai.html), atau buka alamat beritanya di situs."
    )


def of_story(receipt: Receipt, reference: str) -> tuple[str, bool]:
    """The answer about a story, by its newest receipt, and whether it is a yes."""
    story = next((story for story in receipt.stories if story.reference == reference), None)
    if story is None:  # a receipt that names but the first of very many
        return of_all(receipt)
    return _told(receipt, story)


def of_all(receipt: Receipt) -> tuple[str, bool]:
    """The answer about a commit, or about the newest of a unit: its stories, and whether all of them are out."""
    what = "Yang jatuh tempo" if receipt.due else f"Kiriman {receipt.commit[:10]}"
    if not receipt.stories:
        if receipt.state == "tayang" and not (away := _under_way(receipt)):
            return f"{what}: sudah tayang {_since(receipt, receipt.timezone)}; tidak memuat berita.", True
        why = away if receipt.state == "tayang" else _why(receipt)
        return f"{what}: belum. {why}", False
    answers = [(story, *_told(receipt, story)) for story in receipt.stories]
    lines = [f"{what}, {receipt.stories_total} berita:"]
    lines += [f"- {story.reference or story.path}: {text}" for story, text, _ in answers[:_MOST]]
    if receipt.stories_total > _MOST:
        lines.append(f"- … dan {receipt.stories_total - _MOST} berita lain.")
    return "\n".join(lines), all(yes for _, _, yes in answers)


def _told(receipt: Receipt, story: Story) -> tuple[str, bool]:
    zone = story.timezone or receipt.timezone
    if story.state == "menunggu":
        return f"Belum: {_why(receipt)}", False
    if story.state == "ditahan":
        problems = "\n".join(line for problem in story.problems for line in problem.splitlines())
        stays = " Versi sebelumnya tetap tayang." if story.earlier_stands else ""
        return f"Belum: ditahan.{stays}\n{problems}", False
    if story.state == "terjadwal":
        return f"Belum: terjadwal sampai {_moment(story.until, zone)}; tayang sendiri pada saat itu.", False
    if story.state == "draf":
        return _DRAFT, False
    if away := _under_way(receipt):
        return f"Belum: {away}", False
    if story.state == "pindah":
        return f"Sudah pindah {_since(receipt, zone)}; alamat lamanya mengarah ke {story.address}.", True
    if story.state == "tidak-ada":
        return f"Sudah tidak ada di situs {_since(receipt, zone)}.", True
    lasted = receipt.seconds_from_arrival
    took = (
        f", {_number(lasted)} detik setelah {'jatuh tempo' if receipt.due else 'dikirim'}" if lasted is not None else ""
    )
    return f"{_DONE_WORDS[story.state]} {_since(receipt, zone)}, alamatnya {story.address}{took}.", story.state in DONE


def _under_way(receipt: Receipt) -> str:
    """Why the public does not see it yet, though it is published; empty where it does."""
    if receipt.deploy.state == "menunggu":
        return "sudah terbit, sedang disalin ke server untuk umum."
    if receipt.deploy.state == "gagal":
        return "sudah terbit, tetapi penyalinan ke server untuk umum gagal; dicoba lagi sendiri. Beri tahu pengelola."
    return ""


def _why(receipt: Receipt) -> str:
    return receipt.reason or "sedang diterbitkan; tunggu beberapa detik."


def _since(receipt: Receipt, zone: str) -> str:
    return f"sejak {_moment(receipt.deploy.at or receipt.live or receipt.arrived, zone)}"


def _moment(text: str, zone: str) -> str:
    at = dates.in_zone(int(seconds(text)), zone)
    return f"{dates.show_date(at.date())} pukul {at:%H.%M.%S} {dates.zone_label(at)}"


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
